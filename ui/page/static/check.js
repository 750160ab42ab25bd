// A draft, pasted, chosen or dropped, and what a check of it found. It stays in the browser, in the form.
const LARGEST = 4 * 2 ** 20;
const form = element.querySelector("form");
const draft = form.querySelector("textarea");
const file = form.querySelector('input[type="file"]');
const state = form.querySelector(".state");
let checking = false;
let sent;

const frame = () => new Promise(requestAnimationFrame);

function fault(message) {
  const told = Object.assign(document.createElement("p"), { className: "fault", textContent: message });
  told.setAttribute("role", "alert");
  props.value = { shows: "write", found: told.outerHTML };
}

async function check(draft) {
  if (checking) return;
  checking = true;
  sent = draft;
  state.textContent = "Checking …";
  props.value = await server.check(sent).catch(() => ({ shows: "write", found: window.GONE }));
  checking = false;
  state.textContent = "";
  if (props.value.shows !== "found") return;
  await frame();
  await frame();
  document.getElementById("check").scrollTop = 0;
  element.querySelector(".found h2")?.focus({ preventScroll: true });
}

// The draft stays here alone: it is sent once more, and comes back as a file.
async function save(as) {
  const saved = await server.save({ ...sent, as, origin: window.address.base }).catch(() => ({ fault: window.GONE }));
  if (saved.fault) return (props.value = { ...props.value, found: saved.fault + props.value.found });
  const text = Uint8Array.from(atob(saved.data), (byte) => byte.charCodeAt(0));
  const stem = (sent.name ?? "draft").replace(/\.[^.]*$/, "");
  const [type, name, ending] =
    as === "docx"
      ? ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", `${stem} checked`, "docx"]
      : ["application/ld+json", stem, "capsule.json"];
  document.dispatchEvent(new CustomEvent("onrecord:save", { detail: { text, type, name, ending } }));
}

async function data(chosen) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(chosen);
  });
  return reader.result.slice(reader.result.indexOf(",") + 1);
}

async function checkFile(chosen) {
  if (!chosen) return;
  if (chosen.size > LARGEST) return fault(`${chosen.name} is larger than 4 MB. Paste the part to be checked.`);
  try {
    await check({ name: chosen.name, data: chosen.size ? await data(chosen) : "" });
  } catch {
    fault(`${chosen.name} cannot be read. Choose it again.`);
  }
}

// Words of an article: where they came from is what is asked.
document.addEventListener("onrecord:check", async ({ detail }) => {
  document.dispatchEvent(new CustomEvent("onrecord:go", { detail: { name: "check" } }));
  draft.value = detail.text;
  await check({ text: detail.text });
  element.querySelector(".findings details")?.setAttribute("open", "");
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check({ text: draft.value });
});
draft.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
file.addEventListener("change", async () => {
  await checkFile(file.files[0]);
  file.value = "";
});

// Anywhere in this view; elsewhere on the page a file is added to the archive.
const pane = document.getElementById("check");
const over = (event, on) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  form.toggleAttribute("data-over", on);
};
pane.addEventListener("dragover", (event) => over(event, true));
pane.addEventListener("dragleave", (event) => event.relatedTarget || over(event, false));
pane.addEventListener("drop", (event) => {
  over(event, false);
  if (event.dataTransfer.files.length) checkFile(event.dataTransfer.files[0]);
});

// A mark in the draft shows its finding, too; which opens the article is the reader's.
element.addEventListener("click", async (event) => {
  if (event.target.closest("[data-again]")) {
    props.value = { shows: "write", found: "" };
    await frame();
    await frame();
    return element.querySelector("textarea").focus();
  }
  const saving = event.target.closest("[data-save]");
  if (saving) return save(saving.dataset.save);
  const mark = event.target.closest("a[data-finding]");
  if (!mark) return;
  if (!mark.hasAttribute("data-open")) event.preventDefault();
  for (const card of element.querySelectorAll(".findings > li")) card.removeAttribute("data-shown");
  const card = element.querySelector(`#finding-${mark.dataset.finding}`);
  card.setAttribute("data-shown", "");
  if (!mark.hasAttribute("data-open")) card.scrollIntoView({ block: "nearest" });
});
