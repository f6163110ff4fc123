// The figures of the grid: each row's at the right, each column's count at the foot.

import { evaluate, format } from "./rules.js";

export class Row {
  constructor(element, told) {
    this.element = element;
    this.sheet = told.sheet;
    this.name = told.name;
    this.members = told.members;
    this.obstacle = told.obstacle;
    this.whyShut = told.whyShut;
    this.cells = [];
    const part = (name) => element.querySelector(`[data-row-${name}]`);
    this.parts = { scored: part("scored"), total: part("total"), grade: part("grade") };
    this.grade = null;
  }

  /** Say what the row comes to, as it stands in the browser. */
  paint(framework) {
    const lines = this.cells.filter((cell) => !cell.isNone).map((cell) => cell.line);
    const result = evaluate(framework, lines);
    this.total = format(result.total);
    put(this.parts.scored, `${result.scored}/${result.required}`);
    put(this.parts.total, result.scored ? this.total : "–");
    this.parts.total.classList.toggle("is-so-far", !result.isComplete);
    const grade = `${result.grade} ${result.hardFailed.length > 0}`;
    if (grade !== this.grade) this.#paintGrade(result);
    this.grade = grade;
  }

  #paintGrade({ grade, hardFailed }) {
    const wanted = [`grade-${grade}`, hardFailed.length ? "mark-hard" : ""];
    const parts = wanted.map((id) => document.getElementById(id)?.content.cloneNode(true));
    this.parts.grade.replaceChildren(...parts.filter(Boolean));
  }
}

export class Counts {
  constructor(places, rows) {
    this.places = [...places];
    this.rows = rows;
  }

  paint(column) {
    const cells = this.rows.map((row) => row.cells[column]).filter((cell) => !cell.isNone);
    put(this.places[column], `${cells.filter((cell) => cell.isSettled).length}/${cells.length}`);
  }
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
