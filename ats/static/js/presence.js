// Says that an application is looked at (which marks it read and claims it for two minutes), again while it is shown, and
// shows who else looks at it and what has happened to it meanwhile.
import { names, renew, watch } from "./news.js";

const AGAIN = 60000;

export function attach(root, signal) {
  let newest = Number(root.dataset.newest);
  const token = JSON.parse(document.body.getAttribute("hx-headers:inherited"))["X-CSRFToken"];
  const here = () => {
    if (!document.hidden) fetch(root.dataset.hereUrl, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  };

  here();
  const timer = setInterval(here, AGAIN);
  signal.addEventListener("abort", () => clearInterval(timer));
  document.addEventListener("visibilitychange", here, { signal });

  watch(root.dataset.newsUrl, async (news) => {
    const others = Object.values(news.looking)[0];
    const shown = root.querySelector("[data-looking]");
    const words = others ? `${names(others)} ${others.length > 1 ? "are" : "is"} looking at this` : "";
    if (shown && shown.textContent !== words) shown.textContent = words;
    if ("then" in news) {
      if (news.then) root.dataset.then = news.then;
      else delete root.dataset.then;
      root.dispatchEvent(new Event("news"));
    }
    if (news.newest !== newest) {
      await renew();
      newest = news.newest;
    }
  }, signal);
}
