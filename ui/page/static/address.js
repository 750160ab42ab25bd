// What the page's address names, so that it can be mailed: a view and what is asked of it, an article and words in it.
window.address = (() => {
  const VIEWS = ["ask", "check", "people", "archive", "following", "notebook"];
  const READER = ["article", "start", "end", "version"];
  const query = () => new URLSearchParams(location.search);

  // A step is one that the browser's back button takes back.
  function write(query, step) {
    const url = query.size ? `${location.pathname}?${query}` : location.pathname;
    if (url === location.pathname + location.search) return;
    if (step) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }

  return {
    // The page's own address, without what it names: where several archives are served, each has its path.
    base: location.origin + location.pathname.replace(/\/[^/]*$/, ""),

    get: (name) => query().get(name),

    view() {
      const named = query().get("view") ?? (query().has("person") ? "people" : "ask");
      return VIEWS.includes(named) ? named : "ask";
    },

    // Change some of it; null, and what is empty, takes a part out.
    set(changes, step = false) {
      const changed = query();
      for (const [name, value] of Object.entries(changes)) {
        if (value) changed.set(name, value);
        else changed.delete(name);
      }
      write(changed, step);
    },

    // Another view: what was asked of the one before is out, the article that is open beside it stays.
    go(view, asked = { view: view === "ask" ? null : view }) {
      const kept = [...query()].filter(([name]) => READER.includes(name));
      write(new URLSearchParams([...Object.entries(asked).filter(([, value]) => value), ...kept]), true);
    },
  };
})();

// A part's functions on the server. Where it is gone Gradio gives nothing; here that is an error, for the part to tell.
window.reached = (server) =>
  new Proxy(server, {
    get: (functions, name) => async (argument) => {
      const given = await functions[name](argument);
      if (given === undefined) throw new Error("The server cannot be reached.");
      return given;
    },
  });
window.GONE = '<p class="fault" role="alert"><strong>This did not work.</strong> The server cannot be reached. Try again.</p>';
