// Lets a toast go after 20 seconds, counted where it can be undone; not while it is pointed at or holds the focus. On a
// board it takes the place of an earlier one about the same card, whose undo does not stand any more.
const SECONDS = 20;

export function attach(toast, signal) {
  const undo = toast.querySelector("[data-toast-undo] button");
  if (undo && document.querySelector("[data-board-list]")) replaceEarlier(toast);
  const counter = undo && countdown(undo);
  let left = SECONDS;

  const timer = setInterval(() => {
    if (toast.matches(":hover, :focus-within")) return;
    left -= 1;
    if (counter) counter.textContent = `${left} s`;
    if (left <= 0) close();
  }, 1000);
  signal.addEventListener("abort", () => clearInterval(timer));

  const close = () => toast.remove();
  toast.querySelector("[data-toast-close]").addEventListener("click", close);
}

// What a script has to say by itself.
export function newToast(message, kind) {
  const toast = document.querySelector(`template[data-toast="${kind}"]`).content.querySelector(".toast").cloneNode(true);
  toast.querySelector(".toast-message").textContent = message;
  return toast;
}

function replaceEarlier(toast) {
  const about = (each) => each.querySelector("[data-toast-undo]")?.getAttribute("action");
  let other = toast.previousElementSibling;
  while (other) {
    const before = other.previousElementSibling;
    if (about(other) === about(toast)) other.remove();
    other = before;
  }
}

// The seconds are for the eye alone: read out each second, they would bury the message.
function countdown(button) {
  const counter = document.createElement("span");
  counter.className = "toast-countdown";
  counter.setAttribute("aria-hidden", "true");
  counter.textContent = `${SECONDS} s`;
  button.append(counter);
  return counter;
}
