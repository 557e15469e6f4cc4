// Names the chosen file and its size beside a file field, and warns about a size that the server would refuse.
export function attach(box) {
  const input = box.querySelector('input[type="file"]');
  const note = box.querySelector("[data-file-note]");
  const limit = Number(box.dataset.maxBytes) || Infinity;

  function show() {
    const [file] = input.files;
    const tooLarge = file && file.size > limit;
    const problem = !file ? "" : tooLarge ? `is larger than ${readable(limit)}` : file.size === 0 ? "is empty" : "";
    note.dataset.kind = problem ? "warn" : "ok";
    note.textContent = !file ? "" : problem ? `${file.name} ${problem}. Please choose another file.` : `${file.name}, ${readable(file.size)}`;
    input.setAttribute("aria-invalid", String(Boolean(problem)));
  }

  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) box.addEventListener(kind, () => (box.dataset.state = "over"));
  for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => delete box.dataset.state);
  // The whole box takes what is dropped, not the button alone.
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", (event) => {
    if (event.target === input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    const one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // A browser that goes back to the page may keep the choice.
  if (input.files.length) show();
}

function readable(bytes) {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".0", "")} MB`;
}
