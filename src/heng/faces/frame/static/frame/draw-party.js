// What a party of a draw does in its own browser 「承诺和揭示」: it makes a number, keeps it in a file, and sends only the
// digest; later it takes the number from the file. The lines that are hashed are those of heng.engines.draw.ceremony.

(() => {
  const COMMITMENT = "heng-draw/v1 commitment";
  const BYTES = 32;

  document.querySelectorAll("[data-party]").forEach((section) => {
    const { party, draw } = section.dataset;
    const said = section.querySelector("[data-said]");
    section.querySelector("[data-make]")?.addEventListener("click", () => make(section, said, draw, party));
    section.querySelector("[data-file]")?.addEventListener("change", (event) => take(event.target, section, said, draw, party));
    section.querySelector("[data-make]")?.removeAttribute("disabled");
  });

  async function make(section, said, draw, party) {
    if (!globalThis.crypto?.subtle) { said.textContent = said.dataset.none; return; }
    const nonce = hex(crypto.getRandomValues(new Uint8Array(BYTES)));
    const lines = [COMMITMENT, draw, party, nonce].map((line) => `${line}\n`).join("");
    const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines))));
    keep(`draw-${draw}-${party}.json`, JSON.stringify({ draw, party, nonce }));
    section.querySelector("[data-digest]").value = digest;
    said.textContent = said.dataset.made;
  }

  async function take(input, section, said, draw, party) {
    try {
      const kept = JSON.parse(await input.files[0].text());
      const isOurs = kept.draw === draw && kept.party === party && typeof kept.nonce === "string";
      section.querySelector("[data-nonce]").value = isOurs ? kept.nonce : "";
      said.textContent = isOurs ? said.dataset.read : said.dataset.wrong;
    } catch {
      said.textContent = said.dataset.wrong;
    }
  }

  function keep(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    document.body.append(link);  // Firefox follows no link that stands nowhere
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
})();
