// Tells the server about one move on the board and shows its answer, a toast, whether it agreed or not.
import { newToast } from "./toast.js";

export async function sendMove(card, from, to, token) {
  const body = new URLSearchParams({ stage: to.dataset.stage, seen_stage: from.dataset.stage, csrf_token: token });
  try {
    const headers = { "X-Requested-With": "fetch", "X-CSRFToken": token };
    const answer = await fetch(card.dataset.moveUrl, { method: "POST", body, headers });
    // Sent on to another page, most likely to sign in again: there the person can go on.
    if (answer.redirected) location.assign(answer.url);
    await show(answer);
    return answer.ok;
  } catch {
    say("The server could not be reached. The card was put back.");
    return false;
  }
}

async function show(answer) {
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  const found = new DOMParser().parseFromString(isPage ? await answer.text() : "", "text/html").querySelector(".toast");
  if (found) document.getElementById("toasts").append(document.adoptNode(found));
  else if (!answer.ok) say("This move was refused. Please load the page again.");
}

function say(message) {
  document.getElementById("toasts").append(document.adoptNode(newToast(message, "bad")));
}
