// The list of articles: found, sorted and paged on the server.
const wanted = { query: "", sort: "published", descending: true, page: 0 };
const search = element.querySelector("input");
let latest = 0;
let typing;

async function list(change = {}) {
  const mine = ++latest;
  Object.assign(wanted, change);
  const html = await server
    .list(wanted)
    .catch(() => '<p class="fault" role="alert">The server cannot be reached. Try again.</p>');
  if (mine === latest) props.value = html;
}

function sort(column) {
  const descending = wanted.sort === column ? !wanted.descending : ["published", "chars"].includes(column);
  return list({ sort: column, descending, page: 0 });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { sort: column, page, remove, title, add } = button.dataset;
  if (column) sort(column);
  if (page) list({ page: Number(page) });
  if (remove) document.dispatchEvent(new CustomEvent("onrecord:remove", { detail: { id: remove, title } }));
  if (add !== undefined) document.dispatchEvent(new CustomEvent("onrecord:add"));
});

search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => list({ query: search.value, page: 0 }), 150);
});

document.addEventListener("onrecord:changed", () => list());
document.addEventListener("onrecord:view", (event) => event.detail.name === "archive" && list());
if (document.documentElement.dataset.view === "archive") list();
