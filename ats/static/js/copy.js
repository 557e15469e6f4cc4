// Copies the text beside a button and says so.
export function attach(element) {
  const status = element.querySelector("[data-copy-status]");
  element.querySelector("[data-copy-button]").addEventListener("click", async () => {
    const value = element.querySelector("[data-copy-value]");
    try {
      await navigator.clipboard.writeText(value.textContent);
      status.textContent = "Copied";
    } catch {
      // Without the right to the clipboard (plain http, for one) the text is marked, ready for the keyboard.
      getSelection().selectAllChildren(value);
      status.textContent = "Selected: copy it with your keyboard";
    }
  });
}
