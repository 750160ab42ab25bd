// Light or dark as chosen here before, else as the system has it.
(() => {
  const chosen = localStorage.getItem("onrecord.theme");
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.view = "ask";
})();
