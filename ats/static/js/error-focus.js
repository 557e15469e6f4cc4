// Puts the focus on the error summary when the page opens, and on a field when its error is chosen there.
export function attach(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    // The label above the field must come into sight too.
    (field.closest(".field, .choice") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}
