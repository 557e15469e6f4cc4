// Asks every few seconds whether anything has happened to what a page shows, and is answered 304 while nothing has; not
// while the tab is hidden. No request waits for news. The parts that say data-live are then renewed from the page itself.
const EVERY = 4000;
const NOT_ANY_MORE = [401, 403, 404];
// What was asked for before the last turn is older than what was done or asked since.
let turn = 0;
let held = 0;

export function watch(url, told, signal) {
  let tag = null;
  let timer = null;

  async function ask() {
    clearTimeout(timer);
    if (signal.aborted || document.hidden) return;
    try {
      const answer = await fetch(url, { cache: "no-store", signal, headers: tag ? { "If-None-Match": tag } : {} });
      if (leave(answer)) return;
      if (answer.status === 200) {
        await told(await answer.json());
        tag = answer.headers.get("ETag");
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

// While something of one's own is on its way, nothing is renewed: the page would show what was before it.
export function hold() {
  held += 1;
  turn += 1;
}

export async function release() {
  held -= 1;
  await renewOnceThere();
}

async function renewOnceThere() {
  try {
    await renew();
  } catch {
    setTimeout(renewOnceThere, EVERY);
  }
}

export async function renew() {
  if (held) return;
  turn += 1;
  const mine = turn;
  const answer = await fetch(location.href, { cache: "no-store", headers: { "X-Requested-With": "news" } });
  if (leave(answer)) return;
  if (!answer.ok) throw new Error(`The page was answered with ${answer.status}.`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine === turn) show(page);
}

// Signed out, or no longer to be seen: the page itself says so when it is loaded again, and shows no names any more. What
// somebody is typing is not thrown away for it.
function leave(answer) {
  if (!answer.redirected && !NOT_ANY_MORE.includes(answer.status)) return false;
  const fields = [...document.querySelectorAll("#main :is(textarea, input:not([type=hidden]))")];
  if (fields.every((field) => field.value === field.defaultValue)) location.reload();
  return true;
}

function show(page) {
  const focused = document.activeElement;
  for (const group of document.querySelectorAll("[data-live-children]")) lineUp(group, page.getElementById(group.id));
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML && !isInUse(part, fresh) && isNewState(part, fresh)) replace(part, fresh);
  }
  if (document.activeElement !== focused) sameAs(focused)?.focus();
}

// Children that came, went or changed places, such as the stages of a board; those that stay keep what is in them.
function lineUp(group, fresh) {
  const ids = (each) => [...each.children].map((child) => child.id).join(" ");
  if (!fresh || ids(fresh) === ids(group)) return;
  group.replaceChildren(...[...fresh.children].map((child) => document.getElementById(child.id) ?? document.adoptNode(child)));
  window.htmx?.process(group);
  group.dispatchEvent(new Event("lined-up"));
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
  if ("status" in fresh.dataset) part.dataset.status = fresh.dataset.status;
  // What stands here by now does not stand elsewhere any more.
  for (const { id } of fresh.children) if (id && !part.contains(document.getElementById(id))) document.getElementById(id)?.remove();
  part.replaceChildren(...document.adoptNode(fresh).childNodes);
  window.htmx?.process(part);
}

// What had the focus, or what stands for it since.
function sameAs(element) {
  if (element.isConnected) return element;
  if (element.id) return document.getElementById(element.id);
  return document.querySelector(`[data-live] [href="${CSS.escape(element.getAttribute("href") ?? "")}"]`);
}

export function names(people) {
  return people.length > 1 ? `${people.slice(0, -1).join(", ")} and ${people.at(-1)}` : people[0];
}
