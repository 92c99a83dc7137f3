// What pages that check in the browser say: their words and pieces stand in the page ([data-words], [data-piece]).

export const words = Object.fromEntries(Array.from(document.querySelectorAll("[data-words] dt"), (term) => (
  [term.textContent, term.nextElementSibling.textContent]
)));

// A copy of a piece of the page, with this text and, where it has room for them, these elements inside.
export function piece(name, text, inside = []) {
  const whole = document.querySelector(`[data-piece="${name}"]`).content.firstElementChild.cloneNode(true);
  whole.querySelector("[data-text]").textContent = text;
  const place = whole.querySelector("[data-inside]");
  if (inside.length) { place.append(...inside); } else { place?.remove(); }
  return whole;
}

export function lines(texts) {
  return texts.map((text) => piece("line", text));
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
