// Pinning what is shown anywhere on the page, and what the notebook has to tell.
const notice = element.querySelector(".notice");
let fading;

// A link back to what is pinned, from the archive's own "/" on: the question's, or the words' in their article.
function linkOf(button) {
  const link = button.dataset.href ?? button.closest("blockquote, li").querySelector("a.cite, a[data-open]").href;
  return `/${new URL(link, location.href).search}`;
}

function tell({ message, undo }) {
  clearTimeout(fading);
  const told = Object.assign(document.createElement("p"), { textContent: message });
  if (undo) told.append(" ", Object.assign(document.createElement("button"), { textContent: "Undo", onclick: undo }));
  notice.replaceChildren(told);
  if (!undo) fading = setTimeout(() => notice.replaceChildren(), 4000);
}

// The text is what is copied beside it.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-pin]");
  if (!button) return;
  const text = button.parentElement.querySelector("[data-copy]").dataset.copy;
  const gone = "The server cannot be reached. Try again.";
  const wrong = await server.pin({ text, link: linkOf(button) }).catch(() => gone);
  button.toggleAttribute("data-pinned", !wrong);
  document.dispatchEvent(new CustomEvent("onrecord:pinned"));
  tell({ message: wrong || "Pinned in the notebook." });
});

document.addEventListener("onrecord:notice", ({ detail }) => tell(detail));
document.addEventListener("onrecord:view", () => notice.replaceChildren());
