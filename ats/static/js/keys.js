// Single keys for the verbs of a page: an element with data-key="a" is clicked, or focused where it is a field, when that
// key is pressed outside of fields and dialogs; Enter too, where it means nothing else. A key that is held counts once.
// A key that means nothing on the page is told as "unused-key". Escape leaves a field with what was typed in it, Ctrl-Enter sends its form. "?" shows which keys there are; they can be switched off (WCAG 2.1.4).
const STORE = "requisite-keys";

export function attach(dialog, signal) {
  const off = dialog.querySelector("[data-keys-off]");
  off.checked = localStorage.getItem(STORE) === "off";
  off.addEventListener("change", () => localStorage.setItem(STORE, off.checked ? "off" : "on"));
  document.addEventListener("keydown", (event) => press(event, dialog), { signal });
}

function press(event, dialog) {
  if (leave(event) || event.repeat || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" ? event.target.closest("a, button, summary, [tabindex]") : event.key.length !== 1) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    show(dialog);
    return;
  }
  if (localStorage.getItem(STORE) === "off") return;
  const target = [...document.querySelectorAll("[data-key]")].find(
    (each) => each.dataset.key === event.key && each.checkVisibility(),
  );
  if (!target) {
    document.dispatchEvent(new CustomEvent("unused-key", { detail: event.key }));
    return;
  }
  event.preventDefault();
  use(target);
}

// Neither is a single letter, so both work when these are switched off.
function leave(event) {
  if (event.defaultPrevented) return false;
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && field && !field.closest("dialog[open]")) {
    document.querySelector("#main").focus({ preventScroll: true });
    return true;
  }
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || !field?.form) return false;
  event.preventDefault();
  field.form.requestSubmit(field.form.querySelector("[type=submit], button:not([type])"));
  return true;
}

export function use(target) {
  if (target.matches("form")) {
    goOnAfter(target);
    target.requestSubmit();
  } else if (target.matches("input, textarea, select")) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else {
    for (const form of document.querySelectorAll("[data-key-goes-on]")) goOnAfter(form);
    (target.querySelector("a, button") ?? target).click();
  }
}

// Whoever decides by keys goes through the stage: the page of the next one follows a decision.
function goOnAfter(form) {
  const following = document.querySelector('a[rel="next"]');
  if (!following || !form.matches("[data-key-goes-on]")) return;
  const field = form.querySelector('[name="next"]') ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "next", value: following.pathname + following.search });
}

// Only what the page in front of somebody can do is listed.
function show(dialog) {
  for (const row of dialog.querySelectorAll("[data-for-key]"))
    row.hidden = !document.querySelector(`[data-key="${CSS.escape(row.dataset.forKey)}"]`);
  for (const row of dialog.querySelectorAll("[data-for-board]"))
    row.hidden = !document.querySelector(".board-card[data-move-url]");
  dialog.addEventListener("close", () => document.activeElement?.blur(), { once: true });
  dialog.showModal();
}
