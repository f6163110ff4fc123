// Values for many cells at once: full marks, what the cell said itself, last month's, and
// the word that what was copied holds. Says first how many, goes as one request, and is one
// step back. A whole row or column keeps what is scored already; chosen cells are replaced.

import { askToFill } from "./grid-asks.js";

const KINDS = {
  most: { verb: "Ghi điểm tối đa cho", source: "typed", of: (cell) => cell.most },
  own: { verb: "Ghi như chi bộ tự chấm cho", source: "as_self", of: (cell) => cell.own },
  before: {
    verb: "Ghi như tháng trước cho",
    source: "carried",
    of: (cell) => cell.before,
    after: "Các ô này mang dấu “chép từ tháng trước” cho đến khi được xác nhận.",
  },
  check: { verb: "Xác nhận điểm chép từ tháng trước ở" },
};

export class Fill {
  /** `write` as in grid.js; `check(cells)` confirms; `tell(words)`; `back()`: to the table. */
  constructor({ table, write, check, tell, back }) {
    Object.assign(this, { table, write, check, tell, back });
  }

  /** The cells of a scope: "chosen", "row", "column"; chosen ones of one column only when
      `column` is given. */
  scope(name, column = null) {
    const { current, rows } = this.table;
    const x = column ?? current.x;
    if (name === "row") {
      const title = `Hàng ${current.row.name}`;
      return { title, cells: current.row.cells, place: `trống của hàng ${current.row.name}` };
    }
    if (name === "column") {
      const { code } = rows[0].cells[x].rule;
      const cells = rows.map((row) => row.cells[x]);
      return { title: `Cột ${code}`, cells, place: `trống của cột ${code}` };
    }
    const chosen = this.table.chosen().flat();
    const cells = column === null ? chosen : chosen.filter((cell) => cell.x === column);
    return { title: "Các ô đang chọn", cells, place: "đang chọn", isChosen: true };
  }

  /** What a kind would do there: {changes, kept, replaced, left} (all but the first numbers). */
  plan(kind, { cells, isChosen }) {
    const asked = cells.filter((cell) => !cell.isNone);
    if (kind === "check") {
      const copied = asked.filter((cell) => cell.isOpen && cell.isUnchecked);
      return { changes: copied.map((cell) => ({ cell })), kept: 0, replaced: 0, left: 0 };
    }
    const free = isChosen ? asked : asked.filter((cell) => cell.isEmpty);
    const changes = free
      .filter((cell) => cell.isOpen && KINDS[kind].of(cell).text !== "")
      .map((cell) => ({ cell, ...KINDS[kind].of(cell) }))
      .filter(({ cell, ...value }) => !cell.holds(value));
    return {
      changes,
      kept: asked.length - free.length,
      replaced: changes.filter(({ cell }) => !cell.isEmpty).length,
      left: free.filter((cell) => cell.isEmpty).length - changes.filter(({ cell }) => cell.isEmpty).length,
    };
  }

  /** Do it: one cell at once, several after saying how many. */
  start(kind, scope) {
    const plan = this.plan(kind, scope);
    const number = plan.changes.length;
    if (!number) return this.tell(none(kind, scope));
    if (number === 1 && scope.isChosen && scope.cells.length === 1) return this.#put(kind, plan);
    const agrees = kind === "check" ? `Xác nhận ${number} ô` : `Ghi ${number} ô`;
    const question = { title: scope.title, about: about(kind, scope, plan), agrees };
    return askToFill(question, () => {
      this.#put(kind, plan);
      this.back();
      if (kind === "check") this.tell(`Đã xác nhận ${number} ô.`);
      else this.tell(`Đã ghi ${number} ô. Bấm “Hoàn tác” hoặc Ctrl+Z để lấy lại.`);
    });
  }

  #put(kind, { changes }) {
    if (kind === "check") this.check(changes.map(({ cell }) => cell));
    else this.write(changes, { source: KINDS[kind].source });
  }
}

function about(kind, scope, { changes, kept, replaced, left }) {
  const place = kind === "check" ? scope.place.replace("trống ", "") : scope.place;
  return [
    `${KINDS[kind].verb} ${changes.length} ô ${place}?`,
    kept && kind !== "check" && `${kept} ô đã có điểm được giữ nguyên.`,
    replaced && `Trong đó ${replaced} ô đã có điểm sẽ được thay.`,
    left > 0 && `${left} ô trống khác không có điểm để ghi hoặc không sửa được.`,
    KINDS[kind].after,
  ]
    .filter(Boolean)
    .join(" ");
}

const NONE = {
  most: "không có ô nào cần hoặc được ghi thẳng điểm tối đa",
  own: "không có ô nào có điểm tự chấm khác điểm đang ghi",
  before: "không có ô nào có điểm tháng trước khác điểm đang ghi",
  check: "không có điểm chép nào chờ xác nhận",
};

function none(kind, { title, cells }) {
  const place = cells.length > 1 ? title : "Ô đang chọn";
  const why = cells.length === 1 && cells[0].obstacle;
  return why || `${place}: ${NONE[kind]}.`;
}
