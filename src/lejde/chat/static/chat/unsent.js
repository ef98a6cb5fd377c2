"use strict";
// What is typed and not sent is kept, sealed, a while after the last key and whenever the page is left.
(() => {
  const form = document.querySelector("form[data-keep-at]");
  const box = form && form.elements.text;
  if (!box) return;
  const AFTER = 4000;
  let kept = box.value;
  let timer = 0;

  function keep() {
    clearTimeout(timer);
    if (box.value.trim() === kept.trim()) return;
    kept = box.value;
    const body = new URLSearchParams({ text: box.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    fetch(form.dataset.keepAt, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER);
  });
  // Sent is not unsent.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return keep();
    clearTimeout(timer);
    kept = box.value;
  }, true);
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
})();
