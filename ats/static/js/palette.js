// Ctrl-K: every page, every verb of this page with its key beside, and openings and candidates by name. A combobox: the
// focus stays in the field, the arrows choose, Enter goes.
import { use } from "./keys.js";
import { listVerbs } from "./palette-verbs.js";

export function attach(dialog, signal) {
  const [input, list, none] = ["input", "ul", "[data-palette-none]"].map((each) => dialog.querySelector(each));
  let pages = null;
  let verbs = [];
  let found = [];
  let shown = [];
  let chosen = 0;
  let asking = new AbortController();

  async function open() {
    if (dialog.open) return;
    verbs = listVerbs();
    found = [];
    input.value = "";
    dialog.showModal();
    draw();
    pages ??= await ask("");
    draw();
  }

  // The pages are asked for once; who types before they have come must not stop them.
  async function ask(query) {
    if (query) {
      asking.abort();
      asking = new AbortController();
    }
    try {
      const answer = await fetch(dialog.dataset.url + query, query ? { signal: asking.signal } : {});
      return answer.redirected ? [] : (await answer.json()).ways;
    } catch {
      return query ? [] : null;
    }
  }

  function draw() {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const fits = (way) => words.every((word) => fold(`${way.label} ${way.about}`).split(/[\s:]+/).some((part) => part.startsWith(word)));
    shown = [...[...verbs, ...(pages ?? [])].filter(fits), ...found];
    chosen = 0;
    list.replaceChildren(...shown.map(line));
    none.textContent = shown.length ? "" : pages ? "Nothing is called so" : "Loading";
    choose(0);
  }

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = shown.length ? (number + shown.length) % shown.length : 0;
    const line = list.children[chosen];
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) input.setAttribute("aria-activedescendant", line.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function go(way) {
    dialog.close();
    if (way?.url) location.assign(way.url);
    else if (way?.target.isConnected) {
      way.before?.();
      use(way.target);
    }
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else if (!document.querySelector("dialog:modal")) open();
  }, { signal });
  document.addEventListener("click", (event) => event.target.closest("[data-palette-open]") && open(), { signal });
  dialog.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) go(shown[[...list.children].indexOf(line)]);
    else if (event.target === dialog) dialog.close();
  });
  input.addEventListener("input", async () => {
    found = [];
    draw();
    const query = input.value.trim();
    if (query.length < 2) return;
    const ways = await ask(`?q=${encodeURIComponent(query)}`);
    if (query !== input.value.trim() || !ways.length) return;
    const kept = chosen;
    found = ways;
    draw();
    choose(kept);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(chosen + step);
    else if (event.key === "Enter") go(shown[chosen]);
    else return;
    event.preventDefault();
  });
}

function line(way, number) {
  const item = document.createElement("li");
  Object.assign(item, { id: `palette-${number}`, role: "option", className: "palette-line", ariaSelected: "false" });
  for (const [tag, name, text] of [["span", "palette-label", way.label], ["span", "palette-about", way.about], ["kbd", "", way.key]]) {
    if (!text) continue;
    item.append(Object.assign(document.createElement(tag), { className: name, textContent: text }));
  }
  return item;
}

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
