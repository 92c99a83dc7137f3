// Plays a recording, and jumps to the second of an event or a clue.
(function () {
  "use strict";

  function clock(second) {
    const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
    return parts.map(function (part) { return String(part).padStart(2, "0"); }).join(":");
  }

  function play(film, video) {
    const said = film.querySelector("[role=status]");
    if (!window.Hls || !window.Hls.isSupported()) {
      video.src = film.dataset.film;
      return;
    }
    const hls = new window.Hls({ enableWorker: false, maxBufferLength: 30, maxMaxBufferLength: 60, backBufferLength: 60 });
    hls.on(window.Hls.Events.ERROR, function (_, error) {
      if (error.fatal) { said.textContent = said.dataset.failed; }
    });
    hls.loadSource(film.dataset.film);
    hls.attachMedia(video);
  }

  function mark(line, button, length) {
    const place = document.createElement("span");
    place.className = "film-mark";
    place.dataset.second = button.dataset.second;
    if (button.dataset.tone) { place.dataset.tone = button.dataset.tone; }
    place.style.left = 100 * Number(button.dataset.second) / Math.max(length, 1) + "%";
    place.title = button.parentElement.textContent.trim().replace(/\s+/g, " ");
    line.append(place);
  }

  document.addEventListener("DOMContentLoaded", function () {
    const film = document.querySelector("[data-film]");
    const buttons = document.querySelectorAll("button[data-second]");
    const marked = Array.from(buttons, function (button) { return [button, Number(button.dataset.second)]; });
    marked.forEach(function (pair) { pair[0].textContent = clock(pair[1]); });
    if (!film) { return; }
    const video = film.querySelector("video");
    const line = film.querySelector(".film-line");
    play(film, video);
    buttons.forEach(function (button) { mark(line, button, Number(film.dataset.length)); });
    document.addEventListener("click", function (event) {
      const place = event.target.closest("[data-second]");
      if (place) { video.currentTime = Number(place.dataset.second); }
    });
  });
})();
