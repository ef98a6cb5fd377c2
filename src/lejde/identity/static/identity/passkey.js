"use strict";
// A passkey that was not shown is said on the page, instead of nothing happening; Enter in the
// field of its name asks for it, as the button does.
(() => {
  const said = document.getElementById("passkey-failed");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    said.hidden = false;
  });
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.querySelector("button").click();
    });
  });
})();
