// Shows how a Markdown text will look: posts it to data-preview-url after a pause and puts in the server's clean HTML.
export function attach(element) {
  const field = element.querySelector("textarea");
  const output = document.querySelector(element.dataset.previewTarget ?? ":not(*)") ?? element.querySelector("[data-preview-output]");
  const token = element.closest("form")?.elements.csrf_token?.value ?? "";
  let timer;
  let last;

  async function show() {
    last?.abort();
    last = new AbortController();
    const body = new URLSearchParams({ text: field.value });
    try {
      const answer = await fetch(element.dataset.previewUrl, { method: "POST", body, signal: last.signal, headers: { "X-CSRFToken": token } });
      if (!answer.ok) return;
      output.innerHTML = await answer.text();
      output.hidden = !output.innerHTML.trim();
    } catch (error) {
      if (error.name !== "AbortError") output.textContent = "The preview cannot be shown just now.";
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
  if (field.value.trim()) show();
}
