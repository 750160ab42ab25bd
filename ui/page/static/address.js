// What the page's address names, so that it can be mailed: an article and words in it, a person.
window.address = {
  // The page's own address, without what it names: where several archives are served, each has its path.
  base: location.origin + location.pathname.replace(/\/[^/]*$/, ""),

  get: (name) => new URLSearchParams(location.search).get(name),

  // Change some of it; null takes a part out. A step is one that the browser's back button takes back.
  set(changes, step = false) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    const url = query.size ? `${location.pathname}?${query}` : location.pathname;
    if (url === location.pathname + location.search) return;
    if (step) {
      history.replaceState({ view: document.documentElement.dataset.view }, "");
      history.pushState(null, "", url);
    } else {
      history.replaceState(history.state, "", url);
    }
  },
};
