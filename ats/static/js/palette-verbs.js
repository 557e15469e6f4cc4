// The verbs of the page that the palette opens on: what has a key, under the words of the list of keys, and what stands
// in its bars and their menus.
const BARS = ":is(.page-actions, .application-actions, .session-bar) :is(a, button):not([data-dialog-close])";

export function listVerbs() {
  const ways = [];
  const taken = new Set();
  for (const target of document.querySelectorAll("[data-key]")) {
    const key = target.dataset.key;
    const words = document.querySelector(`#keys dd[data-for-key="${CSS.escape(key)}"]`)?.textContent;
    if (!words || taken.has(key) || !target.checkVisibility()) continue;
    taken.add(key);
    const more = about(target);
    ways.push({ label: words, about: words.startsWith(more) ? "" : more, key, target });
  }
  for (const target of document.querySelectorAll(BARS)) {
    if (target.closest("[data-key]") || target.querySelector("[data-key]") || !isThere(target)) continue;
    const label = words(target);
    if (label) ways.push({ label, about: "", key: "", target });
  }
  return ways;
}

// What an opener of the bar says, such as the stage that "Advance" leads to.
function about(target) {
  const button = target.matches("form") ? target.querySelector("button") : target;
  return button.matches("input, textarea") ? "" : (button.querySelector("span")?.textContent ?? "").trim();
}

function words(target) {
  const own = (target.getAttribute("aria-label") ?? target.textContent).trim().replace(/\s+/g, " ");
  const menu = target.closest(".menu-panel")?.closest("details")?.querySelector("summary");
  const name = menu && (menu.getAttribute("aria-label") ?? menu.textContent).trim();
  return name && name !== "More" ? `${name}: ${own}` : own;
}

// The items of a menu that is shut can be reached all the same.
function isThere(target) {
  const menu = target.closest(".menu-panel")?.closest("details");
  return (menu?.querySelector("summary") ?? target).checkVisibility();
}
