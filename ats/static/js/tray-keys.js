// One key each for what the tray offers: j and k go on and back, digits and letters press what says data-tray-press.
// They can be turned off (WCAG 2.1.4); the browser remembers that.
// The same choice as that of the application page.
const STORED = "requisite-keys";

function isOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // Without storage the choice holds for this page alone.
  }
}

function press(element) {
  if (element.matches("form")) element.requestSubmit();
  else element.click();
}

function step(root, by) {
  const rows = [...root.querySelectorAll("[data-tray-row]")];
  if (!rows.length) return false;
  const next = rows.indexOf(document.activeElement) + by;
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
  return true;
}

export function attach(root, signal) {
  let on = isOn();
  const choice = root.querySelector("[data-tray-switch]");
  if (choice) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      remember(on);
    });
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
      if ((event.key === "j" && step(root, 1)) || (event.key === "k" && step(root, -1))) return;
      const wanted = document.querySelector(`[data-tray-press="${CSS.escape(event.key)}"]`);
      if (wanted) press(wanted);
    },
    { signal },
  );
}
