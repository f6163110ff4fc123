// Bảng chấm điểm: the month of many cells in one table. Values are saved as they are left;
// what cannot be saved stays in its place, marked, with the reason.

import { askReason } from "./grid-asks.js";
import { copied, readBlock, typedFrom, writeBlock } from "./grid-block.js";
import { Cell, NOT_APPLICABLE } from "./grid-cell.js";
import { Editor } from "./grid-editor.js";
import { Fill } from "./grid-fill.js";
import { watchClipboard, watchKeys, watchPointer } from "./grid-keys.js";
import { watchMenu } from "./grid-menu.js";
import { watchNear } from "./grid-near.js";
import { Counts, Row } from "./grid-rows.js";
import { Sending } from "./grid-sending.js";
import { watchSight } from "./grid-sight.js";
import { Steps } from "./grid-steps.js";
import { Table } from "./grid-table.js";
import { format } from "./rules.js";

const page = JSON.parse(document.getElementById("grid-data").textContent);
const element = document.querySelector("[data-grid]");
const rules = new Map(page.framework.indicators.map((rule) => [rule.id, rule]));

const rows = page.rows.map((told, y) => {
  const row = new Row(element.querySelector(`[data-row="${told.sheet}"]`), told);
  const places = [...row.element.querySelectorAll("td")];
  row.cells = told.scores.map((score, x) => {
    const rule = rules.get(page.columns[x]);
    return new Cell(places[x], row, { y, x }, score, rule, page.thresholds[x]);
  });
  return row;
});
const table = new Table(element, rows);
const editor = new Editor(table.frame);
const steps = new Steps();
const counts = new Counts(element.querySelectorAll("[data-column-scored]"), rows);
const sending = await Sending.open({ page, rows, table, editor, paint, tellHere });
const fill = new Fill({
  table, write, tell: toast, check: (cells) => sending.check(cells), back: () => table.go(table.current),
});
const menu = watchMenu({ table, fill, does: (name) => does[name]() });

// ---- writing

/** Put texts into cells: [{cell, text, reason, under}]. Several go to the server as one
    request. `under`: what is to be saved below a text that is no value. */
function write(changes, { source = "typed", isStep = true } = {}) {
  const wanted = changes.filter(({ cell, ...typed }) => !cell.isNone && !isSame(cell.held, typed));
  const step = wanted.map(({ cell, text, reason }) => {
    const under = saved(cell);
    return { cell, before: { ...cell.held, under }, after: { text, reason, under } };
  });
  sending.place(wanted, source);
  if (isStep) steps.push(step);
  paint(wanted.map(({ cell }) => cell));
  tellHere();
  return wanted.map(({ cell }) => cell);
}

const isSame = (one, other) => one.text === other.text && one.reason === other.reason;

/** The figures of the rows and columns of `cells`. */
function paint(cells) {
  for (const row of new Set(cells.map((cell) => cell.row))) row.paint(page.framework);
  for (const column of new Set(cells.map((cell) => cell.x))) counts.paint(column);
}

// ---- typing

let start = null; // what the cell held when the editor opened

editor.addEventListener("typed", ({ detail: { cell, text } }) => {
  start ??= { draft: cell.draft };
  const problem = sending.typing(cell, text);
  const isUnfinished = /[.,/:]$/.test(text) || /^k(a|ad)?/i.test(text);
  editor.markWrong(Boolean(problem) && !isUnfinished);
  cell.row.paint(page.framework); // the column's count follows when the cell is left
  tellHere(isUnfinished ? "" : problem);
});

editor.addEventListener("committed", ({ detail: { cell, text, isTouched } }) => {
  const typed = typedFrom(text);
  finish(cell, isTouched ? typed : null);
  const needsReason = isTouched && typed.text.toUpperCase() === NOT_APPLICABLE && !typed.reason;
  if (needsReason && cell.rule.notApplicable !== "not_allowed") leaveOut([cell]);
});

editor.addEventListener("given-up", ({ detail: { cell } }) => finish(cell, null));

function finish(cell, typed) {
  if (!start) return;
  cell.draft = start.draft;
  start = null;
  if (typed && cell.isOpen && cell.isUnchecked && cell.holds(typed)) sending.check([cell]);
  else if (typed && !isSame(cell.held, typed)) write([{ cell, ...typed }]);
  else sending.place([{ cell, ...cell.held }], "typed");
  paint([cell]);
  tellHere();
}

// ---- deeds by name, for keys and buttons

const open = () => table.chosen().flat().filter((cell) => cell.isOpen);

const does = {
  mayType() {
    const { current } = table;
    if (!current.isOpen) sending.say(current.obstacle);
    return current.isOpen;
  },
  edit(isWhole = false) {
    if (does.mayType()) editor.open(table.current, { isInside: true, isWhole });
  },
  /** With a touch screen: from now on a tap chooses up to there. */
  choose() {
    choosing.ariaPressed = String(!does.isChoosing());
    table.go(table.current);
  },
  isChoosing: () => choosing.ariaPressed === "true",
  clear() {
    // On a closed sheet only what was typed in vain can be taken away.
    const cells = table.chosen().flat().filter((cell) => cell.isOpen || cell.draft);
    if (!cells.length) return does.mayType();
    return write(cells.map((cell) => {
      return cell.isOpen ? { cell, text: "", reason: "" } : { cell, ...saved(cell) };
    }));
  },
  leaveOut: () => does.mayType() && leaveOut(open()),
  asBefore: () => fill.start("before", fill.scope("chosen")),
  asOwn: () => fill.start("own", fill.scope("chosen")),
  asMost: () => fill.start("most", fill.scope("chosen")),
  check: () => fill.start("check", fill.scope("chosen")),
  menu: () => menu.open(),
  columnMenu: () => menu.open(table.current.x),
  toHead: () => menu.toHead(table.current.x),
  fillDown: () => fillFrom(1, 0),
  fillRight: () => fillFrom(0, 1),
  chooseAll: () => table.choose(rows[0].cells[0], rows.at(-1).cells.at(-1)),
  undo: () => retrace(steps.undo(), "Đã hoàn tác"),
  redo: () => retrace(steps.redo(), "Đã làm lại"),
  nextEmpty: () => goNext((cell) => cell.isOpen && cell.isEmpty, "Không còn ô trống."),
  nextWrong: () => goNext((cell) => cell.isWrong, "Không có ô sai."),
  panel: () => sending.panel.open(table.current),
  keys: () => document.getElementById("phim-tat").showModal(),
  "show-before": () => compare("before"),
  "show-own": () => compare("own"),
};

const choosing = document.querySelector('[data-does="choose"]');
const saved = (cell) => ({ text: cell.score.text, reason: cell.score.reason });

function leaveOut(cells) {
  const [first] = cells;
  const able = cells.filter((cell) => cell.rule.notApplicable !== "not_allowed");
  if (!able.length) return toast("Chỉ số này không được chọn “Không áp dụng”.");
  const about = able.length > 1 ? `${able.length} ô đang chọn` : `${first.row.name}, chỉ số ${first.rule.code}`;
  return askReason(about, first.held.reason, (reason) => {
    write(able.map((cell) => ({ cell, text: NOT_APPLICABLE, reason })));
    table.go(table.current);
  });
}

/** Fill the chosen range from its first row or column; one cell takes its neighbour's. */
function fillFrom(dy, dx) {
  const { top, left, bottom, right } = table.range;
  const isOne = dy ? top === bottom : left === right;
  const [fromY, fromX] = isOne ? [top - dy, left - dx] : [top, left];
  const changes = open().flatMap((cell) => {
    const from = dy ? table.cell(fromY, cell.x) : table.cell(cell.y, fromX);
    return !from || from === cell || from.isNone ? [] : [{ cell, ...from.held }];
  });
  if (changes.length && (bottom > top || right > left || isOne)) write(changes);
}

function retrace(changes, words) {
  const cells = write(changes, { isStep: false });
  if (!cells.length) return toast("Không còn gì để làm.");
  table.choose(cells[0], cells.at(-1));
  return sending.say(`${words} ${cells.length} ô.`);
}

function goNext(fits, none) {
  const cell = table.next(fits);
  if (cell) table.go(cell);
  else toast(none);
}

function compare(which) {
  const pressed = document.querySelector(`[data-does="show-${which}"]`)?.ariaPressed === "true";
  for (const button of document.querySelectorAll('[data-does^="show-"]')) {
    button.ariaPressed = String(button.dataset.does === `show-${which}` && !pressed);
  }
  for (const row of rows) for (const cell of row.cells) cell.compareWith(pressed ? "" : which);
}

// ---- blocks from and to a spreadsheet

function paste(text) {
  const block = readBlock(text);
  const { top, left } = table.range;
  const isOne = block.length === 1 && block[0].length === 1;
  const changes = [];
  const outside = block.map((texts, dy) =>
    texts.filter((typed, dx) => {
      const cell = table.cell(top + dy, left + dx);
      const isInside = cell && !cell.isNone;
      if (isInside && !isOne) changes.push({ cell, ...typedFrom(typed) });
      return !isInside && typed.trim() !== "";
    }),
  );
  if (isOne) changes.push(...open().map((cell) => ({ cell, ...typedFrom(block[0][0]) })));
  const cells = write(changes, { source: "pasted" });
  tellOutside(isOne ? [] : outside);
  if (changes.length) table.choose(table.cell(top, left), changes.at(-1).cell);
  const wrong = cells.filter((cell) => cell.isWrong).length;
  sending.say(`Đã dán ${changes.length} ô${wrong ? `, ${wrong} ô sai` : ""}.`);
}

function tellOutside(rowsLeft) {
  const number = rowsLeft.flat().length;
  const banner = document.querySelector('[data-banner="overflow"]');
  banner.hidden = number === 0;
  const words = `${number} ô nằm ngoài bảng nên chưa dán.`;
  if (number) toast(`${words} Phần ấy được giữ ở phía trên bảng.`);
  banner.querySelector("[data-overflow-words]").textContent = words;
  banner.querySelector("[data-overflow]").value = writeBlock(rowsLeft.filter((row) => row.length));
}

const copyChosen = () =>
  writeBlock(table.chosen().map((cells) => cells.map((cell) => copied(cell.held))));

// ---- what is told of the current cell

function tellHere(problem = "") {
  const cell = editor.cell ?? table.current;
  const parts = [cell.row.name, `${cell.rule.code} ${cell.rule.name}`];
  if (!cell.isNone) {
    parts.push(`tối đa ${format(cell.rule.maxPoints)}`);
    if (cell.before.text) parts.push(`tháng trước ${copied(cell.before)}`);
    if (cell.own.text) parts.push(`tự chấm ${copied(cell.own)}`);
    if (cell.held.reason) parts.push(`không áp dụng: ${cell.held.reason}`);
    if (cell.isUnchecked) parts.push("chép từ tháng trước, chưa xác nhận");
    if (cell.returned) parts.push(`bị trả lại: ${cell.returned}`);
  }
  const last = problem || cell.message || cell.obstacle;
  const told = [...parts, last].filter(Boolean).join(" · ");
  if (here.textContent !== told) here.textContent = told;
}

const here = document.querySelector("[data-here]");

function toast(text) {
  element.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text } }));
}

const sheetLink = document.querySelector("[data-open-sheet]");

table.addEventListener("moved", () => {
  tellHere();
  sheetLink.href = page.urls.sheet.replace("/0/", `/${table.current.row.sheet}/`);
  sheetLink.ariaLabel = `Mở phiếu của ${table.current.row.name}`;
  sending.panel.follow(table.current);
});

watchKeys(table, editor, does);
watchPointer(table, editor, does);
watchClipboard(table, editor, { paste, copied: copyChosen, clear: does.clear });
watchSight(table);
watchNear(table.frame, rows.map((row) => row.element));
document.querySelector("[data-tools]").hidden = false;
for (const button of document.querySelectorAll("[data-does]")) {
  button.addEventListener("click", () => does[button.dataset.does]());
}
sending.start();
