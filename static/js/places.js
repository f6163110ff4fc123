// On a narrow screen the row of places scrolls: bring the present one into view.
document.addEventListener("DOMContentLoaded", () => {
  const row = document.querySelector("[data-places]");
  const here = row?.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - row.clientWidth / 2;
});
