// The one input of the grid. It lies over the cell that is being edited and is no part of
// the table: a key in it lays out the input, not four thousand cells.
//
// Events: typed {cell, text}, committed {cell, text, isTouched}, given-up {cell}, escaped

export class Editor extends EventTarget {
  #input = Object.assign(document.createElement("input"), {
    className: "grid-input num",
    type: "text",
    autocomplete: "off",
    maxLength: 60,
    inputMode: "decimal",
    hidden: true,
  });
  #start = "";
  #isInside = false;
  #hasTyped = false;
  cell = null;

  /** `frame`: what scrolls the table, and the input with it. */
  constructor(frame) {
    super();
    frame.append(this.#input);
    this.#input.addEventListener("input", () => {
      this.#hasTyped = true;
      this.#tell("typed", { text: this.#input.value });
    });
    this.#input.addEventListener("blur", () => this.commit());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** `isInside`: the caret starts in the text (F2), else the text is typed over; `isWhole`:
      all of it is chosen. */
  open(cell, { isInside, isWhole = false }) {
    this.commit();
    this.cell = cell;
    this.#isInside = isInside;
    this.#hasTyped = false;
    this.#start = cell.held.text;
    this.#input.value = isInside ? this.#start : "";
    this.#input.setAttribute("aria-label", cell.name);
    this.#input.removeAttribute("aria-invalid");
    this.#lieOver(cell.td);
    cell.isEdited = true;
    this.#input.focus({ preventScroll: true });
    if (!isInside) return;
    const end = this.#input.value.length;
    this.#input.setSelectionRange(isWhole ? 0 : end, end);
  }

  #lieOver(td) {
    const [left, top] = [td.offsetLeft, td.offsetTop];
    const [width, height] = [td.offsetWidth, td.offsetHeight];
    for (const [name, size] of Object.entries({ left, top, width, height })) {
      this.#input.style[name] = `${size}px`;
    }
    this.#input.hidden = false;
  }

  markWrong(isWrong) {
    if (isWrong) this.#input.setAttribute("aria-invalid", "true");
    else this.#input.removeAttribute("aria-invalid");
  }

  commit(key = "") {
    if (!this.cell) return;
    const text = this.#input.value;
    // The same number typed over one that was copied confirms it.
    const isTouched = this.#hasTyped && (text !== this.#start || this.cell.isCarried);
    this.#close(key ? "" : "blur", "committed", { text, isTouched });
  }

  giveUp() {
    if (this.cell) this.#close("", "given-up", {});
  }

  #close(cause, name, detail) {
    const { cell } = this;
    this.cell = null;
    cell.isEdited = false;
    // Where the focus went elsewhere by itself, it stays there.
    if (cause !== "blur") cell.td.focus({ preventScroll: true });
    this.#input.hidden = true;
    this.dispatchEvent(new CustomEvent(name, { detail: { cell, ...detail } }));
    cell.show();
  }

  #key(event) {
    if (event.isComposing || !this.cell) return;
    const { key } = event;
    const isAcross = ["ArrowLeft", "ArrowRight", "Home", "End"].includes(key);
    const leaves =
      ["Enter", "Tab", "ArrowUp", "ArrowDown", "PageUp", "PageDown"].includes(key) ||
      (isAcross && !this.#isInside);
    if (key === "F2") this.#isInside = true;
    if (key === "Escape") {
      event.stopPropagation();
      this.giveUp();
      this.dispatchEvent(new Event("escaped"));
    } else if (leaves) {
      this.commit(key); // the grid moves on with the same key, which bubbles
    } else if (!["F7", "F8"].includes(key)) {
      event.stopPropagation(); // Ctrl+Z, Delete, letters: the input's own
    } else {
      this.commit(key);
    }
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail: { cell: this.cell, ...detail } }));
  }
}
