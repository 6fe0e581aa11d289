// How far a piece of work in the background is, every two seconds; the whole page anew once it is done.
// Without this the link on the page does the same.
(function () {
  "use strict";

  var place = document.querySelector("[data-progress]");
  if (!place) { return; }

  function look() {
    fetch(window.location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) {
        var now = new DOMParser().parseFromString(text, "text/html").querySelector("[data-progress]");
        if (!now) { window.location.reload(); return; }
        place.innerHTML = now.innerHTML;
        window.setTimeout(look, 2000);
      })
      .catch(function () { window.setTimeout(look, 10000); });
  }

  window.setTimeout(look, 2000);
})();
