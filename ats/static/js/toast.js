// Lets a toast go after 20 seconds, counted where it can be undone; not while it is pointed at or holds the focus.
const SECONDS = 20;

export function attach(toast, signal) {
  const undo = toast.querySelector("[data-toast-undo] button");
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

// The seconds are for the eye alone: read out each second, they would bury the message.
function countdown(button) {
  const counter = document.createElement("span");
  counter.className = "toast-countdown";
  counter.setAttribute("aria-hidden", "true");
  counter.textContent = `${SECONDS} s`;
  button.append(counter);
  return counter;
}
