// The few things that pages do by themselves, by data attributes; without this file every page still works.
(function () {
  "use strict";

  function onClick(event) {
    const copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy).then(function () { flash(copy); });
    }
    if (event.target.closest("[data-back]")) {
      window.history.back();
    }
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  }

  function flash(element) {
    element.classList.add("done");
    window.setTimeout(function () { element.classList.remove("done"); }, 1500);
  }

  // A form that cannot be taken back asks first.
  function onSubmit(event) {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
    }
  }

  // A form half filled in is not lost by a slip: the browser asks before it leaves the page.
  function guard(form) {
    let touched = false;
    form.addEventListener("input", function () { touched = true; });
    form.addEventListener("submit", function () { touched = false; });
    window.addEventListener("beforeunload", function (event) {
      if (touched) { event.preventDefault(); }
    });
  }

  // What is too much to send is said before it is sent, so that nothing typed is lost.
  function onChange(event) {
    const input = event.target.closest("input[type=file][data-most]");
    if (!input) { return; }
    const size = Array.from(input.files).reduce(function (sum, file) { return sum + file.size; }, 0);
    input.setCustomValidity(size > Number(input.dataset.most) ? input.dataset.told : "");
    input.reportValidity();
  }

  // A table wider than its place can be moved with the arrow keys, too.
  const reach = new ResizeObserver(function (seen) {
    seen.forEach(function (entry) {
      const box = entry.target;
      if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  });

  function ready() {
    document.querySelectorAll(".rows-box").forEach(function (box) { reach.observe(box); });
    document.querySelectorAll("[data-back]").forEach(function (button) {
      button.hidden = window.history.length < 2;
    });
    document.querySelectorAll("form[data-guard]").forEach(guard);
    const focus = document.querySelector("[data-focus]");
    if (focus) { focus.focus(); }
  }

  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    const failed = document.getElementById("webauthn-failed");
    if (failed) { failed.hidden = false; }
  });
  document.addEventListener("htmx:sendError", function () {
    const place = document.getElementById("problem");
    if (place) { place.textContent = "网络连接中断，内容未提交。请检查网络后重试。"; }
  });
})();
