// The same conversations on the server, for who wants that. What is in this browser is sent there, and what is there is
// brought here once it is opened. A server that is gone is told the next time. `tell` is called after each time.
window.kept = (server, tell) => {
  const NAME = `onrecord.kept${window.address.base.slice(location.origin.length)}`;
  const GONE = "The server cannot be reached. What is in this browser is sent once it is back.";
  const ENDED = "The server keeps none of this browser’s conversations any more. They are in this browser.";
  const here = window.conversations;
  let there = []; // as the server listed them last, without what was answered
  let readers = "";
  let fault = "";
  let last = Promise.resolve();

  // Where they are kept there: the token by which the server knows this browser, and what it was not told is deleted.
  const state = () => JSON.parse(localStorage.getItem(NAME) ?? "null");
  const remember = (changes) => localStorage.setItem(NAME, JSON.stringify({ ...state(), ...changes }));

  function leave() {
    localStorage.removeItem(NAME);
    for (const { id } of here.all()) here.mark(id);
    there = [];
  }

  // What the server told; null where it did not do it.
  async function reach(name, argument) {
    const told = await server[name](argument).catch(() => ({ fault: GONE }));
    fault = told.fault || fault;
    if (told.ended) {
      leave();
      fault = ENDED;
    }
    return told.fault || told.ended ? null : told;
  }

  const listing = ({ exchanges, ...one }) => ({ ...one, asked: exchanges.map((each) => each.asked).join("\n") });

  const ask = (name, told) => reach(name, { token: state()?.token, ...told });

  const isUnsent = (one) => one.edited || !one.version;

  async function keep(one) {
    const told = await ask("keep", { conversation: one });
    if (!told) return;
    there = [{ ...listing(one), version: told.version }, ...there.filter(({ id }) => id !== one.id)];
    const now = here.get(one.id);
    // Meanwhile it may have been changed again, or deleted.
    if (now) here.mark(one.id, told.version, now.changed !== one.changed || now.name !== one.name);
  }

  // Tell the server what it was not told yet.
  async function send() {
    fault = "";
    for (const id of state()?.deleted ?? []) {
      there = there.filter((one) => one.id !== id);
      if (await ask("remove", { id })) undelete(id);
    }
    for (const one of here.all().filter(isUnsent)) {
      if (!state() || fault === GONE) return;
      await keep(one);
    }
  }

  // Hear what it has, and tell it the rest.
  async function match() {
    fault = "";
    const told = await reach("listed", state()?.token ?? null);
    readers = told?.readers ?? readers;
    if (!told?.kept) return;
    there = told.kept;
    for (const { id, version, edited } of here.all()) {
      if (!version || edited || there.some((one) => one.id === id)) continue;
      if (told.deleted.includes(id)) here.remove(id);
      else here.mark(id); // It is not known there any more.
    }
    await send();
  }

  // One after the other.
  const queue = (task) => (last = last.then(task, task).then(tell));
  const sync = () => queue(match);

  const undelete = (id) => state() && remember({ deleted: state().deleted.filter((one) => one !== id) });

  // Whether what is here is behind what is there.
  function isBehind(id) {
    const [one, other] = [here.get(id), there.find((one) => one.id === id)];
    return other && !one?.edited && one?.version !== other.version;
  }

  document.addEventListener("onrecord:edited", () => state() && queue(send));
  if (state()) sync();

  return {
    sync,
    isOn: () => Boolean(state()),
    told: () => ({
      readers,
      fault,
      there: there.length,
      alone: there.filter(({ id }) => !here.get(id)).length,
      unsent: here.all().filter(isUnsent).length,
    }),

    // Each once, the newest first; its questions are in `asked`.
    listed() {
      const mine = here.all().filter(({ id }) => !isBehind(id));
      const others = there.filter(({ id }) => !mine.some((one) => one.id === id));
      return [...mine.map(listing), ...others].sort((one, other) => other.changed - one.changed);
    },

    // Have it in this browser; it itself, if that could be.
    async bring(id) {
      if (isBehind(id)) {
        fault = "";
        const told = await ask("bring", { id });
        if (told) here.put(told.conversation);
      }
      return here.get(id);
    },

    remove(id) {
      here.remove(id);
      there = there.filter((one) => one.id !== id);
      if (!state()) return;
      remember({ deleted: [...state().deleted, id] });
      queue(send);
    },

    restore(conversation) {
      undelete(conversation.id);
      here.restore(conversation);
    },

    async begin() {
      fault = "";
      const told = await reach("begin", null);
      if (!told) return;
      remember({ token: told.token, deleted: [] });
      await sync();
    },

    leave,

    // Delete all that is there.
    async end() {
      await ask("end");
      if (fault === ENDED) fault = "";
    },
  };
};
