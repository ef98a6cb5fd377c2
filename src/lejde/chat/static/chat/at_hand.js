"use strict";
// Hints and passages while one types, and passages put in where the cursor stands. Without this
// the same buttons send the form, which comes back with the text and what was asked for.
(() => {
  const side = document.getElementById("at-hand");
  const form = document.getElementById("say");
  const text = form && form.elements.namedItem("text");
  const words = document.getElementById("at-hand-words");
  const looked = document.getElementById("at-hand-looked");
  if (!side || !text || !words || !looked) return;
  let waits = 0;
  let turn = 0;
  const look = async () => {
    const mine = ++turn;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value);
    body.set("text", text.value);
    body.set("words", words.value);
    try {
      const answer = await fetch(side.dataset.look, { method: "POST", body, redirect: "error" });
      // Somebody who types faster than the house answers is not shown what is old.
      if (!answer.ok || mine !== turn) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of page.body.children) {
        const shown = document.getElementById(part.id);
        if (shown && shown.innerHTML !== part.innerHTML) shown.replaceChildren(...part.childNodes);
      }
    } catch {
      // No line: the button still sends the form.
    }
  };
  const soon = () => {
    clearTimeout(waits);
    waits = setTimeout(look, 400);
  };
  text.addEventListener("input", soon);
  words.addEventListener("input", soon);
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look();
  });
  side.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=at_hand]");
    if (!button) return;
    event.preventDefault();
    const put = button.dataset.put;
    if (put) {
      const before = text.value.slice(0, text.selectionStart);
      const gap = before.trim() && !before.endsWith("\n\n") ? "\n\n" : "";
      text.setRangeText(gap + put, text.selectionStart, text.selectionEnd, "end");
      text.focus();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      look();
    }
  });
})();
