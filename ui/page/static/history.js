// The conversations kept in this browser, and on the server where that is wanted: find one, open it, name it, export
// it, delete it.
const kept = window.kept(server, tellKept);
const dialog = element.querySelector("dialog");
const search = dialog.querySelector('[type="search"]');
const list = dialog.querySelector("ul");
const keep = dialog.querySelector('[name="keep"]');
const ending = dialog.querySelector(".ending");
const WHEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
const tell = (name, id) => document.dispatchEvent(new CustomEvent(`onrecord:${name}`, { detail: { id } }));

function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const button = (label, onclick, named = "") =>
  make("button", { type: "button", textContent: label, onclick, ariaLabel: named ? `${label} “${named}”` : null });

function matches({ name, asked }, wanted) {
  const words = `${name} ${asked}`.toLowerCase();
  return wanted.every((word) => words.includes(word));
}

// Done with a conversation once it is in this browser; where the server is gone, that is told.
const within = (id, done) => async () => {
  const conversation = await kept.bring(id);
  tellKept();
  if (conversation) done(conversation);
};

function row({ id, name, changed }) {
  const open = button(name, within(id, () => {
    dialog.close();
    tell("show", id);
  }));
  open.className = "open";
  open.append(make("time", { textContent: WHEN.format(changed) }));
  const made = make("li", {}, open);
  made.append(
    button("Rename", within(id, (conversation) => rename(made, conversation)), name),
    button("Export", within(id, () => tell("export", id)), name),
    button("Delete", within(id, (conversation) => forget(made, conversation)), name),
  );
  return made;
}

function rename(from, { id, name }) {
  const box = make("input", { value: name, maxLength: 200, ariaLabel: "Name of the conversation" });
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
  kept.remove(conversation.id);
  tell("forgotten", conversation.id);
  const undo = button("Undo", () => {
    kept.restore(conversation);
    render();
  });
  from.replaceChildren(make("span", { className: "open", textContent: `Deleted: ${conversation.name}` }), undo);
  undo.dataset.undo = "";
  undo.focus();
}

const wanted = () => search.value.toLowerCase().split(/\s+/);

let shown = "";

function render() {
  const found = kept.listed().filter((one) => matches(one, wanted()));
  shown = JSON.stringify(kept.listed());
  list.replaceChildren(...found.map(row));
}

let beginning = false;

// Who can read what is kept where, and what went wrong.
function tellKept() {
  const { readers, fault, unsent } = kept.told();
  const sent = unsent ? `${unsent} of these ${unsent === 1 ? "is" : "are"} not on the server yet.` : "All of these are on the server.";
  keep.checked = beginning || kept.isOn();
  dialog.querySelector(".where").textContent = kept.isOn() ? sent : "What you ask is kept in this browser alone.";
  dialog.querySelector(".readers").textContent = readers;
  dialog.querySelector("[role=alert]").textContent = fault;
}

// What the server has to tell; what is being done in the list meanwhile stays.
async function match() {
  await kept.sync();
  if (JSON.stringify(kept.listed()) !== shown && !list.querySelector("form, [data-undo]")) render();
}

async function begin() {
  beginning = true;
  await kept.begin();
  beginning = false;
  tellKept();
  render();
}

// What becomes of those on the server is asked before any are left or deleted there.
function askEnding() {
  const { there, alone } = kept.told();
  const many = there === 1 ? "1 conversation" : `${there} conversations`;
  const lost = alone ? `, ${alone} of them not in this browser` : "";
  ending.querySelector("p").textContent = `The server keeps ${many} for you${lost}. Leave them there for other browsers, or delete them there, for all?`;
  ending.hidden = false;
  ending.querySelector("button").focus();
}

async function end(how) {
  ending.hidden = true;
  if (how === "leave") kept.leave();
  if (how === "delete") await kept.end();
  tellKept();
  render();
  keep.focus();
}

keep.addEventListener("change", () => {
  if (keep.checked) return begin();
  keep.checked = true;
  askEnding();
});
ending.addEventListener("click", ({ target }) => "end" in target.dataset && end(target.dataset.end));
search.addEventListener("input", render);
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
document.addEventListener("onrecord:history", () => {
  search.value = "";
  ending.hidden = true;
  tellKept();
  render();
  dialog.showModal();
  match();
});
