// <button data-prints hidden>: shown where there is script, opens the print dialog.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-prints]")) button.hidden = false;
});
