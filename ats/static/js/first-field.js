// Puts the focus into the first field of a form that was swapped into the page, or into the first one with an error.
export function attach(form) {
  const field = form.querySelector('[aria-invalid="true"]') ?? form.querySelector("input:not([type=hidden]), textarea, select");
  field?.focus({ preventScroll: false });
}
