// Puts the focus into the first field of a form that was swapped into the page, or into the first one with an error; onto
// the part itself where it can have it.
export function attach(form) {
  const field = form.tabIndex === -1 && form.hasAttribute("tabindex") ? form : form.querySelector('[aria-invalid="true"]') ?? form.querySelector("input:not([type=hidden]), textarea, select");
  field?.focus({ preventScroll: false });
}
