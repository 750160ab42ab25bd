// The conversations kept in this browser: find one, open it, name it, export it, delete it.
const dialog = element.querySelector("dialog");
const search = dialog.querySelector("input");
const list = dialog.querySelector("ul");
const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
const tell = (name, id) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail: { id } }));

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const button = (label, onclick, named = "") =>
  make("button", { type: "button", textContent: label, onclick, ariaLabel: named ? `${label} “${named}”` : null });

function matches(conversation, wanted) {
  const words = [conversation.name, ...conversation.exchanges.map((one) => one.asked)].join(" ").toLowerCase();
  return wanted.every((word) => words.includes(word));
}

function row(conversation) {
  const { id, name, changed } = conversation;
  const open = button(name, () => {
    dialog.close();
    tell("show", id);
  });
  open.className = "open";
  open.append(make("time", { textContent: WHEN.format(changed) }));
  const made = make("li", {}, open);
  made.append(
    button("Rename", () => rename(made, conversation), name),
    button("Export", () => tell("export", id), name),
    button("Delete", () => forget(made, conversation), name),
  );
  return made;
}

function rename(from, { id, name }) {
  const box = make("input", { value: name, ariaLabel: "Name of the conversation" });
  const form = make("form", {}, box, make("button", { textContent: "Save" }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.conversations.rename(id, box.value.trim() || name);
    render();
  });
  from.replaceChildren(form);
  box.select();
}

// Its row stays until the list is shown anew, with the way back.
function forget(from, conversation) {
  window.conversations.remove(conversation.id);
  tell("forgotten", conversation.id);
  const undo = button("Undo", () => {
    window.conversations.restore(conversation);
    render();
  });
  from.replaceChildren(make("span", { className: "open", textContent: `Deleted: ${conversation.name}` }), undo);
  undo.focus();
}

const wanted = () => search.value.toLowerCase().split(/\s+/);

function render() {
  list.replaceChildren(...window.conversations.all().filter((one) => matches(one, wanted())).map(row));
}

search.addEventListener("input", render);
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
document.addEventListener("onrecord:history", () => {
  search.value = "";
  render();
  dialog.showModal();
});
