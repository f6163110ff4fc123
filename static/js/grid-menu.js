// The menu of quick entries: for the chosen cells, their row, their column. A column's head
// opens it for that column. Each entry says for how many cells it is.
//
// The heads are reached by ArrowUp from the first row, or at once by Alt+ArrowDown; they are
// no tab stops of their own.

/** `does(name)`: a deed of grid.js. */
export function watchMenu({ table, fill, does }) {
  const menu = document.getElementById("ghi-nhanh");
  const heads = [...table.element.querySelectorAll("[data-column]")];
  let scopes = {};

  /** `column`: the place of a column whose head was asked, null for all three scopes. */
  function open(column = null) {
    const isMany = table.chosen().flat().length > 1;
    scopes = {
      chosen: column === null || isMany ? fill.scope("chosen", column) : null,
      row: column === null ? fill.scope("row") : null,
      column: fill.scope("column", column),
    };
    for (const part of menu.querySelectorAll("[data-scope]")) paint(part, scopes[part.dataset.scope]);
    for (const deed of menu.querySelectorAll("[data-scope-deeds]")) deed.hidden = column !== null;
    menu.showModal();
    const isShown = (button) => !button.disabled && button.offsetParent;
    [...menu.querySelectorAll(".menu-item")].find(isShown)?.focus();
  }

  function paint(part, scope) {
    part.hidden = !scope?.cells.length;
    if (part.hidden) return;
    part.querySelector("[data-scope-title]").textContent = titled(scope);
    for (const button of part.querySelectorAll("[data-fills]")) {
      const { fills } = button.dataset;
      const number = fill.plan(fills, scope).changes.length;
      const isCounted = fills === "most" && scope.cells.every((cell) => cell.most.text === "");
      button.disabled = number === 0;
      button.querySelector("[data-count]").textContent = isCounted ? "không ghi thẳng" : `${number} ô`;
    }
  }

  menu.addEventListener("click", (event) => {
    if (event.target === menu) menu.close(); // beside it
    const button = event.target.closest("[data-fills], [data-deed]");
    if (!button) return;
    menu.close();
    table.go(table.current);
    const { fills, deed } = button.dataset;
    if (deed) does(deed);
    else fill.start(fills, scopes[button.closest("[data-scope]").dataset.scope]);
  });

  for (const head of heads) {
    head.addEventListener("click", () => open(Number(head.dataset.column)));
    head.addEventListener("keydown", (event) => step(event, Number(head.dataset.column)));
  }

  function step(event, x) {
    const { key } = event;
    const beside = { ArrowLeft: x - 1, ArrowRight: x + 1, Home: 0, End: heads.length - 1 }[key];
    event.stopPropagation(); // Tab goes into the table, Enter opens
    if (["ArrowDown", "Escape"].includes(key)) table.go(table.cell(0, x));
    else if (beside !== undefined) toHead(beside);
    else return;
    event.preventDefault();
  }

  function toHead(x) {
    const head = heads[Math.min(Math.max(x, 0), heads.length - 1)];
    head.focus({ preventScroll: true });
    head.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return { open, toHead };
}

function titled({ title, cells, isChosen }) {
  const [{ rule, row }] = cells;
  if (isChosen) return cells.length > 1 ? `${title} (${cells.length})` : `Ô đang chọn: ${row.name}, ${rule.code}`;
  return title.startsWith("Cột") ? `${title}. ${rule.name}` : title;
}
