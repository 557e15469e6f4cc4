// Shows the preview of a batch anew as soon as a stage, a reason or a template is chosen.
export function attach(form) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}
