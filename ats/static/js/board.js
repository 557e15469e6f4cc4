// Moves cards between the stages of a board: by drag (SortableJS), by the card's menu, and by Shift with an arrow key.
import { openMoveMenu } from "./board-menu.js";
import { queue } from "./board-queue.js";
import { hold, release } from "./news.js";

export async function attach(board) {
  const lists = () => [...board.querySelectorAll("[data-board-list]")];
  const token = board.querySelector("template").content.querySelector('[name="csrf_token"]').value;
  const send = queue({ token, arrived, putBack: put });

  function move(card, from, to) {
    if (from === to) return;
    if (card.parentElement === to) recount(from, to);
    else put(card, to);
    send(card, from, to);
  }

  function moveBy(card, step) {
    const from = card.parentElement;
    const all = lists();
    const to = all[all.indexOf(from) + step];
    if (!to) return;
    move(card, from, to);
    card.querySelector("a").focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function menu(card) {
    openMoveMenu(lists(), card, (to) => {
      if (card.isConnected && to.isConnected) move(card, card.parentElement, to);
      card.querySelector("a").focus();
    });
  }

  board.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-board-opener]");
    if (!opener) return;
    event.preventDefault();
    menu(opener.closest(".board-card"));
  });

  board.addEventListener("keydown", (event) => {
    const card = event.target.closest(".board-card[data-move-url]");
    if (!card || event.target.closest(".menu-panel") || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = event.shiftKey && { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step && event.key !== "m") return;
    event.preventDefault();
    if (step) moveBy(card, step);
    else menu(card);
  });

  await import("../vendor/sortablejs-1.15.7/Sortable.min.js");
  function makeDraggable() {
    for (const list of lists()) if (!window.Sortable.get(list)) window.Sortable.create(list, dragging);
  }

  // The page stands still under what is dragged.
  const dragging = {
    group: board.getAttribute("aria-label"),
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    draggable: ".board-card[data-move-url]",
    filter: ".menu-panel, .board-move",
    preventOnFilter: false,
    sort: false,
    delay: 200,
    delayOnTouchOnly: true,
    ghostClass: "is-ghost",
    onStart: hold,
    onEnd: ({ item, from, to }) => {
      move(item, from, to);
      release();
    },
  };
  makeDraggable();
  board.addEventListener("lined-up", makeDraggable);
}

// Where the server puts it too: behind those that came before, and before the way to more.
function put(card, list) {
  const from = card.parentElement;
  list.insertBefore(card, list.querySelector(":scope > .board-rest"));
  recount(from, list);
}

function recount(from, to) {
  count(from, -1);
  count(to, 1);
}

function arrived(card) {
  const age = card.querySelector("[data-board-age]");
  if (!age) return;
  age.textContent = "just now";
  age.parentElement.classList.remove("is-overdue");
}

function count(list, change) {
  const column = list.closest(".board-column");
  const shown = column.querySelector("[data-board-count]");
  // A number that stands for "and more" stays what it says.
  if (shown.textContent.includes("+")) return;
  const number = Number(shown.textContent.replace(/\D/g, "")) + change;
  shown.textContent = number.toLocaleString("en");
  const median = column.querySelector("[data-board-median]");
  if (median) median.hidden = number === 0;
}
