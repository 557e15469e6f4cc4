// Going through the rows of the tray by j and k; x says of the row in focus that it is no application. Enter opens it, as
// any link. The switch of the page's keys (see keys.js) holds here too.
const STORE = "requisite-keys";

export function attach(list, signal) {
  const rows = [...list.querySelectorAll("[data-tray-row]")];
  document.addEventListener(
    "keydown",
    (event) => {
      if (localStorage.getItem(STORE) === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input, textarea, select, dialog[open], [contenteditable]")) return;
      const at = rows.findIndex((row) => row.closest("li").contains(document.activeElement));
      if (event.key === "j" || event.key === "k") {
        event.preventDefault();
        rows[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), rows.length - 1)].focus();
      } else if (event.key === "x" && at >= 0) {
        event.preventDefault();
        rows[at].closest("li").querySelector("[data-tray-dismiss]")?.requestSubmit();
      }
    },
    { signal },
  );
}
