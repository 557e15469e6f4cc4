// The keys of a selection: j and k go through the rows, "x" takes one or lets it go, with Shift all on the way are taken,
// Escape lets all go. They are silent in fields and can be switched off (WCAG 2.1.4).
import { boxes, clear, row, show } from "./selection.js";

const KEYS_STORE = "requisite-keys";

export function press(list, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(KEYS_STORE) === "off") return;
  if (event.target.closest('textarea, select, [contenteditable], dialog[open], input:not([type="checkbox"])')) return;
  const all = boxes(list);
  const by = { j: 1, k: -1 }[event.key.toLowerCase()];
  if (by && all.length) go(list, all, by, event.shiftKey);
  else if (event.key === "x" && all[list.current]) toggle(list, all[list.current]);
  else if (event.key === "Escape" && list.form.classList.contains("is-choosing")) clear(list);
  else return;
  event.preventDefault();
}

function go(list, all, by, isExtending) {
  if (isExtending && all[list.current]) all[list.current].checked = true;
  list.current = Math.min(Math.max(list.current + by, 0), all.length - 1);
  if (isExtending) all[list.current].checked = true;
  list.last = list.current;
  (row(all[list.current]).querySelector("a") ?? all[list.current]).focus();
  show(list);
}

function toggle(list, box) {
  box.checked = !box.checked;
  show(list);
}
