// What was done in the grid and can be undone: each step is a list of cells with what they
// held before and after. A cell that holds something else meanwhile is left alone.

const MOST = 100;

export class Steps {
  #done = [];
  #undone = [];

  push(changes) {
    if (!changes.length) return;
    this.#done.push(changes);
    if (this.#done.length > MOST) this.#done.shift();
    this.#undone = [];
  }

  /** What to write to take the last step back. */
  undo() {
    return move(this.#done, this.#undone, "after", "before");
  }

  redo() {
    return move(this.#undone, this.#done, "before", "after");
  }
}

function move(from, to, expected, wanted) {
  const step = from.pop();
  if (!step) return [];
  to.push(step);
  return step
    .filter((change) => change.cell.holds(change[expected]))
    .map((change) => ({ cell: change.cell, ...change[wanted] }));
}
