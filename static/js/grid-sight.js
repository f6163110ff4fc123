// The current cell stays in sight when a word above the grid pushes it down, or when the
// list of what was not saved, which lies over its last rows, grows.

export function watchSight(table) {
  const foot = document.querySelector("[data-foot]");

  function keepInSight() {
    table.frame.style.setProperty("--foot", `${foot.offsetHeight}px`);
    if (!table.frame.contains(document.activeElement)) return;
    table.current.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  new ResizeObserver(keepInSight).observe(foot);
  const banners = new MutationObserver(keepInSight);
  for (const banner of document.querySelectorAll("[data-banner]")) {
    banners.observe(banner, { attributeFilter: ["hidden"] });
  }
}
