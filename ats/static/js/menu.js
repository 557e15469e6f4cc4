// Closes a <details> menu on Escape, on a click elsewhere and when focus leaves, and moves through it by arrow keys.
export function attach(menu, signal) {
  const summary = menu.querySelector("summary");
  const items = () => [...menu.querySelectorAll(".menu-panel :is(a, button):not([disabled])")];

  const closeOutside = (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", closeOutside, { signal });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      event.stopPropagation();
      menu.open = false;
      summary.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    menu.open = true;
    move(items(), step);
  });
}

export function move(items, step) {
  const now = items.indexOf(document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : items.length - 1) : (now + step + items.length) % items.length;
  items[next]?.focus();
}
