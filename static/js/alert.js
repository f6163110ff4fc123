// The cross of an alert takes it away; focus goes on to the page's content.
document.addEventListener("click", (event) => {
  const cross = event.target.closest("[data-dismiss]");
  if (!cross) return;
  cross.closest(".alert").remove();
  document.getElementById("noi-dung")?.focus({ preventScroll: true });
});

document.addEventListener("DOMContentLoaded", () => {
  for (const cross of document.querySelectorAll("[data-dismiss]")) cross.hidden = false;
  document.querySelector("[data-error-summary]")?.focus();
});
