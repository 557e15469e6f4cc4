// One request for each card at a time, so that no click of one's own overtakes another: what is wanted of a card while its
// move is on the way is sent after it, its last target alone, with the version that the answer gave.
import { sendMove, toastsAbout } from "./board-move.js";
import { hold, release } from "./news.js";

export function queue({ token, arrived, putBack }) {
  const wanted = new Map();

  async function follow(card, at) {
    const earlier = toastsAbout(card);
    let [version, answer] = [null, null];
    // What was done before cannot be taken back while more is on its way.
    for (const toast of earlier) toast.hidden = true;
    while (wanted.get(card) !== at) {
      const to = wanted.get(card);
      const next = await sendMove(card, { at, to, version, token });
      if (!next.isDone) {
        for (const toast of earlier) toast.hidden = false;
        say(answer);
        answer = next;
        break;
      }
      [at, version, answer] = [to, next.version, next];
    }
    wanted.delete(card);
    say(answer);
    if (answer.isDone) arrived(card);
    if (card.parentElement !== at) putBack(card, at);
  }

  return async function move(card, from, to) {
    const isOnItsWay = wanted.has(card);
    wanted.set(card, to);
    if (isOnItsWay) return;
    hold();
    await follow(card, from);
    await release();
  };
}

function say(answer) {
  if (answer?.toast) document.getElementById("toasts").append(document.adoptNode(answer.toast));
}
