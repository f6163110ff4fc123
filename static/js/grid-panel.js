// The panel of the value one stands on: its note, why it came back, what proves it, what is
// said about it, its last months, who wrote what when. Its links open in a new window: the
// grid stays as it is, and is asked for news when one comes back.

const PAUSE = 200;

export class Panel {
  #cell = null;
  #timer = null;

  constructor({ box, url, onNote, onClose }) {
    Object.assign(this, { box, url, onNote, onClose });
    this.note = box.querySelector("textarea");
    this.body = box.querySelector("[data-panel-body]");
    this.note.addEventListener("input", () => this.#tell("typing"));
    this.note.addEventListener("change", () => this.#tell("waiting"));
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    box.querySelector("[data-panel-closes]").addEventListener("click", () => this.close());
    window.addEventListener("focus", () => this.refresh());
  }

  get isOpen() {
    return !this.box.hidden;
  }

  open(cell) {
    this.box.hidden = false; // the table has less room now
    cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.follow(cell);
    (this.note.disabled ? this.box.querySelector("[data-panel-title]") : this.note).focus();
  }

  close() {
    this.#leave();
    this.box.hidden = true;
    this.onClose();
  }

  /** Show the value one moved to, after a moment. */
  follow(cell) {
    if (!this.isOpen || cell.isNone) return;
    if (cell !== this.#cell) this.#leave();
    this.#cell = cell;
    const title = `${cell.row.name}, ${cell.rule.code} ${cell.rule.name}`;
    this.box.querySelector("[data-panel-title]").textContent = title;
    this.note.value = cell.noteDraft ?? cell.score.note;
    this.note.disabled = !cell.isOpen;
    this.state("");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(cell), PAUSE);
  }

  /** What became of the note. */
  state(words) {
    this.box.querySelector("[data-panel-state]").textContent = words;
  }

  shows(cell) {
    return this.isOpen && this.#cell === cell;
  }

  /** Ask again what was written: something was saved. */
  refresh() {
    if (this.isOpen && this.#cell) this.#load(this.#cell);
  }

  #leave() {
    if (this.#cell && document.activeElement === this.note) this.#tell("waiting");
  }

  #tell(state) {
    this.onNote(this.#cell, this.note.value.trim(), state);
  }

  async #load(cell) {
    const address = this.url.replace("/0/", `/${cell.score.id}/`);
    try {
      const response = await fetch(address, { redirect: "manual" });
      if (!response.ok || cell !== this.#cell) return;
      const part = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const link of part.querySelectorAll("a")) link.target = "_blank";
      this.body.replaceChildren(...part.body.children);
    } catch {
      this.body.textContent = "Chưa xem được minh chứng, kiến nghị và lịch sử: mất kết nối.";
    }
  }
}
