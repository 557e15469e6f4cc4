// Asks every few seconds whether anything has happened to what a page shows, and is answered 304 while nothing has; not
// while the tab is hidden. No request waits for news. The parts that say data-live are then renewed from the page itself.
const EVERY = 4000;

export function watch(url, told, signal) {
  let tag = null;
  let timer = null;

  async function ask() {
    clearTimeout(timer);
    if (signal.aborted || document.hidden) return;
    try {
      const answer = await fetch(url, { cache: "no-store", signal, headers: tag ? { "If-None-Match": tag } : {} });
      // Signed out, or no longer to be seen.
      if (answer.redirected || [401, 403, 404].includes(answer.status)) return;
      if (answer.status === 200) {
        tag = answer.headers.get("ETag");
        told(await answer.json());
      }
    } catch {
      // The server is not there just now; it is asked again.
    }
    timer = setTimeout(ask, EVERY);
  }

  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  ask();
}

export async function renew() {
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "news" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML && !isInUse(part, fresh) && isNewState(part, fresh)) replace(part, fresh);
  }
}

// What decides about a status is renewed with that alone: a button that means another stage all of a sudden is pressed blindly.
function isNewState(part, fresh) {
  return !("status" in part.dataset) || part.dataset.status !== fresh.dataset.status;
}

// What somebody types into, ticks, drags or has opened stays; so do cards beyond the first ones, which were asked for.
function isInUse(part, fresh) {
  if (part.querySelector("details[open], input:checked, .is-ghost, .menu-panel:not(details *)")) return true;
  if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return true;
  return part.children.length > fresh.children.length && fresh.querySelector(".board-rest") !== null;
}

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  if ("status" in fresh.dataset) part.dataset.status = fresh.dataset.status;
  part.replaceChildren(...document.adoptNode(fresh).childNodes);
  window.htmx?.process(part);
  if (focused) part.querySelector(focused.id ? `#${CSS.escape(focused.id)}` : `[href="${CSS.escape(focused.getAttribute("href") ?? "")}"]`)?.focus();
}

export function names(people) {
  return people.length > 1 ? `${people.slice(0, -1).join(", ")} and ${people.at(-1)}` : people[0];
}
