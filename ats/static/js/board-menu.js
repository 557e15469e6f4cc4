// The menu of stages that opens at a card of the board, made from the board's one template and the columns that stand there.
import { move as moveFocus } from "./menu.js";

export function openMoveMenu(lists, card, choose) {
  const board = card.closest(".board");
  board.querySelector(".board-card > .menu-panel")?.remove();
  const panel = board.querySelector("template[data-board-menu]").content.firstElementChild.cloneNode(true);
  const opener = card.querySelector("[data-board-opener]");
  const leaving = new AbortController();
  panel.action = card.dataset.moveUrl;
  const blank = panel.querySelector("button");
  blank.replaceWith(...lists.map((list) => buttonOf(blank, list, card.parentElement)));
  card.append(panel);
  const items = [...panel.querySelectorAll("button:not([disabled])")];
  items[0]?.focus();

  function close() {
    leaving.abort();
    panel.remove();
  }

  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    close();
    choose(lists.find((list) => list.dataset.stage === event.submitter.value));
  });
  panel.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      moveFocus(items, step);
    }
    const end = { Home: 0, End: -1 }[event.key];
    if (end !== undefined) {
      event.preventDefault();
      items.at(end)?.focus();
    }
    if (event.key === "Escape" || event.key === "Tab") {
      close();
      opener.focus();
    }
  });
  document.addEventListener("pointerdown", (event) => !panel.contains(event.target) && close(), { signal: leaving.signal });
}

function buttonOf(blank, list, here) {
  const button = blank.cloneNode();
  button.value = list.dataset.stage;
  button.textContent = document.getElementById(list.getAttribute("aria-labelledby")).textContent.trim();
  button.disabled = list === here;
  return button;
}
