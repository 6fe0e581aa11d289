// "Read it to me": the device's own voices read one block, sentence by sentence, in the block's language.
// Only voices that live on the device are used: others would send what is read to somebody else.
(function () {
  "use strict";

  var synthesis = window.speechSynthesis;
  var blocks = Array.prototype.slice.call(document.querySelectorAll("[data-read-aloud]"));
  var SPOKEN = "h1, h2, h3, h4, legend, label, p, li, dt, dd, summary, .nhsuk-hint, .nhsuk-error-message";
  var SILENT = "[data-read-aloud-controls], [data-no-voice], [hidden], .nhsuk-u-visually-hidden";
  var speaking = null;

  if (!blocks.length) { return; }

  function languageOf(element) {
    return (element.closest("[lang]") || document.documentElement).lang || "en-GB";
  }

  // The same language first as written (en-GB), then whatever country it comes from (en).
  function voiceFor(language) {
    var wanted = language.toLowerCase();
    var own = synthesis.getVoices().filter(function (voice) {
      return voice.localService && voice.lang.toLowerCase().replace("_", "-").split("-")[0] === wanted.split("-")[0];
    });
    var exact = own.filter(function (voice) { return voice.lang.toLowerCase().replace("_", "-") === wanted; });
    return exact[0] || own[0] || null;
  }

  // What stands in the block, outermost first, so that nothing is said twice.
  function parts(block) {
    return Array.prototype.filter.call(block.querySelectorAll(SPOKEN), function (element) {
      var around = element.parentElement.closest(SPOKEN);
      return !(around && block.contains(around)) && !element.closest(SILENT) && element.textContent.trim() !== "";
    });
  }

  function show(block, reading) {
    block.querySelector("[data-read]").hidden = reading;
    block.querySelector("[data-stop]").hidden = !reading;
  }

  function mark(element, on) {
    (element.closest(".dsr-easy__row") || element).classList.toggle("dsr-easy__spoken", on);
  }

  function stop() {
    var block = speaking;
    speaking = null;
    synthesis.cancel();
    if (!block) { return; }
    block.querySelectorAll(".dsr-easy__spoken").forEach(function (element) { element.classList.remove("dsr-easy__spoken"); });
    show(block, false);
  }

  function say(block, list, index) {
    if (speaking !== block) { return; }
    if (index >= list.length) {
      stop();
      block.querySelector("[data-read]").focus();
      return;
    }
    var element = list[index];
    var language = languageOf(element);
    var words = new SpeechSynthesisUtterance(element.textContent.replace(/\s+/g, " ").trim());
    words.lang = language;
    words.voice = voiceFor(language);
    words.rate = 0.9;
    words.onend = words.onerror = function () {
      mark(element, false);
      say(block, list, index + 1);
    };
    mark(element, true);
    synthesis.speak(words);
  }

  function read(block) {
    stop();
    speaking = block;
    show(block, true);
    block.querySelector("[data-stop]").focus();
    say(block, parts(block), 0);
  }

  function offer(block) {
    block.querySelector("[data-read-aloud-controls]").hidden = false;
    block.querySelector("[data-no-voice]").hidden = true;
  }

  // Said once a page: the first block stands for all.
  function settle(last) {
    var able = blocks.filter(function (block) { return synthesis && voiceFor(languageOf(block)); });
    able.forEach(offer);
    if (last && !able.length) { blocks[0].querySelector("[data-no-voice]").hidden = false; }
    return able.length > 0;
  }

  blocks.forEach(function (block) {
    block.querySelector("[data-read]").addEventListener("click", function () { read(block); });
    block.querySelector("[data-stop]").addEventListener("click", function () {
      stop();
      block.querySelector("[data-read]").focus();
    });
  });

  if (!synthesis) { settle(true); return; }
  // Browsers find their voices some moments after the page has opened.
  if (!settle(false)) {
    synthesis.addEventListener("voiceschanged", function () { settle(false); });
    window.setTimeout(function () { settle(true); }, 2000);
  }
  window.addEventListener("pagehide", stop);
})();
