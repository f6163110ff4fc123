// A short word at the edge of the page. Ask for one by an event on any element:
//   element.dispatchEvent(new CustomEvent("toast", {bubbles: true, detail: {text, tone}}))
// or from the server by the header HX-Trigger: {"toast": {"text": ..., "tone": ...}}.
// Errors stay until they are clicked away.
document.addEventListener("toast", (event) => {
  const region = document.querySelector("[data-toasts]");
  if (!region) return;
  const tone = event.detail.tone || "info";
  const toast = document.createElement("p");
  toast.className = `toast tone-${tone}`;
  toast.textContent = event.detail.text;
  toast.addEventListener("click", () => toast.remove());
  region.append(toast);
  if (tone !== "error") setTimeout(() => toast.remove(), 6000);
});
