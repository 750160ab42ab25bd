// What is followed: listed as it is read, added to, paused and removed.
const EVERY = 5000;
const FAULT = '<p class="fault" role="alert">The server cannot be reached. Try again.</p>';
const form = element.querySelector("form.follow");
const dialog = element.querySelector("dialog");
let forgetting;

const shown = () => document.documentElement.dataset.view === "following";

// What is shown anew keeps the button that is worked on.
function put(value) {
  if (value.wrong === props.value.wrong && value.found === props.value.found) return;
  const label = element.querySelector(".followed").contains(document.activeElement) && document.activeElement.ariaLabel;
  props.value = value;
  if (label) requestAnimationFrame(() => element.querySelector(`[aria-label="${CSS.escape(label)}"]`)?.focus());
}

// From the server, where every word in it was escaped.
async function list(wrong = props.value.wrong) {
  put({ wrong, found: await server.list(null).catch(() => FAULT) });
}

// What is wrong is shown above the list, and gone with the next change.
async function change(call) {
  const wrong = await call.catch(() => FAULT);
  await list(wrong);
  return !wrong;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await change(server.follow({ address: form.elements.address.value }))) form.reset();
});

element.addEventListener("click", ({ target }) => {
  const { pause, resume, forget, title } = target.closest("button")?.dataset ?? {};
  if (pause) change(server.pause({ id: pause, paused: true }));
  if (resume) change(server.pause({ id: resume, paused: false }));
  if (!forget) return;
  forgetting = forget;
  dialog.querySelector("p").textContent = title;
  dialog.showModal();
});

dialog.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
dialog.querySelector("[data-forget-it]").addEventListener("click", () => {
  dialog.close();
  change(server.forget(forgetting));
});

document.addEventListener("onrecord:view", () => shown() && list(""));
setInterval(() => shown() && !document.hidden && list(), EVERY);
