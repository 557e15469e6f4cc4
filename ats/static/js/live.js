// Keeps a board or a list as it is on the server: what others do appears, and who looks at whom is said beside the name.
import { names, renew, watch } from "./news.js";

export function attach(root, signal) {
  let newest = null;
  let looking = {};

  const say = () => {
    for (const place of root.querySelectorAll("[data-looking-at]")) {
      const people = looking[place.dataset.lookingAt];
      const words = people ? `${names(people)} ${people.length > 1 ? "are" : "is"} looking` : "";
      if (place.textContent !== words) place.textContent = words;
    }
  };

  watch(root.dataset.newsUrl, async (news) => {
    looking = news.looking;
    if (newest !== null && news.newest !== newest) await renew();
    newest = news.newest;
    say();
  }, signal);
}
