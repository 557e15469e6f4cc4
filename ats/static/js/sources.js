// Leads from a value of the profile ([data-source]) to its place on the page ([data-at]): marked while the pointer or the
// focus is on the value, kept and scrolled to by a click or Enter. A mark that is pointed at shows its value the same way.
export function attach(screen, signal) {
  let kept = null;

  const marks = (pointer) => [...screen.querySelectorAll("[data-at]")].filter((mark) => names(mark).some((each) => each === pointer || each.startsWith(`${pointer}/`)));
  const values = (mark) => [...screen.querySelectorAll("[data-source]")].filter((value) => names(mark).includes(value.dataset.source));

  function light(pointer) {
    for (const mark of screen.querySelectorAll("[data-at].is-marked")) mark.classList.remove("is-marked");
    const found = pointer ? marks(pointer) : [];
    for (const mark of found) mark.classList.add("is-marked");
    return found;
  }

  function keep(value) {
    kept?.classList.remove("is-kept");
    kept = value;
    kept?.classList.add("is-kept");
  }

  for (const kind of ["pointerover", "focusin"])
    screen.addEventListener(kind, (event) => {
      const value = event.target.closest("[data-source]");
      if (value) light(value.dataset.source);
    }, { signal });

  for (const kind of ["pointerout", "focusout"])
    screen.addEventListener(kind, (event) => {
      if (event.target.closest("[data-source]")) light(kept?.dataset.source);
    }, { signal });

  screen.addEventListener("click", (event) => {
    const value = event.target.closest("[data-source]");
    if (!value || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [first] = light(value.dataset.source);
    // Another document is shown, or the text instead of the pages: the link goes there.
    if (!first) return;
    event.preventDefault();
    keep(value);
    first.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, { signal });

  screen.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !kept) return;
    keep(null);
    light(null);
  }, { signal });

  for (const [kind, on] of [["pointerover", true], ["pointerout", false]])
    screen.addEventListener(kind, (event) => {
      const mark = event.target.closest("[data-at]");
      if (mark) for (const value of values(mark)) value.classList.toggle("is-lit", on);
    }, { signal });
}

function names(mark) {
  return mark.dataset.at.split(" ");
}
