// What the page's address names, so that it can be mailed: an article and words in it, a person.
window.address = {
  get: (name) => new URLSearchParams(location.search).get(name),

  // Change some of it; null takes a part out. A step is one that the browser's back button takes back.
  set(changes, step = false) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    const url = query.size ? `/?${query}` : "/";
    if (url === location.pathname + location.search) return;
    if (step) {
      history.replaceState({ view: document.documentElement.dataset.view }, "");
      history.pushState(null, "", url);
    } else {
      history.replaceState(history.state, "", url);
    }
  },
};

// A day as a newspaper writes it: 1 April 2016.
window.spelt = (day) => {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", format).format(new Date(day));
};
