// The conversation. The browser tab holds it, and sends it with each question; the server holds none.
let shown = 0;
let stopped = false;
const opened = new Set();
const exchanges = () => props.value.exchanges;
const pending = () => exchanges().at(-1)?.state === "pending";
const lastQuestion = () => [...element.querySelectorAll(".exchange")].at(-1);

// Ask a question after the first `keep` exchanges; those behind them are let go.
function ask(wanted, keep = exchanges().length) {
  if (pending()) return;
  const asked = { state: "pending", answer: null, fault: null, extractive: extractive(), ...wanted };
  const html = htmlBefore(keep) + announced(wanted.asked, keep);
  opened.delete(keep);
  stopped = false;
  if (!current()) sessionStorage.setItem("onrecord.conversation", newId());
  props.value = { ...props.value, id: current(), exchanges: [...exchanges().slice(0, keep), asked], html };
  trigger("ask");
  watchServer();
  queueMicrotask(showLast);
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

// In what the server made, a bare "<" only ever begins its own markup.
const htmlBefore = (number) =>
  exchanges().length ? props.value.html.split(`<article class="exchange" data-number="${number}"`)[0] : "";

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
function reopen() {
  for (const number of opened) {
    const details = element.querySelector(`.exchange[data-number="${number}"] details`);
    if (details) details.open = true;
  }
}

element.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (!details) return;
  const { number } = details.closest(".exchange").dataset;
  if (details.open) opened.delete(Number(number));
  else opened.add(Number(number));
});

// A server that is gone ends no answer; what was being asked is then said to have failed.
async function watchServer() {
  while (pending()) {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    if (pending() && !(await reachable())) fail("The server cannot be reached. Start it again, and ask again.");
  }
}

const reachable = () => fetch("/healthz", { cache: "no-store" }).then(() => true, () => false);

function fail(fault) {
  const said = `<p class="fault" role="alert"><strong>This did not work.</strong> ${fault}</p>`;
  const failed = { ...exchanges().at(-1), state: "failed", fault };
  const [before, after = ""] = props.value.html.split(/<p class="searching".*?<\/p>/s);
  // In what the server made, a bare quotation mark only ever stands around an attribute.
  const html = before.replaceAll('"pending"', '"failed"') + said + after;
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
  if ("capsule" in button.dataset) saveCapsule(button, exchanges()[number]);
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
  if (stopped && pending()) props.value = await server.show(props.value);
  // Nor does one of a conversation that was left come back.
  if (exchanges().length && props.value.id !== current()) {
    props.value = await server.show(talk(current()));
    return;
  }
  reopen();
  if (exchanges().length > shown) lastQuestion()?.scrollIntoView({ block: "start" });
  shown = exchanges().length;
  if (shown) window.conversations.save(current(), exchanges());
});

const talk = (id) => ({
  id: id ?? "",
  exchanges: window.conversations.get(id)?.exchanges ?? [],
  origin: location.origin,
  html: "",
});

// Show a conversation that was kept, or a new one.
async function show(id) {
  if (props.value.origin && pending()) trigger("stop");
  opened.clear();
  if (id) sessionStorage.setItem("onrecord.conversation", id);
  else sessionStorage.removeItem("onrecord.conversation");
  props.value = await server.show(talk(id));
  shown = exchanges().length;
  // One that cannot be read is left as it is, and nothing is written over it.
  if (!shown) sessionStorage.removeItem("onrecord.conversation");
  lastQuestion()?.scrollIntoView({ block: "start" });
}

async function save(id) {
  const text = await server.export(talk(id));
  const detail = { text, type: "text/markdown", name: window.conversations.get(id).name, ending: "md" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
}

async function saveCapsule(button, exchange) {
  const text = await server.capsule({ exchange, origin: location.origin }).catch(() => "");
  if (!text) return (button.textContent = "It could not be made: try again");
  const detail = { text, type: "application/ld+json", name: exchange.asked, ending: "capsule.json" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
}

// What is watched is seen in its view, where the same button then leads.
async function watchQuestion(button) {
  if (button.dataset.watched) return document.dispatchEvent(new CustomEvent("onrecord:go", { detail: { name: "following" } }));
  button.disabled = true;
  const wrong = await server.watch(button.dataset.watch).catch(() => "The server cannot be reached. Try again.");
  button.disabled = false;
  button.textContent = wrong || "Watched: see what is new";
  if (!wrong) button.dataset.watched = "true";
}

document.addEventListener("onrecord:show", (event) => show(event.detail.id));
document.addEventListener("onrecord:export", (event) => save(event.detail.id));
document.addEventListener("onrecord:forgotten", (event) => event.detail.id === current() && show(null));
document.addEventListener("onrecord:changed", () => exchanges().length || show(null));
show(current());

// A citation's words, shown while it is pointed at where no other words stand: beside the conversation, or over the box.
function place(event) {
  const cite = event.target.closest?.(".cite");
  if (!cite) return;
  const card = cite.nextElementSibling;
  const at = cite.getBoundingClientRect();
  const column = element.querySelector(".conversation").getBoundingClientRect();
  const box = document.querySelector(".composer").getBoundingClientRect();
  const pane = document.getElementById("chat-part").getBoundingClientRect();
  const beside = pane.right - column.right >= CARD;
  card.style.left = beside ? `${column.right}px` : `${box.left}px`;
  card.style.width = beside ? `${Math.min(pane.right - column.right - 24, 384)}px` : `${box.width}px`;
  card.style.bottom = beside && at.top < innerHeight / 2 ? "" : `${beside ? innerHeight - at.bottom : 8}px`;
  card.style.top = beside && at.top < innerHeight / 2 ? `${at.top}px` : "";
  card.toggleAttribute("data-short", !beside);
}
const CARD = 240;
element.addEventListener("pointerover", place);
element.addEventListener("focusin", place);
