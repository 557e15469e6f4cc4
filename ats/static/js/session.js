// Goes through a review session without waiting: a decision is sent, and the next application is painted at once from what
// was fetched ahead. What is refused is said, or shown again with its errors. Everything here works as plain forms too.
import { ahead, forget, parse, place, show } from "./session-pages.js";
import { arm, disarm, say, sayNothingToTakeBack, send, tell, watch } from "./session-toasts.js";

// What this tab did, for pages that were fetched before: application to word.
const done = new Map();
const ASIDE = ["Skipped", "Snoozed"];
let lastRejection = null;
// Nobody has seen an application and decided sooner: what comes earlier was meant for the one before.
const SEEN_AFTER = 150;

export function attach(root, signal) {
  const main = root.closest("#main");
  const { application } = root.dataset;
  const link = (rel) => root.querySelector(`a[rel="${rel}"]`)?.href;

  let seen;
  requestAnimationFrame(() => {
    seen = setTimeout(() => { root.dataset.seen = "yes"; }, SEEN_AFTER);
  });
  for (const [id, word] of done) mark(root, id, word);
  recall(main);
  watch(signal);
  const fetchAhead = async () => {
    if (link("next")) ahead(link("next"));
    if (root.dataset.then) await ahead(new URL(root.dataset.then, location).href);
    root.dataset.ahead = "yes";
  };
  fetchAhead();
  root.addEventListener("news", fetchAhead);
  // The one before is fetched only when somebody stays: it may just be on its way to being decided.
  const later = setTimeout(() => link("prev") && ahead(link("prev")), 1500);
  signal.addEventListener("abort", () => [later, seen].forEach(clearTimeout));

  main.addEventListener("submit", (event) => {
    const form = event.target;
    const decides = form.closest("[data-decides]") && form.dataset.said;
    if (decides && !root.dataset.seen) {
      event.preventDefault();
      return;
    }
    const goesOn = root.dataset.then && decides && form.checkValidity();
    if (!goesOn) return;
    event.preventDefault();
    decide(form, event.submitter, root, application, new URL(root.dataset.then, location).href);
  }, { signal });

  main.addEventListener("click", (event) => {
    const target = event.target.closest('a[rel="next"], a[rel="prev"], .session-row, [data-go-on]');
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isEnd = target.matches("[data-go-on]") && target.pathname === new URL(root.dataset.done, location).pathname;
    if (isEnd) return;
    event.preventDefault();
    if (target.dataset.goOn) say(target.dataset.goOn, "info");
    show(target.href);
  }, { signal });

  document.addEventListener("unused-key", ({ detail: key }) => {
    if (key === "u") sayNothingToTakeBack();
    if (["a", "r"].includes(key)) main.querySelector("[data-go-on]")?.click();
  }, { signal });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-toast-undo]")) return;
    event.preventDefault();
    takeBack(event.target);
  }, { signal });
  addEventListener("popstate", () => {
    // A dialog's own address changes nothing of what is shown.
    if (!location.pathname.endsWith(application)) show(location.href, { isNew: false });
  }, { signal });
}

async function decide(form, submitter, root, application, then) {
  const here = location.href;
  const body = new FormData(form, submitter);
  if (body.has("reason")) lastRejection = { reason: body.get("reason"), template: body.get("template") };
  disarm();
  const sent = send(form.action, body);
  done.set(application, form.dataset.said);
  form.closest("dialog")?.close();
  await show(then);
  const answer = await sent;
  forget(here);
  if (answer?.ok) {
    tell(await answer.text());
    await giveWay(answer, then);
    return;
  }
  done.delete(application);
  arm();
  if (!answer) say("The server could not be reached, so nothing was decided. Go back by k and try again.");
  else {
    const text = await answer.text();
    const page = parse(text);
    // With what was typed in it, to be corrected or kept.
    if (page.querySelector(".application-side")) {
      history.pushState(null, "", here);
      place(page);
    } else {
      tell(text);
      unmark(application);
    }
  }
}

// Whom we showed meanwhile a colleague may have taken in hand a moment before; the server has chosen somebody else for us.
async function giveWay(answer, shown) {
  const chosen = new URL(answer.headers.get("X-Review-Next") ?? shown, location).href;
  if (chosen === shown || location.href !== shown) return;
  history.replaceState(null, "", chosen);
  await show(chosen, { isNew: false });
}

async function takeBack(form) {
  const page = form.action.replace(/\/(undo|wake)(?=\?|$)/, "");
  const body = new FormData(form);
  disarm();
  form.closest(".toast").remove();
  const answer = await send(form.action, body);
  if (!answer) {
    arm();
    say("The server could not be reached, so nothing was taken back.");
    return;
  }
  tell(await answer.text());
  if (!answer.ok) return;
  done.delete(new URL(page).pathname.split("/").pop());
  forget(page);
  await show(page);
}

function mark(root, application, word) {
  const row = root.querySelector(`[data-session-row="${application}"]`);
  if (!row || row.classList.contains("is-decided")) return;
  row.querySelector("[data-session-state]").textContent = word;
  if (ASIDE.includes(word)) return;
  row.classList.add("is-decided");
  const [progress, shown] = [root.querySelector("progress"), root.querySelector("[data-session-decided]")];
  progress.value += 1;
  shown.textContent = `${progress.value.toLocaleString("en")} decided`;
}

function unmark(application) {
  const row = document.querySelector(`[data-session-row="${application}"]`);
  row?.classList.remove("is-decided");
  if (row) row.querySelector("[data-session-state]").textContent = "";
}

// The panel of a rejection opens with what was chosen last, which the page fetched ahead cannot know yet.
function recall(main) {
  if (!lastRejection) return;
  const reason = main.querySelector(`#reject input[name="reason"][value="${CSS.escape(lastRejection.reason)}"]`);
  if (reason) reason.checked = true;
  const template = main.querySelector('#reject select[name="template"]');
  if (!template || template.value === lastRejection.template) return;
  template.value = lastRejection.template;
  template.dispatchEvent(new Event("change", { bubbles: true }));
}
