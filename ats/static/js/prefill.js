// Fills the form in from the résumé as soon as it is chosen: the server reads it and answers with the form, of which the
// fields that are still empty here are taken over, and the résumé's own field, where the file is kept now.
const FIELDS = ["name", "email", "phone", "link"];
const SENT_ALONG = ["csrf_token", "key", "opened", "source"];

export function attach(form, signal) {
  let latest = 0;
  let waiting = null;
  form.querySelector("[data-fill] .fill-action")?.remove();

  form.addEventListener("change", (event) => {
    const [file] = event.target.matches('[data-fill] input[type="file"]') ? event.target.files : [];
    if (!file || event.target.getAttribute("aria-invalid") === "true") return;
    waiting?.abort();
    waiting = new AbortController();
    fill(event.target, file, ++latest, waiting.signal);
  }, { signal });
  // The whole form is on its way: what is still being read is of no use any more.
  form.addEventListener("submit", () => waiting?.abort(), { signal });

  async function fill(input, file, number, leaving) {
    say("Reading your résumé…");
    const body = new FormData();
    for (const name of SENT_ALONG) body.set(name, form.elements[name]?.value ?? "");
    body.set("fill", "yes");
    body.set(input.name, file);
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: leaving });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const part = page.querySelector("[data-fill]");
      if (number !== latest) return;
      if (!part) throw new Error("not the form");
      // Too many files from here: this one stays chosen and goes with the form.
      if (answer.status === 429) say(part.querySelector("[data-fill-note]").textContent.trim());
      else takeOver(page, part);
    } catch (error) {
      // The file is still chosen and goes with the form.
      if (error.name !== "AbortError" && number === latest) say("");
    }
  }

  function takeOver(page, part) {
    const had = document.activeElement?.closest("[data-fill]") !== null;
    form.querySelector("[data-fill] .field").replaceWith(document.importNode(part.querySelector(".field"), true));
    const found = FIELDS.filter((name) => put(name, page.querySelector(`form.form [name="${name}"]`)?.value ?? ""));
    say(found.length ? `Filled in from your résumé: ${listed(found)}. Please check and correct it.`
      : part.querySelector("[data-fill-note]").textContent.replace(/^Filled in.*/s, "Your file is kept; what you typed stays."));
    if (had) form.querySelector('[data-fill] input[type="file"]')?.focus({ preventScroll: true });
  }

  // What somebody typed stays; what an earlier file had filled in gives way to this one.
  function put(name, value) {
    const field = form.elements[name];
    if (field.value && field.value !== field.dataset.ours) return false;
    const had = field.value;
    field.value = field.dataset.ours = value;
    field.closest(".field").dataset.filled = value ? "yes" : "no";
    if (value !== had) field.dispatchEvent(new Event("input", { bubbles: true }));
    return Boolean(value);
  }

  function listed(names) {
    const words = names.map((name) => form.elements[name].labels[0].firstChild.textContent.trim().toLowerCase());
    return [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
  }

  function say(words) {
    form.querySelector("[data-fill-note]").textContent = words;
  }
}
