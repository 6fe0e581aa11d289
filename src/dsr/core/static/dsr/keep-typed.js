// Another language or way of reading is a plain link; what stands in the boxes is kept before it is followed.
(function () {
  "use strict";

  var form = document.querySelector("main form[method=post]");
  if (!form) { return; }

  // Only what somebody changed: following a link on a page left as it was answers nothing.
  function isChanged(box) {
    if (box.type === "hidden" || box.type === "submit") { return false; }
    if (box.type === "radio" || box.type === "checkbox") { return box.checked !== box.defaultChecked; }
    return box.value !== box.defaultValue;
  }

  function keep() {
    var typed = new FormData(form);
    typed.append("action", "save");
    return fetch(window.location.href, { method: "POST", body: typed, credentials: "same-origin", redirect: "manual",
      signal: AbortSignal.timeout ? AbortSignal.timeout(5000) : undefined });
  }

  document.querySelectorAll(".dsr-ways a").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
      if (!Array.prototype.some.call(form.elements, isChanged)) { return; }
      event.preventDefault();
      function follow() { window.location.assign(link.href); }
      keep().then(follow, follow);
    });
  });
}());
