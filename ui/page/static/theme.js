// Light or dark as chosen here before, else as the system has it; and the view that the address asks for.
(() => {
  const chosen = localStorage.getItem("onrecord.theme");
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.documentElement.dataset.view = window.address.view();
})();
