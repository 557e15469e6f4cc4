// Sends a form once: the button is disabled after the first press and may say what is happening (data-busy="Sending", on the
// form or on the button).
export function attach(form, signal) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter ?? form.querySelector("[type=submit], button:not([type])");
    // Later than now, or the browser would leave out the pressed button's own name and value.
    setTimeout(() => busy(form, button, event.defaultPrevented));
  });
  // Coming back by the browser's cache: the form can be sent again.
  addEventListener("pageshow", (event) => event.persisted && release(form), { signal });
}

function busy(form, button, wasStopped) {
  if (wasStopped) {
    release(form);
    return;
  }
  button?.setAttribute("aria-disabled", "true");
  const label = button?.querySelector("span") ?? button;
  const words = button?.dataset.busy ?? form.dataset.busy;
  if (words && label) {
    form.dataset.label = label.textContent;
    label.textContent = words;
  }
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll('[aria-disabled="true"]')) {
    button.removeAttribute("aria-disabled");
    if (form.dataset.label) (button.querySelector("span") ?? button).textContent = form.dataset.label;
  }
}
