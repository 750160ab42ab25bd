// What is followed and watched: listed as it is read and asked, added to, paused and removed.
const EVERY = 5000;
const form = element.querySelector("form.follow");
const dialog = element.querySelector("dialog");
let remove;

const shown = () => document.documentElement.dataset.view === "following";

// What is shown anew keeps the button that is worked on.
function put(value) {
  if (Object.keys(value).every((part) => value[part] === props.value[part])) return;
  const label = element.contains(document.activeElement) && document.activeElement.ariaLabel;
  props.value = value;
  if (label) requestAnimationFrame(() => element.querySelector(`[aria-label="${CSS.escape(label)}"]`)?.focus());
}

// From the server, where every word in it was escaped.
async function list(wrong = props.value.wrong) {
  const [sources, watches] = await Promise.all([
    server.list_sources(null).catch(() => window.GONE),
    server.list_watches(window.address.base).catch(() => ""),
  ]);
  put({ wrong, sources, watches });
}

// What is wrong is shown above the list, and gone with the next change.
async function change(call) {
  const wrong = await call.catch(() => window.GONE);
  await list(wrong);
  return !wrong;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await change(server.follow({ address: form.elements.address.value }))) form.reset();
});

function confirm(question, title, call) {
  remove = call;
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("p").textContent = title;
  dialog.showModal();
}

element.addEventListener("click", ({ target }) => {
  const { pause, resume, forget, unwatch, title } = target.closest("button")?.dataset ?? {};
  if (pause) change(server.pause({ id: pause, paused: true }));
  if (resume) change(server.pause({ id: resume, paused: false }));
  if (forget) confirm("Follow it no longer? Its articles stay.", title, () => server.forget(forget));
  if (unwatch) confirm("Watch this question no longer?", title, () => server.unwatch(unwatch));
});

dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
dialog.querySelector("[data-remove-it]").addEventListener("click", () => {
  dialog.close();
  change(remove());
});

document.addEventListener("onrecord:view", () => shown() && list(""));
setInterval(() => shown() && !document.hidden && list(), EVERY);
if (shown()) list("");
