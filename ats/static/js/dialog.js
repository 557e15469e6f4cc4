// Opens a <dialog> as a modal from any element with data-dialog-open="<id>", and gives the focus back when it closes.
export function attach(dialog, signal) {
  const openFrom = (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener?.dataset.dialogOpen !== dialog.id) return;
    event.preventDefault();
    opener.closest("details.menu")?.removeAttribute("open");
    open(dialog, opener);
  };
  document.addEventListener("click", openFrom, { signal });
  dialog.addEventListener("click", (event) => {
    const onBackdrop = event.target === dialog;
    if (!onBackdrop && !event.target.closest("[data-dialog-close]")) return;
    event.preventDefault();
    dialog.close();
  });
  // A form sent back with errors stands in its dialog, and a link from elsewhere may name it.
  if (dialog.querySelector(".error-summary, .field-error") || location.hash === `#${dialog.id}`) {
    if (location.hash === `#${dialog.id}`) history.replaceState(null, "", location.pathname + location.search);
    open(dialog, null);
  }
}

function open(dialog, opener) {
  if (dialog.open) return;
  dialog.showModal();
  // Where something is chosen already, Enter takes it and the arrows change it.
  const first = dialog.querySelector("[autofocus], .dialog-body input[type=radio]:checked");
  (first ?? dialog.querySelector(".dialog-body :is(input:not([type=hidden]), select, textarea)"))?.focus();
  dialog.addEventListener("close", () => visible(opener)?.focus(), { once: true });
}

function visible(opener) {
  return opener?.closest("details.menu")?.querySelector("summary") ?? opener;
}
