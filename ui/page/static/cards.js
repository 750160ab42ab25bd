// A citation's words, shown while it is pointed at where no other words stand: beside the conversation, or over the box.
(() => {
  const CARD = 240;

  function place(event) {
    const cite = event.target.closest?.(".cite");
    if (!cite) return;
    delete cite.dataset.dismissed;
    const card = cite.nextElementSibling;
    const at = cite.getBoundingClientRect();
    const column = document.querySelector(".conversation").getBoundingClientRect();
    const box = document.querySelector(".composer").getBoundingClientRect();
    const pane = document.getElementById("chat-part").getBoundingClientRect();
    const beside = pane.right - column.right >= CARD;
    card.style.left = beside ? `${column.right}px` : `${box.left}px`;
    card.style.width = beside ? `${Math.min(pane.right - column.right - 24, 384)}px` : `${box.width}px`;
    card.style.bottom = beside && at.top < innerHeight / 2 ? "" : `${beside ? innerHeight - at.bottom : 8}px`;
    card.style.top = beside && at.top < innerHeight / 2 ? `${at.top}px` : "";
    card.toggleAttribute("data-short", !beside);
  }

  // Escape closes the card, until the citation is pointed at anew.
  function dismiss(event) {
    const card = event.key === "Escape" && [...document.querySelectorAll(".card")].find((one) => one.checkVisibility());
    if (card) card.previousElementSibling.dataset.dismissed = "";
  }

  for (const begins of ["pointerover", "focusin"]) document.addEventListener(begins, place);
  document.addEventListener("keydown", dismiss);
})();
