// <button data-copies="ID" hidden> copies the field with that id. The word inside it says
// so when it is done: <span data-copied="Đã chép">Chép mã</span>.
document.querySelectorAll("[data-copies]").forEach((button) => {
  button.hidden = false;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  field.select();
  if (await copied(field.value)) {
    const word = button.querySelector("[data-copied]");
    word.textContent = word.dataset.copied;
  }
});

// On a site without https there is no clipboard object, only the old command.
async function copied(text) {
  if (!navigator.clipboard) return document.execCommand("copy");
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
