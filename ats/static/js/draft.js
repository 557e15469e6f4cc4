// Keeps what was typed into a form on this device (data-draft="<key>") until it was sent well; never files, secrets or consent
// (data-draft-never around a field). data-draft-in="session": in this tab alone and for hours, as at a computer of many.
// The page after a success ends it (data-draft-done="<key>"), and so does a form that says what was written last with it
// (data-draft-written="<text>"). The sign-in page ends all drafts of colleagues (data-drafts-over); so that no page that is
// still open writes them again, the end leaves a mark with its time.
const HOUR = 3600 * 1000;
const LIVES = { session: 4 * HOUR, local: 14 * 24 * HOUR };
const NEVER = new Set(["file", "hidden", "password", "submit", "button"]);
const ALL_OVER = "drafts-over";

export function attach(element, signal) {
  const { draft, draftDone, draftsOver } = element.dataset;
  try {
    sweep();
    if (draftDone) end(sessionStorage, `draft:${draftDone}`);
    else if (draftsOver !== undefined) endAll();
    else keep(element, `draft:${draft}`, signal);
  } catch {
    // Storage may be blocked or full: the form works as well without a draft.
  }
}

function end(storage, key) {
  storage.removeItem(key);
  storage.setItem(`over:${key}`, Date.now());
}

function endAll() {
  for (const key of kept()) localStorage.removeItem(key);
  localStorage.setItem(ALL_OVER, Date.now());
}

function kept() {
  return Object.keys(localStorage).filter((key) => key.startsWith("draft:"));
}

// What nobody came back for goes; forms to apply were once kept here, too.
function sweep() {
  for (const key of kept()) if (!key.startsWith("draft:note-") || !read(localStorage, key, LIVES.local).length) localStorage.removeItem(key);
}

function keep(form, key, signal) {
  const { draftIn = "local", draftOf } = form.dataset;
  const storage = draftIn === "session" ? sessionStorage : localStorage;
  const mark = draftIn === "session" ? `over:${key}` : ALL_OVER;
  const since = Date.now();
  const isOver = () => Number(storage.getItem(mark) ?? 0) >= since;
  if (draftOf) for (const other of kept()) if (!other.startsWith(`draft:${draftOf}`)) localStorage.removeItem(other);

  // Back to a form that was sent: the browser fills in again what it held. A new one is loaded in its place.
  const anew = () => location.replace(location.pathname + location.search);
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (draftIn === "session" && isBack && storage.getItem(mark)) return anew();

  const values = read(storage, key, LIVES[draftIn]);
  // Values that came with the page are newer: they are what the person just sent.
  if (wasWritten(form, values)) storage.removeItem(key);
  else if (!form.querySelector('[aria-invalid="true"]')) restore(form, values);

  const note = form.querySelector("[data-draft-note]");
  let timer;
  let isOff = false;
  const save = () => {
    clearTimeout(timer);
    try {
      if (isOff || isOver()) return;
      const isKept = write(form, storage, key);
      if (note) note.hidden = !isKept;
    } catch {
      // As above: a full storage only costs the draft.
    }
  };
  if (note) note.hidden = !values.length;
  note?.querySelector("button").addEventListener("click", () => {
    isOff = true;
    storage.removeItem(key);
    anew();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  addEventListener("pagehide", save, { signal });
  if (draftIn === "session") addEventListener("pageshow", (event) => event.persisted && isOver() && anew(), { signal });
  // Another page was put in its place, as in a review session.
  signal.addEventListener("abort", save);
}

function wasWritten(form, values) {
  const { draftWritten } = form.dataset;
  return draftWritten !== undefined && values.some(([, value]) => plain(value) === plain(draftWritten));
}

function plain(text) {
  return text.split(/\s+/).join(" ").trim();
}

function fields(form) {
  return [...form.elements].filter(
    (field) => field.name && !NEVER.has(field.type) && !field.closest(".honeypot, [data-draft-never]"),
  );
}

function write(form, storage, key) {
  const values = fields(form)
    .filter((field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value))
    .map((field) => [field.name, field.value]);
  if (values.length) storage.setItem(key, JSON.stringify({ at: Date.now(), values }));
  else storage.removeItem(key);
  return values.length > 0;
}

function read(storage, key, life) {
  const stored = JSON.parse(storage.getItem(key) ?? "null");
  if (stored && Date.now() - stored.at < life) return stored.values;
  storage.removeItem(key);
  return [];
}

// The page brings other words for a field in which some were being typed: both are there, each once.
function joined(draft, given) {
  return plain(draft).includes(plain(given)) ? draft : `${draft}\n\n${given}`;
}

function restore(form, values) {
  for (const field of fields(form)) {
    const kept = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (!kept.length) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = kept.includes(field.value);
    else if (!field.value) field.value = kept[0];
    else if ("draftJoins" in field.dataset) field.value = joined(kept[0], field.value);
  }
}
