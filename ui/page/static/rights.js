// Who looks at the page, and whether it shows what changes the archive; the server refuses that, whatever is shown.
async function show() {
  const found = await server.rights(null).catch(() => null);
  if (!found) return;
  document.documentElement.dataset.rights = found.may;
  props.value = { ...props.value, ...found };
}

// The log of changes is read when it is opened, and where it is, again as the archive changes.
let page = 0;
const isOpen = () => element.querySelector(".log").open;

async function list(wanted = page) {
  page = wanted;
  const log = await server.log(page).catch(() => window.GONE);
  props.value = { ...props.value, log, open: true };
}

element.addEventListener("click", async (event) => {
  const wanted = event.target.closest("[data-page]")?.dataset.page;
  if (wanted) list(Number(wanted));
  if (!event.target.closest("summary")) return;
  // It opens once it is read; all is made anew with it.
  event.preventDefault();
  if (isOpen()) props.value = { ...props.value, open: false };
  else await list(0);
  requestAnimationFrame(() => element.querySelector("summary").focus());
});
document.addEventListener("onrecord:changed", () => isOpen() && list());

show();
