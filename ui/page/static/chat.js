// The conversation. The browser tab holds it, and sends it with each question; the server holds none.
const exchanges = () => props.value.exchanges;
const pending = () => exchanges().at(-1)?.state === "pending";
const lastQuestion = () => [...element.querySelectorAll(".exchange")].at(-1);

// Ask a question after the first `keep` exchanges; those behind them are let go.
function ask(question, keep = exchanges().length, filters = {}) {
  if (pending()) return;
  const asked = { asked: question, state: "pending", answer: null, fault: null, filters };
  props.value = { ...props.value, exchanges: [...exchanges().slice(0, keep), asked] };
  trigger("ask");
  watchServer();
}

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
  if ("ask" in button.dataset) ask(button.dataset.ask);
  if ("retry" in button.dataset) ask(exchanges()[number].asked, number, exchanges()[number].filters);
  if ("edit" in button.dataset) edit(number);
  if ("add" in button.dataset) document.dispatchEvent(new CustomEvent("onrecord:add"));
});

document.addEventListener("onrecord:ask", ({ detail }) => ask(detail.question, detail.keep, detail.filters));
document.addEventListener("onrecord:stop", () => pending() && trigger("stop"));

// crypto.randomUUID is not there on a page that is served to other machines without TLS.
const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);

// Which conversation this tab shows outlives a reload, and not the tab.
const current = () => sessionStorage.getItem("onrecord.conversation");

let shown = 0;
watch("value", () => {
  if (exchanges().length > shown) lastQuestion()?.scrollIntoView({ block: "start" });
  shown = exchanges().length;
  if (shown) {
    if (!current()) sessionStorage.setItem("onrecord.conversation", newId());
    window.conversations.save(current(), exchanges());
  }
});

const talk = (id) => ({
  exchanges: window.conversations.get(id)?.exchanges ?? [],
  origin: location.origin,
  html: "",
});

// Show a conversation that was kept, or a new one.
async function show(id) {
  if (props.value.origin && pending()) trigger("stop");
  if (id) sessionStorage.setItem("onrecord.conversation", id);
  else sessionStorage.removeItem("onrecord.conversation");
  props.value = await server.show(talk(id));
  shown = exchanges().length;
  // One that cannot be read is left as it is, and nothing is written over it.
  if (!shown) sessionStorage.removeItem("onrecord.conversation");
  lastQuestion()?.scrollIntoView({ block: "start" });
}

async function save(id) {
  const file = new Blob([await server.export(talk(id))], { type: "text/markdown" });
  const download = `${window.conversations.get(id).name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.md`;
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download });
  link.click();
  URL.revokeObjectURL(link.href);
}

document.addEventListener("onrecord:show", (event) => show(event.detail.id));
document.addEventListener("onrecord:export", (event) => save(event.detail.id));
document.addEventListener("onrecord:forgotten", (event) => event.detail.id === current() && show(null));
document.addEventListener("onrecord:changed", () => exchanges().length || show(null));
show(current());

// A citation's words, shown beside it while it is pointed at.
function place(event) {
  const cite = event.target.closest?.(".cite");
  if (!cite) return;
  const card = cite.nextElementSibling;
  const at = cite.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - Math.min(400, innerWidth * 0.92));
  card.style.left = `${Math.max(8, left)}px`;
  if (at.top > innerHeight / 2) card.style.bottom = `${innerHeight - at.top + 6}px`;
  else card.style.top = `${at.bottom + 6}px`;
}
element.addEventListener("pointerover", place);
element.addEventListener("focusin", place);
