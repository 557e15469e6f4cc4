// The pages of a review session: fetched with their pictures before they are asked for, then put in place of the one that
// is shown. Fetching ahead claims nothing: that is said by a POST once a page is shown.
const MOST = 8;
const kept = new Map();

export function ahead(url) {
  if (!kept.has(url)) kept.set(url, load(url));
  const page = kept.get(url);
  for (const old of [...kept.keys()].slice(0, -MOST)) kept.delete(old);
  return page;
}

export function forget(url) {
  kept.delete(url);
}

export async function show(url, { isNew = true } = {}) {
  const page = await (kept.get(url) ?? load(url));
  kept.delete(url);
  if (!page) {
    location.assign(url);
    return;
  }
  if (isNew) history.pushState(null, "", url);
  place(page);
}

export function place(page) {
  const main = document.adoptNode(page.querySelector("#main"));
  // Its picture is decoded already: it is painted together with the words.
  const first = main.querySelector(".page-image");
  if (first) first.decoding = "sync";
  document.querySelector("#main").replaceWith(main);
  document.title = page.title;
  window.htmx?.process(main);
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
}

export function parse(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

async function load(url) {
  try {
    const answer = await fetch(url, { headers: { "X-Requested-With": "ahead" } });
    if (!answer.ok || answer.redirected) return null;
    const page = parse(await answer.text());
    page.pictures = [...page.querySelectorAll(".page-image")].slice(0, 2).map(decoded);
    return page;
  } catch {
    return null;
  }
}

// Held by the page, so that the browser does not let go of it before it is shown.
function decoded(image) {
  const picture = new Image();
  picture.srcset = image.srcset;
  picture.src = image.src;
  picture.decode().catch(() => {});
  return picture;
}
