// The conversations that this browser keeps, newest first. Which of them a tab shows is the tab's own matter.
window.conversations = (() => {
  const KEPT = 60;
  const NAME = `onrecord.conversations${window.address.base.slice(location.origin.length)}`;
  const all = () => JSON.parse(localStorage.getItem(NAME) ?? "[]");

  function write(list) {
    const kept = list.slice(0, KEPT);
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

  return {
    all,
    get,
    save(id, exchanges) {
      const name = get(id)?.name ?? exchanges[0].asked.slice(0, 120);
      write([{ id, name, exchanges, changed: Date.now() }, ...all().filter((one) => one.id !== id)]);
    },
    rename: (id, name) => write(all().map((one) => (one.id === id ? { ...one, name } : one))),
    // Put back what was removed, where it was.
    restore: (conversation) => write([...all(), conversation].sort((one, other) => other.changed - one.changed)),
    remove: (id) => write(all().filter((one) => one.id !== id)),
  };
})();
