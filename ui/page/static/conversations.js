// The conversations that this browser keeps, those used last first. Which of them a tab shows is the tab's own matter.
// Of what the server keeps too (kept.js), version is the one that is here, and edited says that it was changed since.
window.conversations = (() => {
  const KEPT = 60;
  const NAME = `onrecord.conversations${window.address.base.slice(location.origin.length)}`;
  const all = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");

  // Where there is no room for another, one goes that the server has, if there is one: the one not used for longest.
  function write(kept) {
    const drop = () => kept.splice(kept.findLastIndex((one) => one.version && !one.edited), 1);
    while (kept.length > KEPT) drop();
    while (kept.length) {
      try {
        localStorage.setItem(NAME, JSON.stringify(kept));
        return;
      } catch {
        drop(); // The browser's room is used up.
      }
    }
    localStorage.removeItem(NAME);
  }

  const get = (id) => all().find((one) => one.id === id);
  const put = (conversation) => write([conversation, ...all().filter((one) => one.id !== conversation.id)]);

  // What changed here is told, but no answer that is still being written.
  function edit(conversation) {
    put({ ...conversation, edited: true });
    if (conversation.exchanges.at(-1).state !== "pending") document.dispatchEvent(new CustomEvent("onrecord:edited"));
  }

  return {
    all,
    get,
    put,
    // What the server has of it.
    mark: (id, version, edited) => write(all().map((one) => (one.id === id ? { ...one, version, edited } : one))),
    save: (id, exchanges) =>
      edit({ name: exchanges[0].asked.slice(0, 120), ...get(id), id, exchanges, changed: Date.now() }),
    rename: (id, name) => edit({ ...get(id), name }),
    restore: edit,
    remove: (id) => write(all().filter((one) => one.id !== id)),
  };
})();
