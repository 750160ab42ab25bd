// What is told of an article: its title, publisher, day and author, for whoever knows better.
const dialog = element.querySelector("dialog");
const form = dialog.querySelector("form");
const wrong = dialog.querySelector(".wrong-so");
const GONE = "The server cannot be reached. Try again.";
let article;

document.addEventListener("click", async ({ target }) => {
  article = target.closest("[data-amend]")?.dataset.amend ?? article;
  if (!target.closest("[data-amend]")) return;
  const { fields, fault } = await server.told(article).catch(() => ({ fault: GONE }));
  for (const [name, value] of Object.entries(fields ?? {})) form.elements[name].value = value;
  wrong.textContent = fault;
  dialog.showModal();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = { article, ...Object.fromEntries(new FormData(form)) };
  const { fault } = await server.amend(given).catch(() => ({ fault: GONE }));
  wrong.textContent = fault;
  if (fault) return;
  dialog.close();
  document.dispatchEvent(new CustomEvent("onrecord:changed"));
  document.dispatchEvent(new CustomEvent("onrecord:corrected"));
});
form.querySelector("[data-keep]").addEventListener("click", () => dialog.close());
