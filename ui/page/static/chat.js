// The conversation. The browser tab holds it, and sends it with each question; the server holds none.
let shown = 0;
let stopped = false;
let asking = false;
const opened = new Set();
const exchanges = () => props.value.exchanges;
const pending = () => exchanges().at(-1)?.state === "pending";
const lastQuestion = () => [...element.querySelectorAll(".exchange")].at(-1);

// Ask a question after the first `keep` exchanges; those behind them are let go.
function ask(wanted, keep = exchanges().length) {
  if (pending()) return;
  const asked = { state: "pending", answer: null, fault: null, extractive: extractive(), ...wanted };
  const html = [...htmlBefore(keep), announced(wanted.asked, keep)];
  for (const part of [...opened]) if (part.startsWith(exchangeAt(keep))) opened.delete(part);
  stopped = false;
  asking = true;
  if (!current()) sessionStorage.setItem("onrecord.conversation", newId());
  move(asked, true);
  props.value = { ...props.value, id: current(), exchanges: [...exchanges().slice(0, keep), asked], html };
  trigger("ask");
  watchServer();
  queueMicrotask(showLast);
}

// A question as the page's address has it: in other words of a conversation it would mean something else, so as it was
// understood.
const FILTERS = { speaker: "speaker", publisher: "publisher", since: "from", until: "to", article: "only" };
const placeOf = (exchange) => ({
  q: exchange?.answer?.question ?? exchange?.asked,
  without: exchange?.without?.length ? JSON.stringify(exchange.without) : null,
  ...Object.fromEntries(Object.entries(FILTERS).map(([name, called]) => [called, exchange?.filters?.[name] || undefined])),
});

function named() {
  const asked = window.address.get("q");
  if (!asked || window.address.view() !== "ask") return null;
  const given = Object.entries(FILTERS).map(([name, called]) => [name, window.address.get(called)]);
  let without = [];
  try {
    without = JSON.parse(window.address.get("without") ?? "[]");
  } catch {} // An address that was cut short.
  return { asked, filters: Object.fromEntries(given.filter(([, value]) => value)), without };
}

let here = "null";
function move(exchange, step = false) {
  window.address.set(placeOf(exchange), step);
  here = JSON.stringify(named());
}

// What the address asks, where it was answered in this conversation; asked anew in another where it was not.
async function reveal() {
  const wanted = named();
  if (!wanted || JSON.stringify(wanted) === here) return;
  here = JSON.stringify(wanted);
  const same = (one) => JSON.stringify(placeOf(one)) === JSON.stringify(placeOf(wanted));
  const at = exchanges().findIndex((one) => same(one) || same({ ...one, answer: null }));
  if (at >= 0) return element.querySelectorAll(".exchange")[at]?.scrollIntoView({ block: "start" });
  await show(null);
  ask(wanted);
}

// The same question without some of what it was read to ask for. One that others follow is asked anew behind them, as
// it was understood where it stood.
function askWithout(number, without) {
  const { asked, answer, filters } = exchanges()[number];
  if (number === exchanges().length - 1) ask({ asked, filters, without }, number);
  else ask({ asked: answer?.question ?? asked, filters, without });
}

// Chosen at the box; without a chat model it makes no difference.
const extractive = () => document.documentElement.dataset.writer === "extractive";

// What is shown of the exchanges before one; a welcome is none.
const htmlBefore = (number) => props.value.html.slice(0, Math.min(number, exchanges().length));

const escaped = (words) => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

// What stands until the server says more, which a busy one does late.
const announced = (question, number) =>
  `<article class="exchange" data-number="${number}" data-state="pending">` +
  `<h2 class="question" tabindex="-1"><bdi>${escaped(question)}</bdi></h2>` +
  `<p class="searching" role="status">Searching…</p></article>`;

// A button that asked is gone by then; whoever works by keyboard goes on from the question.
function showLast() {
  reopen();
  shown = exchanges().length;
  lastQuestion()?.scrollIntoView({ block: "start" });
  if (document.activeElement === document.body) lastQuestion()?.querySelector("h2").focus({ preventScroll: true });
}

// With each part of an answer all is made anew, and what was opened would close.
const exchangeAt = (number) => `.exchange[data-number="${number}"] `;

function reopen() {
  for (const part of opened) setOpen(element.querySelector(part), true);
}

function setOpen(part, open) {
  if (part?.matches("details")) part.open = open;
  else if (part) {
    part.classList.toggle("unfolded", open);
    const button = part.querySelector("[data-unfold]");
    button.setAttribute("aria-expanded", open);
    button.textContent = open ? "less" : "more";
  }
}

element.addEventListener("click", ({ target }) => {
  const part = target.closest(".left-out summary, [data-unfold]")?.closest(".left-out, .folded");
  if (!part) return;
  const within = part.matches(".left-out") ? ".left-out" : `[data-fold="${part.dataset.fold}"]`;
  const named = exchangeAt(part.closest(".exchange").dataset.number) + within;
  const open = !opened.delete(named);
  if (open) opened.add(named);
  // Of details the browser sees to it.
  if (part.matches(".folded")) setOpen(part, open);
});

// An answer's statements in another order, or those of a month. Nothing is asked for it.
const pressed = (button) => button.getAttribute("aria-pressed") === "true";

async function look(number, change, { dataset }) {
  if (pending()) return;
  const changed = exchanges().with(number, { ...exchanges()[number], ...change });
  props.value = await shownBy({ ...props.value, exchanges: changed });
  window.conversations.save(current(), exchanges());
  const [name, value] = Object.entries(dataset)[0];
  requestAnimationFrame(() => element.querySelector(`${exchangeAt(number)}[data-${name}="${value}"]`)?.focus());
}

// A server that is gone ends no answer; what was being asked is then said to have failed.
async function watchServer() {
  while (pending()) {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    if (pending() && !(await reachable())) fail("The server cannot be reached. Ask again once it is back.");
  }
}

const reachable = () => fetch("/healthz", { cache: "no-store" }).then(() => true, () => false);

function fail(fault) {
  const said = `<p class="fault" role="alert"><strong>This did not work.</strong> ${fault}</p>`;
  const failed = { ...exchanges().at(-1), state: "failed", fault };
  const [before, after = ""] = props.value.html.at(-1).split(/<p class="searching".*?<\/p>/s);
  // In what the server made, a bare quotation mark only ever stands around an attribute.
  const shown = before.replaceAll('"pending"', '"failed"') + said + after;
  const html = [...props.value.html.slice(0, -1), shown];
  props.value = { ...props.value, exchanges: [...exchanges().slice(0, -1), failed], html };
}

function edit(number) {
  const { asked: question, filters } = exchanges()[number];
  document.dispatchEvent(new CustomEvent("onrecord:edit", { detail: { question, filters, keep: number } }));
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const number = Number(button.closest(".exchange")?.dataset.number);
  const { asked, filters, without = [], answer } = exchanges()[number] ?? {};
  if ("ask" in button.dataset) ask({ asked: button.dataset.ask });
  if ("retry" in button.dataset) ask({ asked, filters, without }, number);
  if ("without" in button.dataset) askWithout(number, [...without, answer.understood[button.dataset.without]]);
  if ("back" in button.dataset) askWithout(number, without.toSpliced(Number(button.dataset.back), 1));
  if ("edit" in button.dataset) edit(number);
  if ("order" in button.dataset) look(number, { sorting: button.dataset.order }, button);
  if ("month" in button.dataset) look(number, { month: pressed(button) ? null : button.dataset.month }, button);
  if ("share" in button.dataset) share(button, exchanges()[number]);
  if ("watch" in button.dataset) watchQuestion(button);
  if ("add" in button.dataset) document.dispatchEvent(new CustomEvent("onrecord:add"));
});

document.addEventListener("onrecord:ask", ({ detail }) => ask({ asked: detail.question, filters: detail.filters }, detail.keep));
document.addEventListener("onrecord:stop", () => {
  if (!pending()) return;
  stopped = true;
  trigger("stop");
});

// crypto.randomUUID is not there on a page that is served to other machines without TLS.
const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);

// Which conversation this tab shows outlives a reload, and not the tab.
const current = () => sessionStorage.getItem("onrecord.conversation");

watch("value", async () => {
  // A part that was on its way when the answer was stopped would show it as if it went on.
  if (stopped && pending()) props.value = await shownBy(props.value);
  // Nor does one of a conversation that was left come back.
  if (exchanges().length && props.value.id !== current()) {
    props.value = await shownBy(talk(current()));
    return;
  }
  reopen();
  if (exchanges().length > shown) lastQuestion()?.scrollIntoView({ block: "start" });
  shown = exchanges().length;
  if (shown && asking) window.conversations.save(current(), exchanges());
  // What is only looked at again stays as it is kept.
  asking &&= pending();
  nameLast();
});

// Once it is answered, the address has a question as it was understood.
function nameLast() {
  const last = exchanges().at(-1);
  if (!pending() && window.address.view() === "ask" && window.address.get("q") === last?.asked) move(last);
}

const talk = (id) => ({
  id: id ?? "",
  exchanges: window.conversations.get(id)?.exchanges ?? [],
  origin: window.address.base,
  html: [],
});

const shownBy = (talk) => server.show(talk).catch(() => ({ ...talk, html: [window.GONE] }));

// Show a conversation that was kept, or a new one.
async function show(id) {
  if (props.value.origin && pending()) trigger("stop");
  asking = false;
  opened.clear();
  if (id) sessionStorage.setItem("onrecord.conversation", id);
  else sessionStorage.removeItem("onrecord.conversation");
  props.value = await shownBy(talk(id));
  shown = exchanges().length;
  // One that cannot be read is left as it is, and nothing is written over it.
  if (!shown) sessionStorage.removeItem("onrecord.conversation");
  lastQuestion()?.scrollIntoView({ block: "start" });
  if (!shown) offer();
}

// Questions to begin with. The first time each is asked before it is shown, which nobody waits for.
let offering = 0;
async function offer() {
  const mine = ++offering;
  for (let number = 0; ; number++) {
    const html = await server.example(number).catch(() => "");
    const list = element.querySelector(".examples");
    if (!html || !list || mine !== offering) return;
    if (number === 0) list.replaceChildren();
    list.insertAdjacentHTML("beforeend", html);
  }
}

async function save(id) {
  const text = await server.export(talk(id)).catch(() => null);
  if (text === null) return (props.value = { ...props.value, html: [...props.value.html, window.GONE] });
  const detail = { text, type: "text/markdown", name: window.conversations.get(id).name, ending: "md" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
}

function told(button, words) {
  const label = button.textContent;
  button.textContent = words;
  setTimeout(() => (button.textContent = label), 1500);
}

// An answer to take elsewhere: as its address or Markdown to the clipboard, in another form as a file.
async function share(button, exchange) {
  const as = button.dataset.share;
  if (as === "link") {
    const query = new URLSearchParams(Object.entries(placeOf(exchange)).filter(([, value]) => value));
    return copy(button, `${window.address.base}/?${query}`);
  }
  const made = await server.share({ exchange, as, origin: window.address.base }).catch(() => null);
  if (!made) return told(button, "It could not be made: try again");
  if (as === "markdown") return copy(button, made.text);
  const text = made.text ?? Uint8Array.from(atob(made.data), (byte) => byte.charCodeAt(0));
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail: { ...made, text, name: exchange.asked } }));
}

function copy(button, text) {
  document.dispatchEvent(new CustomEvent("onrecord:copy", { detail: text }));
  told(button, "Copied");
}

// Its menu is closed by Escape and by whatever else is pressed.
function closeMenus(except) {
  for (const menu of element.querySelectorAll("details.share[open]")) if (menu !== except) menu.open = false;
}
document.addEventListener("click", ({ target }) => closeMenus(target.closest("details.share")));
element.addEventListener("toggle", ({ target }) => target.open && target.querySelector(":scope.share > div")?.scrollIntoView({ block: "nearest" }), {
  capture: true, // It does not bubble.
});
document.addEventListener(
  "keydown",
  (event) => {
    const open = event.key === "Escape" && element.querySelector("details.share[open]");
    if (!open) return;
    event.stopPropagation();
    closeMenus();
    open.querySelector("summary").focus();
  },
  { capture: true },
);

// What is watched is seen in its view, where the same button then leads.
async function watchQuestion(button) {
  if (button.dataset.watched) return document.dispatchEvent(new CustomEvent("onrecord:go", { detail: { name: "following" } }));
  button.disabled = true;
  const wrong = await server.watch(button.dataset.watch).catch(() => "The server cannot be reached. Try again.");
  button.disabled = false;
  button.textContent = wrong || "Watched: see what is new";
  if (!wrong) button.dataset.watched = "true";
}

document.addEventListener("onrecord:show", async (event) => {
  await show(event.detail.id);
  move(exchanges().at(-1), true);
});
document.addEventListener("onrecord:view", ({ detail }) => {
  if (detail.name === "ask" && !window.address.get("q")) move(exchanges().at(-1));
});
addEventListener("popstate", reveal);
document.addEventListener("onrecord:export", (event) => save(event.detail.id));
// A page that is loaded again does not ask it again.
document.addEventListener("onrecord:forgotten", async (event) => {
  if (event.detail.id !== current()) return;
  await show(null);
  move();
});
document.addEventListener("onrecord:changed", () => exchanges().length || show(null));
show(current()).then(reveal);
