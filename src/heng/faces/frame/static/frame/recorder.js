// Records camera and microphone in chunks of six seconds, each a file of its own, and sends them in their order.
// A chunk is sent until it was kept: what waits stays in memory, so a page that is closed loses only that, and the
// browser asks before. The end waits until the last chunk was kept.
(function () {
  "use strict";

  const LENGTH = 6000;
  const AGAIN = 3000;
  const TYPE = "video/webm;codecs=vp9,opus";

  function start(place, stream, form) {
    const said = place.querySelector("[role=status]");
    const began = performance.now() - Number(place.dataset.offset);
    const waiting = [];
    let next = Number(place.dataset.next);
    let sending = false;
    let running = null;
    let ending = false;

    function send() {
      if (ending && !running && !waiting.length) { form.submit(); }
      if (sending || !waiting.length) { return; }
      sending = true;
      const chunk = waiting[0];
      const url = place.dataset.recorder.replace(/\d+\/$/, next + "/") + "?offset=" + chunk.offset;
      const headers = { "X-CSRFToken": place.dataset.token, "Content-Type": "video/webm" };
      fetch(url, { method: "POST", headers: headers, body: chunk.data }).then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      }).then(function (told) {
        next = told.next;
        waiting.shift();
        said.textContent = said.dataset.said + " " + next;
        sending = false;
        send();
      }).catch(function () {
        said.textContent = said.dataset.waiting + " " + waiting.length;
        window.setTimeout(function () { sending = false; send(); }, AGAIN);
      });
    }

    function record() {
      const offset = Math.round(performance.now() - began);
      const recorder = new MediaRecorder(stream, { mimeType: TYPE });
      recorder.addEventListener("dataavailable", function (event) {
        if (event.data.size) { waiting.push({ offset: offset, data: event.data }); }
      });
      recorder.addEventListener("stop", function () {
        if (running === recorder) { running = null; }
        send();
      });
      running = recorder;
      recorder.start();
      window.setTimeout(function () { turn(recorder); }, LENGTH);
    }

    function turn(recorder) {
      if (recorder.state === "inactive") { return; }
      if (stream.active && !ending) { record(); }
      recorder.stop();
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (ending) { return; }
      ending = true;
      if (running && running.state !== "inactive") { running.stop(); } else { send(); }
    });
    window.addEventListener("beforeunload", function (event) {
      if (!ending || waiting.length) { event.preventDefault(); }
    });
    record();
  }

  document.addEventListener("DOMContentLoaded", function () {
    const place = document.querySelector("[data-recorder]");
    if (!place) { return; }
    const button = place.querySelector("button");
    button.addEventListener("click", function () {
      button.disabled = true;
      navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(function (stream) {
        place.querySelector("video").srcObject = stream;
        place.querySelector("video").play();
        start(place, stream, place.parentElement.querySelector("form"));
      }).catch(function () {
        button.disabled = false;
        const said = place.querySelector("[role=status]");
        said.textContent = said.dataset.denied;
      });
    });
  });
})();
