// What was pinned, with the user's own words on it; kept on the server as it is written.
const root = document.documentElement;
const shown = element.querySelector('[name="shown"]');
const GONE = "The server cannot be reached. Try again.";
let collection = "";
let asked = 0;

async function list() {
  const turn = ++asked;
  const view = await server.notes(collection).catch(() => ({ ...props.value, found: window.GONE }));
  if (turn !== asked) return; // It was asked for again meanwhile.
  props.value = view;
  requestAnimationFrame(() => (shown.value = collection));
}

const tell = (message, undo) =>
  document.dispatchEvent(new CustomEvent("onrecord:notice", { detail: { message, undo } }));

async function change(call) {
  const wrong = await call.catch(() => GONE);
  if (wrong) tell(wrong);
  return !wrong;
}

element.addEventListener("change", async ({ target }) => {
  if (target === shown) {
    collection = shown.value;
    return list();
  }
  const id = target.closest("[data-note]")?.dataset.note;
  const changed = id && (await change(server.change({ id, [target.name]: target.value })));
  if (changed && target.name === "collection") list();
});

element.addEventListener("click", async ({ target }) => {
  const { unpin, notes } = target.closest("button")?.dataset ?? {};
  if (unpin && (await change(server.remove(unpin)))) {
    await list();
    tell("Removed.", async () => {
      if (await change(server.restore(unpin))) tell("It is back.");
      list();
    });
  }
  if (notes === undefined) return;
  const { text, fault } = await server.export({ collection }).catch(() => ({ fault: window.GONE }));
  if (fault) return (props.value = { ...props.value, found: fault });
  const detail = { text, type: "text/markdown", name: collection || "Notebook", ending: "md" };
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail }));
});

document.addEventListener("onrecord:view", ({ detail }) => detail.name === "notebook" && list());
// Whoever is quick is here before what they pinned.
document.addEventListener("onrecord:pinned", () => root.dataset.view === "notebook" && list());
if (root.dataset.view === "notebook") list();
