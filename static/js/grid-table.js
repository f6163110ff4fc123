// Where one stands in the grid: the current cell (one tab stop), the chosen range.

export class Table extends EventTarget {
  #chosen = new Set();

  constructor(element, rows) {
    super();
    this.element = element;
    this.frame = element.closest("[data-frame]");
    this.rows = rows;
    this.height = rows.length;
    this.width = rows[0].cells.length;
    this.at = new Map();
    for (const row of rows) for (const cell of row.cells) this.at.set(cell.td, cell);
    this.current = this.cell(0, 0);
    this.anchor = this.current;
    this.current.td.tabIndex = 0;
  }

  cell(y, x) {
    return this.rows[y]?.cells[x];
  }

  cellAround(element) {
    return this.at.get(element.closest?.("td"));
  }

  /** Go to a cell; `extends` keeps the other end of the range where it is. */
  go(cell, { isExtending = false } = {}) {
    if (!cell) return;
    this.current.td.tabIndex = -1;
    this.current = cell;
    cell.td.tabIndex = 0;
    if (!isExtending) this.anchor = cell;
    this.#paintRange();
    cell.tellName();
    cell.td.focus({ preventScroll: true });
    cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.dispatchEvent(new Event("moved"));
  }

  step(dy, dx, options) {
    const { y, x } = this.current;
    const within = (n, most) => Math.min(Math.max(n, 0), most - 1);
    this.go(this.cell(within(y + dy, this.height), within(x + dx, this.width)), options);
  }

  /** Down one cell, from the last row to the top of the next column; up the same way back. */
  wrap(step) {
    const size = this.height * this.width;
    const place = this.current.x * this.height + this.current.y + step;
    if (place < 0 || place >= size) return;
    this.go(this.cell(place % this.height, Math.floor(place / this.height)));
  }

  get range() {
    const [a, b] = [this.anchor, this.current];
    return {
      top: Math.min(a.y, b.y),
      bottom: Math.max(a.y, b.y),
      left: Math.min(a.x, b.x),
      right: Math.max(a.x, b.x),
    };
  }

  /** The chosen cells, row by row. */
  chosen() {
    const { top, bottom, left, right } = this.range;
    return this.rows.slice(top, bottom + 1).map((row) => row.cells.slice(left, right + 1));
  }

  choose(from, to) {
    this.anchor = from;
    this.go(to, { isExtending: true });
  }

  /** The next cell in reading order, after the current one and round, that fits. */
  next(fits) {
    const all = this.rows.flatMap((row) => row.cells);
    const here = this.current.y * this.width + this.current.x;
    return [...all.slice(here + 1), ...all.slice(0, here + 1)].find(fits);
  }

  #paintRange() {
    const cells = this.anchor === this.current ? [] : this.chosen().flat();
    const chosen = new Set(cells);
    for (const cell of this.#chosen) {
      if (!chosen.has(cell)) cell.td.removeAttribute("aria-selected");
    }
    for (const cell of chosen) {
      if (!this.#chosen.has(cell)) cell.td.setAttribute("aria-selected", "true");
    }
    this.#chosen = chosen;
  }
}
