// The choice of light, dark or the system's colours, kept on this device; theme.js applies it before the first paint.
export function attach(group) {
  const root = document.documentElement;
  const buttons = [...group.querySelectorAll("[data-theme-choice]")];

  function mark() {
    const now = root.dataset.theme ?? "system";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === now));
  }

  function choose(choice) {
    if (choice === "system") delete root.dataset.theme;
    else root.dataset.theme = choice;
    try {
      if (choice === "system") localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch {
      // Storage may be blocked: the choice then holds for this page only.
    }
    mark();
  }

  for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.themeChoice));
  mark();
}
