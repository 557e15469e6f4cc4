// The verbs of the page that the palette opens on: what has a key, under the words of the list of keys, and whatever can be
// pressed on the page itself. What belongs to one row of a list is left to that row.
const PRESSED = ":is(button, a.button, a.menu-item, summary, [data-dialog-open])";
const OF_A_ROW = "tr, .row, .row-list li, .row-list-item, .board-card, .tray-list li, [data-rows-item], [hidden]";

export function listVerbs() {
  const main = document.querySelector("#main");
  const ways = [];
  const taken = new Set();
  const add = (way) => {
    const name = `${way.label}\n${way.about}`;
    if (!way.label || taken.has(name)) return;
    taken.add(name);
    ways.push(way);
  };
  for (const target of document.querySelectorAll("[data-key]")) {
    const key = target.dataset.key;
    const words = document.querySelector(`#keys dd[data-for-key="${CSS.escape(key)}"]`)?.textContent;
    if (!words || taken.has(key) || !target.checkVisibility()) continue;
    taken.add(key);
    const more = aboutKey(target);
    add({ label: words, about: words.startsWith(more) ? "" : more, key, target });
  }
  for (const target of main.querySelectorAll(`form[method="get"], ${PRESSED}`)) {
    if (target.closest(`dialog, [data-dialog-close], [data-key], ${OF_A_ROW}`) || target.querySelector("[data-key]")) continue;
    if (target.matches("form")) addSearch(target, add);
    else if (target.closest("[data-bulk-bar]")) addForMany(target, add);
    else if (isThere(target) && !target.closest('form[method="get"]')) add({ label: words(target), about: about(target), key: "", target });
  }
  return ways;
}

// A form that searches or filters: its first field is the way into it, opened first where it is folded away.
function addSearch(form, add) {
  const [folded, label] = [form.closest("details"), form.getAttribute("aria-label") ?? words(form.querySelector("button:not([name])"))];
  const field = form.querySelector("input:not([type=hidden]), select");
  if (field && isThere(form)) add({ label, about: "", key: "", target: field, before: () => folded?.setAttribute("open", "") });
}

// The bar for many at once shows when something is ticked; until then it is meant for all that match.
function addForMany(button, add) {
  const bar = button.closest("[data-bulk-bar]");
  if (!button.closest(".bulk-verbs")) return;
  const all = bar.querySelector("[data-bulk-all]");
  const isChosen = bar.checkVisibility();
  add({ label: words(button), about: isChosen ? "the selected" : "all that match", key: "", target: button, before: () => isChosen || all.click() });
}

// What an opener of the bar says, such as the stage that "Advance" leads to.
function aboutKey(target) {
  const button = target.matches("form") ? target.querySelector("button") : target;
  return button.matches("input, textarea") ? "" : (button.querySelector("span")?.textContent ?? "").trim();
}

function words(target) {
  const own = (target.getAttribute("aria-label") ?? target.textContent).trim().replace(/\s+/g, " ");
  const menu = menuOf(target)?.querySelector("summary");
  const name = menu && (menu.getAttribute("aria-label") ?? menu.textContent).trim();
  return name && name !== "More" ? `${name}: ${own}` : own;
}

// The heading of its part of the page tells apart what is called the same.
function about(target) {
  const part = target.closest("section, fieldset, article");
  const heading = part?.querySelector("h2, h3, legend");
  // Its own words, without the buttons and notes that may stand in it.
  const own = [...(heading?.childNodes ?? [])].filter((each) => each.nodeType === Node.TEXT_NODE).map((each) => each.textContent);
  return own.join(" ").trim().replace(/\s+/g, " ");
}

function menuOf(target) {
  return target.closest(".menu-panel")?.closest("details");
}

// The items of a menu that is shut can be reached all the same; the opener of a menu is not a verb itself.
function isThere(target) {
  if (target.matches(".menu > summary")) return false;
  const folded = menuOf(target) ?? (target.matches("summary") ? null : target.closest("details:not([open])"));
  return Boolean(folded?.querySelector("summary").checkVisibility()) || target.checkVisibility();
}
