// Days as people write them: 1 April 2016, April 2016, 2016, or 2016-04-01 and 2016-04.
window.days = (() => {
  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  const WRITTEN = /^(?:(?:(\d{1,2})\.? )?([a-z]{3,9})\.?,? )?(\d{4})$/i;
  const ISO = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  // A day of the calendar as 2016-04-01; null for what is none, like 31 April.
  function iso(year, month, day) {
    const date = new Date(Date.UTC(year, month, day));
    return date.getUTCMonth() === month && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
  }

  return {
    spelt: (day) => (day ? format.format(new Date(day)) : ""),

    // What is written, as 2016-04-01: of a month or a year its first day, or its last. null for what is no day.
    read(written, last = false) {
      const text = written.trim().replace(/\s+/g, " ");
      const [, y, m, d] = ISO.exec(text) ?? [];
      const [, day = d, name, year = y] = WRITTEN.exec(text) ?? [];
      const month = y ? Number(m) - 1 : name ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) : last ? 11 : 0;
      if (!year || month < 0) return null;
      const end = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
      return iso(Number(year), month, Number(day ?? (last ? end : 1)));
    },

    // What a field has, and where it is no day, that it is none.
    of(field) {
      const day = window.days.read(field.value, field.name === "until");
      field.setCustomValidity(field.value.trim() && !day ? "Write a day like 1 April 2016, a month or a year." : "");
      return day;
    },
  };
})();
