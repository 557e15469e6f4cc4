// What a review session is told after each decision: the newest on top, three in sight, and "u" takes back the newest that
// can be. Those out of sight come up as the newer ones go, until their seconds are over.
import { newToast } from "./toast.js";

const MOST = 3;
let isArmed = true;

const region = () => document.getElementById("toasts");

export function watch(signal) {
  const watcher = new MutationObserver(arrange);
  watcher.observe(region(), { childList: true });
  signal.addEventListener("abort", () => watcher.disconnect());
}

export function tell(html) {
  // What needs no answer gives way.
  for (const old of region().querySelectorAll(".toast-ok:not(:has([data-toast-undo]))")) old.remove();
  const toast = new DOMParser().parseFromString(html, "text/html").querySelector(".toast");
  if (toast) region().prepend(document.adoptNode(toast));
  arm();
}

export function say(message, kind = "bad") {
  if (region().querySelector(".toast-message")?.textContent === message) return;
  region().prepend(document.adoptNode(newToast(message, kind)));
}

// While a decision is on its way, the key must not take back the one before.
export function disarm() {
  isArmed = false;
  arrange();
}

export function arm() {
  isArmed = true;
  arrange();
}

export function sayNothingToTakeBack() {
  if (isArmed) say("There is nothing to take back here any more. The timeline of an application undoes its last decision.", "info");
  else say("The decision before is still on its way. Take it back in a moment.", "info");
}

function arrange() {
  const undos = [...region().querySelectorAll("[data-toast-undo]")];
  for (const [at, form] of undos.entries()) {
    if (at === 0 && isArmed) form.dataset.key = "u";
    else delete form.dataset.key;
  }
  const newest = undos[0]?.closest(".toast");
  for (const [at, toast] of [...region().children].entries()) toast.hidden = at >= MOST && toast !== newest;
}

export async function send(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body, keepalive: true, headers: { "X-Requested-With": "fetch" } });
    // Most likely to sign in again.
    if (answer.redirected) location.assign(answer.url);
    return answer;
  } catch {
    return null;
  }
}
