// The one input of the grid: it stands in the cell that is being edited.
//
// Events: typed {cell, text}, committed {cell, text, isTouched}, given-up {cell}, escaped

export class Editor extends EventTarget {
  #input = Object.assign(document.createElement("input"), {
    className: "grid-input num",
    type: "text",
    autocomplete: "off",
    maxLength: 60,
    inputMode: "decimal",
  });
  #start = "";
  #isInside = false;
  #hasTyped = false;
  cell = null;

  constructor() {
    super();
    this.#input.addEventListener("input", () => {
      this.#hasTyped = true;
      this.#tell("typed", { text: this.#input.value });
    });
    this.#input.addEventListener("blur", () => this.commit());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** `isInside`: the caret starts in the text (F2), else the text is typed over. */
  open(cell, { isInside }) {
    this.commit();
    this.cell = cell;
    this.#isInside = isInside;
    this.#hasTyped = false;
    this.#start = cell.held.text;
    this.#input.value = isInside ? this.#start : "";
    this.#input.setAttribute("aria-label", cell.name);
    this.#input.removeAttribute("aria-invalid");
    cell.show(); // later it would take the input out again
    cell.td.append(this.#input);
    this.#input.focus({ preventScroll: true });
    if (!isInside) return;
    const end = this.#input.value.length;
    this.#input.setSelectionRange(end, end);
  }

  markWrong(isWrong) {
    this.#input.toggleAttribute("aria-invalid", isWrong);
    if (isWrong) this.#input.setAttribute("aria-invalid", "true");
  }

  commit(key = "") {
    if (!this.cell) return;
    const text = this.#input.value;
    const isTouched = this.#hasTyped && text !== this.#start;
    this.#close(key ? "" : "blur", "committed", { text, isTouched });
  }

  giveUp() {
    if (this.cell) this.#close("", "given-up", {});
  }

  #close(cause, name, detail) {
    const { cell } = this;
    this.cell = null;
    // Where the focus went elsewhere by itself, it stays there.
    if (cause !== "blur") cell.td.focus({ preventScroll: true });
    this.#input.remove();
    this.dispatchEvent(new CustomEvent(name, { detail: { cell, ...detail } }));
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
