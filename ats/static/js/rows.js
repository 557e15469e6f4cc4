// Adds, removes and moves the rows of a repeated group of fields; the names are numbered again after each change.
export function attach(group) {
  const list = group.querySelector("[data-rows-list]");
  const blank = group.querySelector("[data-rows-blank]");
  const name = group.dataset.rowsName;

  const actions = {
    add() {
      list.append(blank.content.cloneNode(true));
      number();
      list.lastElementChild.querySelector("input:not([type=hidden], [type=checkbox]), select, textarea")?.focus();
    },
    remove(row) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      number();
      (next?.querySelector('[data-rows-action="remove"]') ?? group.querySelector('[data-rows-action="add"]'))?.focus();
    },
    up(row) {
      row.previousElementSibling?.before(row);
      number();
    },
    down(row) {
      row.nextElementSibling?.after(row);
      number();
    },
  };

  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-rows-action]");
    const action = button?.dataset.rowsAction;
    if (!action || (action === "add" && !blank)) return;
    event.preventDefault();
    actions[action](button.closest("[data-rows-item]"));
    if (button.isConnected && action !== "add") button.focus();
    group.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function number() {
    const count = group.querySelector("[data-rows-count]");
    if (count) count.textContent = list.children.length;
    const pattern = new RegExp(`^${name.replace(/[^\w-]/g, "\\$&")}-(\\d+|new)(?=-|$)`);
    [...list.children].forEach((row, index) => {
      for (const element of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
        for (const attribute of ["name", "id", "for", "aria-describedby"]) {
          const value = element.getAttribute(attribute);
          if (value) element.setAttribute(attribute, value.split(" ").map((part) => part.replace(pattern, `${name}-${index}`)).join(" "));
        }
      }
      for (const button of row.querySelectorAll("[data-rows-action]")) button.value = index;
    });
  }
}
