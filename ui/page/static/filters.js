// The Filters control, the same in every view: what is chosen stands under it as chips, each to be taken out.
// `changed` is told all that is chosen, by the names of the fields; null where nothing is.
window.filters = (element, changed = () => {}) => {
  const panel = element.querySelector("details.filters");
  const chips = element.querySelector(".chosen");
  const fields = () => [...panel.querySelectorAll("[name]")];
  const label = (field) => field.dataset.label ?? field.labels[0].firstChild.textContent.trim();
  const held = (field) => (field.type === "checkbox" ? "checked" : "value");
  let typing;
  // What is chosen, by the names of the fields: when the page is made anew, what they hold may stand in others for a
  // moment. And as it was written, what was not told yet: an answer to what was told before leaves it.
  const chosen = {};
  let untold = {};

  function valueOf(field) {
    if ("day" in field.dataset) return window.days.of(field);
    return field.type === "checkbox" ? field.checked || null : field.value || null;
  }

  const values = () => Object.fromEntries(fields().map(({ name }) => [name, chosen[name] ?? null]));

  function named(field) {
    if (field.type === "checkbox") return label(field);
    const value = chosen[field.name];
    const day = "day" in field.dataset && window.days.spelt(value);
    const option = [...(field.options ?? [])].find((one) => one.value === value);
    return `${label(field)}: ${day || field.dataset.shown || option?.text || value}`;
  }

  function chip(field) {
    const taken = Object.assign(document.createElement("button"), { type: "button", textContent: "×", title: "Take it out" });
    taken.dataset.takes = field.name;
    taken.ariaLabel = `Take out ${named(field)}`;
    const item = Object.assign(document.createElement("li"), { className: "chip" });
    item.append(Object.assign(document.createElement("bdi"), { textContent: named(field) }), taken);
    return item;
  }

  const show = () => chips.replaceChildren(...fields().filter(({ name }) => chosen[name]).map(chip));

  // The fields as what is to be chosen; shown are the words for what nobody chose from a list. What is being written
  // stays.
  function fill(wanted, shown = {}) {
    for (const field of fields()) {
      const { name } = field;
      if (name in untold) {
        field[held(field)] = untold[name];
        continue;
      }
      const value = wanted[name] ?? "";
      if (shown[name] || field.value !== value) field.dataset.shown = shown[name] ?? "";
      chosen[name] = value || null;
      if (field.type === "checkbox") field.checked = Boolean(value);
      else if (field.options) choose(field, value);
      else if ((valueOf(field) ?? "") !== value) field.value = "day" in field.dataset ? window.days.spelt(value) : value;
    }
    show();
  }

  // An address may name what nothing was found of.
  function choose(field, value) {
    if (![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
    field.value = value;
  }

  function change() {
    untold = {};
    show();
    changed(values());
  }

  function take(names) {
    const left = Object.entries(values()).filter(([name]) => !names.includes(name));
    panel.querySelector("summary").focus();
    untold = {};
    fill(Object.fromEntries(left));
    change();
  }

  panel.addEventListener("input", ({ target }) => {
    untold[target.name] = target[held(target)];
    chosen[target.name] = valueOf(target);
    clearTimeout(typing);
    typing = setTimeout(change, target.matches("select, [type=checkbox]") ? 0 : 150);
  });
  panel.addEventListener("click", ({ target }) => "clear" in target.dataset && take(Object.keys(values())));
  chips.addEventListener("click", ({ target }) => target.dataset.takes && take([target.dataset.takes]));

  return {
    panel,
    values,
    fill,
    // Other options of a field; what is chosen of them stays so.
    offer(name, options) {
      const field = panel.querySelector(`[name="${name}"]`);
      const { value } = field;
      field.innerHTML = options;
      choose(field, value);
    },
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
