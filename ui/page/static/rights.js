// Who looks at the page, and whether it shows what changes the archive; the server refuses that, whatever is shown.
async function show() {
  const found = await server.rights(null).catch(() => null);
  if (!found) return;
  document.documentElement.dataset.rights = found.may;
  props.value = found;
}

show();
