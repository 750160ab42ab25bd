// The conversations that this browser keeps, newest first. Which of them a tab shows is the tab's own matter.
// Of what the server keeps too (kept.js), version is the one that is here, and edited says that it was changed since.
window.conversations = (() => {
  const KEPT = 60;
  const NAME = `onrecord.conversations${window.address.base.slice(location.origin.length)}`;
  const all = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");

  function write(list) {
    const kept = list.sort((one, other) => other.changed - one.changed).slice(0, KEPT);
    while (kept.length) {
      try {
        localStorage.setItem(NAME, JSON.stringify(kept));
        return;
      } catch {
        kept.pop(); // The browser's room is used up: the oldest goes.
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
    save: (id, exchanges) =>
      edit({ name: exchanges[0].asked.slice(0, 120), ...get(id), id, exchanges, changed: Date.now() }),
    rename: (id, name) => edit({ ...get(id), name }),
    restore: edit,
    remove: (id) => write(all().filter((one) => one.id !== id)),
  };
})();
