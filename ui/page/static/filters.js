// The Filters control, the same in every view; what is chosen stands beside it as chips, each to be taken out, which come
// with what the server shows for it. `changed` is told all that is chosen, by the names of the fields; null where
// nothing is.
window.filters = (element, changed) => {
  const panel = element.querySelector("details.filters");
  const fields = () => [...panel.querySelectorAll("[name]")];
  const values = () => Object.fromEntries(fields().map((field) => [field.name, valueOf(field)]));
  // What is being written and was not told yet: an answer to what was told before leaves it.
  const untold = new Set();
  let typing;

  function valueOf(field) {
    if ("day" in field.dataset) return window.days.of(field);
    return (field.type === "checkbox" ? field.checked : field.value) || null;
  }

  // The fields as what is to be chosen.
  function fill(wanted) {
    for (const field of fields().filter(({ name }) => !untold.has(name))) {
      const value = wanted[field.name] ?? "";
      if (field.type === "checkbox") field.checked = Boolean(value);
      else if (field.options) choose(field, value);
      else if ((valueOf(field) ?? "") !== value) field.value = "day" in field.dataset ? window.days.spelt(value) : value;
    }
  }

  // An address may name what nothing was found of.
  function choose(field, value) {
    if (![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
    field.value = value;
  }

  function change() {
    untold.clear();
    changed(values());
  }

  function take(names) {
    panel.querySelector("summary").focus();
    untold.clear();
    fill(Object.fromEntries(Object.entries(values()).filter(([name]) => !names.includes(name))));
    change();
  }

  panel.addEventListener("input", ({ target }) => {
    untold.add(target.name);
    clearTimeout(typing);
    typing = setTimeout(change, target.matches("select, [type=checkbox]") ? 0 : 150);
  });
  element.addEventListener("click", ({ target }) => {
    if ("clear" in target.dataset) take(Object.keys(values()));
    if (target.dataset.takes) take([target.dataset.takes]);
  });

  return {
    panel,
    values,
    fill,
    // The first field that holds what is no day, shown and told.
    wrong() {
      fields().forEach(valueOf);
      const field = fields().find((one) => !one.checkValidity());
      if (field) panel.open = true;
      if (field) requestAnimationFrame(() => field.reportValidity());
      return Boolean(field);
    },
  };
};
