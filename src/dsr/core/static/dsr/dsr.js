// The warning before a worker is signed out for being idle, and the print button. Pages work without it.
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (place) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", function () { window.print(); });
  });

  var dialog = document.getElementById("session-timeout");
  if (!dialog || !dialog.showModal) { return; }

  var idle = Number(dialog.dataset.idleSeconds) * 1000;
  var warning = Number(dialog.dataset.warnSeconds) * 1000;
  var form = dialog.querySelector("form");
  var remaining = dialog.querySelector("[data-remaining]");
  var announcement = dialog.querySelector("[data-announcement]");
  var others = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  var ends = Date.now() + idle;
  var spoken = "";

  // Each page a worker opens starts the time anew, in every tab.
  function extended(tell) {
    ends = Date.now() + idle;
    spoken = "";
    if (dialog.open) { dialog.close(); }
    if (tell && others) { others.postMessage("extended"); }
  }

  function words(milliseconds) {
    var seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    if (seconds > 60) { return Math.ceil(seconds / 60) + " minutes"; }
    return seconds === 1 ? "1 second" : seconds + " seconds";
  }

  // Spoken at the start and at the last minute only: a ticking clock read aloud helps nobody.
  function announce(milliseconds) {
    var step = milliseconds > 60000 ? "start" : "last minute";
    if (step === spoken) { return; }
    spoken = step;
    announcement.textContent = "You will be signed out in " + words(milliseconds) + ".";
  }

  function tick() {
    var left = ends - Date.now();
    if (left <= 0) {
      window.location.assign(dialog.dataset.signedOutHref);
      return;
    }
    if (left <= warning) {
      if (!dialog.open) { dialog.showModal(); }
      remaining.textContent = words(left);
      announce(left);
    }
  }

  function stay(event) {
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (!answer.ok) { throw new Error("signed out"); }
        extended(true);
      })
      .catch(function () { window.location.assign(dialog.dataset.signedOutHref); });
  }

  form.addEventListener("submit", stay);
  dialog.addEventListener("cancel", stay);
  if (others) { others.onmessage = function () { extended(false); }; }
  extended(true);
  window.setInterval(tick, 1000);
})();
