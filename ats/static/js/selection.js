// Selecting rows of a list: click, shift-click for a range, "x" and Shift+J/K by keyboard, all that match; the bar at the
// bottom says how many. All that match is a word to the server, which holds the query: the page never lists them.
import { press } from "./selection-keys.js";

const COUNTED_EXACTLY = /^[\d,]+$/;

export function attach(form, signal) {
  const list = { form, last: null, current: -1, total: form.dataset.total };
  const part = (name) => form.querySelector(`[data-bulk-${name}]`);
  form.addEventListener("click", (event) => clicked(list, event));
  form.addEventListener("change", () => show(list));
  part("all").addEventListener("click", () => chooseAll(list));
  part("none").addEventListener("click", () => clear(list));
  document.addEventListener("keydown", (event) => press(list, event), { signal });
  addEventListener("pagehide", () => remember(list), { signal });
  // From here on a row without its tick is meant to be left out.
  scope(list).querySelector('[value="everything"]').value = "all";
  comeBack(list);
  show(list);
}

export const boxes = (list) => [...list.form.querySelectorAll('[name="chosen"]')];
const scope = (list) => list.form.querySelector("[data-bulk-scope]");
export const row = (box) => box.closest("tr, li");

function clicked(list, event) {
  if (event.target.matches("[data-bulk-page]")) for (const box of boxes(list)) box.checked = event.target.checked;
  if (!event.target.matches('[name="chosen"]')) return;
  const all = boxes(list);
  const here = all.indexOf(event.target);
  if (event.shiftKey && list.last !== null) {
    const [from, to] = [Math.min(list.last, here), Math.max(list.last, here)];
    for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
  }
  list.last = list.current = here;
}

function chooseAll(list) {
  scope(list).value = "all";
  for (const box of boxes(list)) box.checked = true;
  show(list);
  const address = list.form.dataset.countUrl;
  if (address && !COUNTED_EXACTLY.test(list.total)) count(list, address);
}

async function count(list, address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  list.total = (await answer.json()).count.toLocaleString("en");
  show(list);
}

export function clear(list) {
  scope(list).value = "these";
  for (const box of boxes(list)) box.checked = false;
  show(list);
}

export function show(list) {
  const all = boxes(list);
  const chosen = all.filter((box) => box.checked).length;
  if (!chosen) scope(list).value = "these";
  const isAll = scope(list).value === "all";
  const left = all.length - chosen;
  const words = isAll ? `All ${list.total} selected${left ? `, without ${left}` : ""}` : `${chosen} selected`;
  const said = list.form.querySelector("[data-bulk-count]");
  if (said.textContent !== words) said.textContent = words;
  list.form.classList.toggle("is-choosing", chosen > 0);
  list.form.querySelector("[data-bulk-all]").hidden = isAll || all.length === 0;
  const page = list.form.querySelector("[data-bulk-page]");
  if (page) Object.assign(page, { checked: chosen === all.length && chosen > 0, indeterminate: chosen > 0 && left > 0 });
  for (const box of all) row(box).classList.toggle("is-chosen", box.checked);
}

// Pages of the dashboard are not kept by browsers, so that going back has to be told what was selected.
function remember(list) {
  const kept = { path: location.pathname + location.search, scope: scope(list).value, ids: [] };
  kept.ids = boxes(list).filter((box) => box.checked).map((box) => box.value);
  sessionStorage.setItem("requisite-selection", JSON.stringify(kept));
}

function comeBack(list) {
  if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") return;
  const kept = JSON.parse(sessionStorage.getItem("requisite-selection") ?? "{}");
  if (kept.path !== location.pathname + location.search) return;
  for (const box of boxes(list)) box.checked = kept.ids.includes(box.value);
  scope(list).value = kept.scope;
}
