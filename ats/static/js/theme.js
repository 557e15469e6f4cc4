// Applies the chosen colours before the first paint. A classic script in the head, because a module would run too late.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let choice = null;
  try {
    choice = localStorage.getItem("theme");
  } catch {
    // Storage may be blocked: the system's colours are right then.
  }
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;
})();
