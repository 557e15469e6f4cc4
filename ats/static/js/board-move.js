// Tells the server about one move on the board; its answer is a toast, whether it agreed or not.
import { newToast } from "./toast.js";

// The version that somebody knows, or else the column in which the card was seen.
export async function sendMove(card, { at, to, version, token }) {
  const seen = version ? { seen: version } : { seen_stage: at.dataset.stage };
  const body = new URLSearchParams({ stage: to.dataset.stage, ...seen, csrf_token: token });
  const headers = { "X-Requested-With": "fetch", "X-CSRFToken": token };
  try {
    const answer = await fetch(card.dataset.moveUrl, { method: "POST", body, headers, keepalive: true });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const isDone = answer.ok && !answer.redirected;
    return { isDone, version: answer.headers.get("X-Application-Version"), toast: page.querySelector(".toast") };
  } catch {
    return { isDone: false, toast: newToast("The server could not be reached. The card was put back.", "bad") };
  }
}

export function toastsAbout(card) {
  const undo = card.dataset.moveUrl.replace(/move$/, "undo");
  return [...document.querySelectorAll("#toasts .toast")].filter((toast) =>
    toast.querySelector(`[data-toast-undo][action="${CSS.escape(undo)}"]`),
  );
}
