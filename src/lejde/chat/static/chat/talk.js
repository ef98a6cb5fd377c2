"use strict";
// A talk that is told when to look. Without this script the page does the same by itself, slower.
// Nothing is kept in the browser: what is typed lives in this page until it is stored.
(() => {
  const talk = document.getElementById("talk");
  if (!talk || !window.EventSource) return;
  const form = talk.querySelector("form[data-say]");
  if (!form) {
    // The page that only reads comes anew by itself, which would take what is typed here.
    if (talk.dataset.open === "yes") location.replace("?write=yes");
    return;
  }
  const list = talk.querySelector(".said");
  const box = form.elements.text;
  const notice = talk.querySelector("[data-typing]");
  const words = talk.dataset;
  const state = document.getElementById("state");
  let last = Number(words.last);
  let seen = Number(words.seen);
  let isOver = false;

  const waiting = new Map();
  let typedAt = 0;

  // Reading

  let isReading = false;
  let isRungAgain = false;
  async function readOn() {
    if (isReading) {
      isRungAgain = true;
      return;
    }
    isReading = true;
    try {
      do {
        isRungAgain = false;
        const answer = await fetch(`${words.saidAt}?after=${last}`, { redirect: "error" });
        if (answer.status === 401 || answer.status === 404) return gone();
        if (!answer.ok) throw new Error("not now");
        show(await answer.json());
      } while (isRungAgain);
      if (!isOver) tell("");
    } catch {
      tell(words.away);
      setTimeout(readOn, 3000 + Math.random() * 2000);
    } finally {
      isReading = false;
    }
  }

  function show(told) {
    if (told.last > last) {
      last = told.last;
      const holder = document.createElement("template");
      holder.innerHTML = told.html;
      for (const item of [...holder.content.querySelectorAll("li")]) {
        const mine = item.dataset.own && list.querySelector(`li[data-waits="${CSS.escape(item.dataset.own)}"]`);
        if (mine) mine.remove();
        // Stored, also when the answer that said so was lost on its way.
        waiting.delete(item.dataset.own);
        list.insertBefore(item, list.querySelector("li[data-waits]"));
        if (item.dataset.from !== words.side) notice.hidden = true;
      }
      list.hidden = false;
      list.lastElementChild.scrollIntoView({ block: "nearest" });
    }
    if (state && told.state) stands(told.state);
    if (told.call) talk.querySelector("[data-call]").innerHTML = told.call;
    seen = told.seen;
    mark();
    lookedAt();
    if (!told.is_open) closed();
  }

  function stands(html) {
    const now = document.createElement("template");
    now.innerHTML = html;
    // Read aloud only when it says something new.
    if (now.content.textContent.trim() !== state.textContent.trim()) state.replaceChildren(now.content);
  }

  function closed() {
    isOver = true;
    if (!box.value.trim() && !waiting.size) location.replace(location.pathname);
    else tell(words.closed);
  }

  function gone() {
    isOver = true;
    bell.close();
    tell(words.gone);
  }

  function mark() {
    for (const item of list.querySelectorAll(`li[data-from="${words.side}"][data-sequence]`)) {
      const note = item.querySelector("[data-mark]");
      if (note) note.textContent = Number(item.dataset.sequence) <= seen ? words.isSeen : words.isStored;
    }
  }

  let told = 0;
  function lookedAt() {
    if (document.hidden || last <= told || isOver) return;
    told = last;
    post(words.seenAt, { sequence: String(last) }).catch(() => { told = 0; });
  }

  // Listening

  let bell;
  function listen() {
    if (isOver) return;
    if (bell) bell.close();
    bell = new EventSource(words.desk === "yes" ? words.bellAt : `${words.bellAt}?after=${last}`);
    const isOurs = (event) => {
      const about = JSON.parse(event.data);
      return !about.conversation || about.conversation === words.number ? about : null;
    };
    bell.addEventListener("look", readOn);
    bell.onmessage = (event) => { if (isOurs(event)) readOn(); };
    bell.addEventListener("state", (event) => {
      const about = isOurs(event);
      if (about) readOn();
    });
    bell.addEventListener("typing", (event) => { if (isOurs(event)) types(); });
    bell.addEventListener("gone", readOn);
    bell.onerror = () => {
      // Refused, not broken: the browser will not try again by itself.
      if (bell.readyState === EventSource.CLOSED) setTimeout(again, 5000 + Math.random() * 5000);
    };
  }
  function again() {
    listen();
    readOn();
    sendAll();
  }
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (bell.readyState !== EventSource.OPEN) again();
    else lookedAt();
  });

  let hides;
  function types() {
    notice.hidden = false;
    clearTimeout(hides);
    hides = setTimeout(() => { notice.hidden = true; }, 6000);
  }

  // Writing

  function post(address, values) {
    const body = new URLSearchParams(values);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return fetch(address, { method: "POST", body, redirect: "error" });
  }

  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  form.addEventListener("submit", (event) => {
    // Another button leads elsewhere with what is typed, as without this script.
    if (event.submitter && (event.submitter.name || event.submitter.hasAttribute("formaction"))) return;
    event.preventDefault();
    if (!box.value.trim() || isOver) return;
    const own = newId();
    const item = document.createElement("li");
    item.className = "card";
    item.dataset.waits = own;
    item.dataset.from = words.side;
    const note = document.createElement("p");
    note.className = "quiet";
    const text = document.createElement("p");
    text.textContent = box.value;
    text.className = "typed";
    item.append(note, text);
    list.hidden = false;
    list.append(item);
    waiting.set(own, { text: box.value, item, note, tries: 0, isGoing: false });
    box.value = "";
    typedAt = 0;
    box.focus();
    send(own);
  });

  async function send(own) {
    const one = waiting.get(own);
    if (!one || one.isGoing) return;
    one.isGoing = true;
    one.note.textContent = one.tries ? words.tryingAgain : words.isWaiting;
    try {
      const answer = await post(words.sayAt, { text: one.text, client_id: own });
      if (answer.ok) {
        waiting.delete(own);
        one.note.textContent = words.isStored;
        readOn();
      } else if ([401, 403, 404, 409, 413, 422].includes(answer.status)) {
        giveBack(own, await answer.json().then((told) => told.message, () => ""));
      } else throw new Error("not now");
    } catch {
      one.tries += 1;
      one.note.textContent = words.tryingAgain;
      setTimeout(() => send(own), Math.min(15000, 500 * 2 ** one.tries) + Math.random() * 500);
    } finally {
      one.isGoing = false;
    }
  }

  function sendAll() {
    for (const own of waiting.keys()) send(own);
  }

  // What cannot be sent goes back into the box, before what was typed since.
  function giveBack(own, why) {
    const one = waiting.get(own);
    waiting.delete(own);
    one.item.remove();
    box.value = box.value ? `${one.text}\n${box.value}` : one.text;
    tell(why || words.failed);
  }

  function tell(what) {
    const line = talk.querySelector("[data-line]");
    if (line.textContent !== what) line.textContent = what;
    line.hidden = !what;
  }

  box.addEventListener("input", () => {
    if (isOver || Date.now() - typedAt < 4000) return;
    typedAt = Date.now();
    post(words.typingAt, {}).catch(() => {});
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  // On the way to another page nothing here may lead elsewhere.
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isOver = true;
  });
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });

  mark();
  listen();
  lookedAt();
  // A sign that somebody is still at this page: a place in the queue is kept, a desk counts as open.
  setInterval(() => { if (!isOver) readOn(); }, words.desk === "yes" ? 60000 : 240000);
})();
