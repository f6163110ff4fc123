// On a narrow screen a row of places or tabs scrolls: bring the present one into view.
document.addEventListener("DOMContentLoaded", () => {
  for (const row of document.querySelectorAll("[data-places]")) {
    const here = row.querySelector("[aria-current]")?.getBoundingClientRect();
    const seen = row.getBoundingClientRect();
    if (here) row.scrollLeft += here.left + here.width / 2 - (seen.left + seen.width / 2);
  }
});
