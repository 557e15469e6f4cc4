// Attaches behaviours to elements by data-controller="name other-name", on load and on whatever is added later.
// A behaviour is a module of this folder that exports attach(element, signal); it is loaded when first needed, and the
// signal is aborted when the element leaves the page, which takes its listeners on the document along.
const modules = {
  "batch-choice": () => import("./batch-choice.js"),
  board: () => import("./board.js"),
  copy: () => import("./copy.js"),
  dialog: () => import("./dialog.js"),
  draft: () => import("./draft.js"),
  "error-focus": () => import("./error-focus.js"),
  "file-field": () => import("./file-field.js"),
  "first-field": () => import("./first-field.js"),
  filters: () => import("./filters.js"),
  "import-preview": () => import("./import-preview.js"),
  "in-view": () => import("./in-view.js"),
  keys: () => import("./keys.js"),
  live: () => import("./live.js"),
  menu: () => import("./menu.js"),
  palette: () => import("./palette.js"),
  presence: () => import("./presence.js"),
  prefill: () => import("./prefill.js"),
  preview: () => import("./preview.js"),
  rows: () => import("./rows.js"),
  selection: () => import("./selection.js"),
  session: () => import("./session.js"),
  sources: () => import("./sources.js"),
  "submit-once": () => import("./submit-once.js"),
  theme: () => import("./theme-choice.js"),
  toast: () => import("./toast.js"),
  "tray-rows": () => import("./tray-rows.js"),
};

const attached = new WeakMap();
const loaded = new Map();

async function attach(element) {
  if (attached.has(element)) return;
  const leaving = new AbortController();
  attached.set(element, leaving);
  for (const name of element.dataset.controller.split(/\s+/)) {
    if (!(name in modules)) continue;
    // What is loaded attaches at once: no key falls between an element and its behaviour.
    if (!loaded.has(name)) loaded.set(name, await modules[name]());
    // Gone again before its behaviour was there.
    if (leaving.signal.aborted) return;
    loaded.get(name).attach(element, leaving.signal);
  }
}

function detach(element) {
  attached.get(element)?.abort();
  attached.delete(element);
}

function controlled(root) {
  if (!(root instanceof Element)) return [];
  const found = [...root.querySelectorAll("[data-controller]")];
  return root.matches("[data-controller]") ? [root, ...found] : found;
}

new MutationObserver((changes) => {
  for (const change of changes) {
    // What is only moved, as a card on the board, is in the page again by now.
    for (const node of change.removedNodes) if (!node.isConnected) controlled(node).forEach(detach);
    for (const node of change.addedNodes) controlled(node).forEach(attach);
  }
}).observe(document.documentElement, { childList: true, subtree: true });

controlled(document.documentElement).forEach(attach);
