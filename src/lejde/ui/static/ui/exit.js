"use strict";
// Replaces this page in the history, so that "back" does not return to it.
(() => {
  const exit = document.getElementById("exit");
  if (!exit) return;
  const leave = () => {
    document.documentElement.hidden = true;
    location.replace(exit.href);
  };
  for (const way of document.querySelectorAll("#exit, [data-leave]")) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  let pressed = 0;
  let last = 0;
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      pressed = 0;
      return;
    }
    pressed = event.timeStamp - last < 1500 ? pressed + 1 : 1;
    last = event.timeStamp;
    if (pressed === 3) leave();
  });
})();
