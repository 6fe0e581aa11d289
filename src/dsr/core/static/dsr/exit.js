// "Exit this page": blanks the screen, takes this page's place in the history, and listens for three presses of Shift.
// Without this script the link still leaves. Nothing is kept on the device.
(function () {
  "use strict";

  var PRESSES = 3;
  var WITHIN = 5000; // milliseconds between two presses
  var links = document.querySelectorAll("[data-exit]");
  var place = document.querySelector("[data-exit-keys]");
  if (!links.length || !place) { return; }

  var said = place.querySelector("[data-exit-said]");
  var lights = place.querySelector("[data-exit-lights]");
  var title = document.title;
  var pressed = 0;
  var timer = null;
  var other = false; // another key was pressed while Shift was down: somebody writes a capital letter

  function leave() {
    said.textContent = place.dataset.leaving;
    document.documentElement.classList.add("dsr-left");
    document.title = "\u00a0";
    window.location.replace(links[0].href);
  }

  function show() {
    lights.hidden = pressed === 0;
    lights.textContent = "●●●○○○".substr(PRESSES - pressed, PRESSES);
  }

  function forget(words) {
    window.clearTimeout(timer);
    pressed = 0;
    said.textContent = words;
    show();
  }

  function press() {
    window.clearTimeout(timer);
    pressed += 1;
    show();
    if (pressed >= PRESSES) {
      leave();
      return;
    }
    said.textContent = pressed === 1 ? place.dataset.twoMore : place.dataset.oneMore;
    timer = window.setTimeout(function () { forget(place.dataset.tooSlow); }, WITHIN);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Shift") {
      other = event.repeat ? other : false;
      return;
    }
    other = true;
    if (pressed) { forget(""); }
  });

  document.addEventListener("keyup", function (event) {
    if (event.key === "Shift" && !other) { press(); }
  });

  links.forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
  });

  // Somebody came back with the browser's own button, and the browser kept the page as it was left: blank.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    document.documentElement.classList.remove("dsr-left");
    document.title = title;
    forget("");
  });
})();
