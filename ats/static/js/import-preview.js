// The preview of an import: the page beside it follows to the lines of the opening that is worked on; Enter in a line of
// text presses the button beside it, if there is one, and nothing else; the button that saves counts the drafts.
export function attach(form) {
  form.addEventListener("focusin", (event) => follow(event.target.closest("[data-import-lines]")));
  follow(document.activeElement.closest("[data-import-lines]"));
  const save = form.querySelector("[data-import-save] span");

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=checkbox])")) return;
    event.preventDefault();
    const { enter } = event.target.dataset;
    if (enter) event.target.closest(".import-opening").querySelector(`button[name="${enter}"]`).click();
  });

  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-import-keep]")) return;
    const number = form.querySelectorAll("[data-import-keep]:checked").length;
    save.textContent = number === 1 ? "Create the draft" : `Create ${number} drafts`;
  });
}

let shown;

function follow(opening) {
  if (!opening || opening === shown) return;
  shown = opening;
  const [first, last] = opening.dataset.importLines.split("-").map(Number);
  const lines = [...document.querySelectorAll("[data-import-source] > li")];
  for (const line of lines) line.classList.toggle("is-followed", line.value >= first && line.value <= last);
  const top = lines.find((line) => line.classList.contains("is-followed"));
  const list = top?.parentElement;
  // The list alone moves: the page stays where the fields are. On a phone it is far above, and nothing is to be seen.
  if (list) list.scrollTop += top.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
}
