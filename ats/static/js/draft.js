// Keeps what was typed into a form on this device (data-draft="<key>") until it was sent well; never files or secrets.
// The page after a success clears it: an element with data-controller="draft" data-draft-done="<key>"; so does a form that
// says what was written last with it (data-draft-written="<text>") when that is what was kept.
const LIFE = 14 * 24 * 3600 * 1000;
const NEVER = new Set(["file", "hidden", "password", "submit", "button"]);

export function attach(element, signal) {
  const { draft, draftDone } = element.dataset;
  try {
    if (draftDone) localStorage.removeItem(`draft:${draftDone}`);
    else keep(element, `draft:${draft}`, signal);
  } catch {
    // Storage may be blocked or full: the form works as well without a draft.
  }
}

function keep(form, key, signal) {
  // Values that came with the page are newer: they are what the person just sent.
  if (wasWritten(form, read(key))) localStorage.removeItem(key);
  else if (!form.querySelector('[aria-invalid="true"]')) restore(form, read(key));
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, key), 400);
  });
  addEventListener("pagehide", () => save(form, key), { signal });
  // Another page was put in its place, as in a review session.
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    save(form, key);
  });
}

function wasWritten(form, values) {
  const { draftWritten } = form.dataset;
  return draftWritten !== undefined && values.some(([, value]) => plain(value) === plain(draftWritten));
}

function plain(text) {
  return text.split(/\s+/).join(" ").trim();
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.has(field.type) && !field.closest(".honeypot"));
}

function save(form, key) {
  const values = fields(form)
    .filter((field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value))
    .map((field) => [field.name, field.value]);
  try {
    if (!values.length) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  } catch {
    // As above: a full storage only costs the draft.
  }
}

function read(key) {
  const stored = JSON.parse(localStorage.getItem(key) ?? "null");
  if (stored && Date.now() - stored.at < LIFE) return stored.values;
  localStorage.removeItem(key);
  return [];
}

function restore(form, values) {
  for (const field of fields(form)) {
    const kept = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!kept.length) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = kept.includes(field.value);
    else if (!field.value) field.value = kept[0];
  }
}
