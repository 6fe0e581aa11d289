// Runs before the page is drawn: says that scripts run, so that the design system's components wake up.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " nhsuk-frontend-supported" : "");
