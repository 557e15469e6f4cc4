// What a review session is told after each decision: the newest on top, three at most, and "u" takes back the newest.
const MOST = 3;

const region = () => document.getElementById("toasts");

export function tell(html) {
  const toast = new DOMParser().parseFromString(html, "text/html").querySelector(".toast");
  if (toast) region().prepend(document.adoptNode(toast));
  for (const old of [...region().children].slice(MOST)) old.remove();
  arm();
}

export function say(message) {
  const toast = document.createElement("div");
  toast.className = "toast toast-bad";
  toast.textContent = message;
  region().prepend(toast);
  setTimeout(() => toast.remove(), 20000);
}

// While a decision is on its way, the key must not take back the one before.
export function disarm() {
  for (const form of region().querySelectorAll("[data-toast-undo]")) delete form.dataset.key;
}

export function arm() {
  disarm();
  const newest = region().querySelector("[data-toast-undo]");
  if (newest) newest.dataset.key = "u";
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
