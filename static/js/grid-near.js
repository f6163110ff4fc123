// Columns that stay in place are a layer each row, and each layer is moved with every scroll.
// Rows far from what is seen do without: they are marked `is-far`, some rows at a time.

const ROWS = 5;
const ABOVE = "350px"; // the first of five rows may be out of sight while the last is not
const BELOW = "150px";

export function watchNear(frame, rows) {
  const parts = new Map();
  for (let first = 0; first < rows.length; first += ROWS) {
    parts.set(rows[first], rows.slice(first, first + ROWS));
  }
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        for (const row of parts.get(target)) row.classList.toggle("is-far", !isIntersecting);
      }
    },
    { root: frame, rootMargin: `${ABOVE} 0px ${BELOW}` },
  );
  for (const first of parts.keys()) watch.observe(first);
}
