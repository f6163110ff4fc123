// What is told about the grid as a whole: how much is unsaved, which values are in trouble,
// whether there is a connection. Only what changed is written.

import { Problems } from "./grid-problems.js";

const UNSAVED = new Set(["invalid", "refused", "conflict"]);
const WORDS = {
  offline: "Mất kết nối. Điểm đã nhập được giữ trên máy này.",
  "signed-out": "Chưa lưu được. Điểm đã nhập được giữ trên máy này.",
};

export class Status {
  #isWaiting = false;
  #live = document.querySelector("[data-live]");
  #saved = document.querySelector("[data-saved]");
  #unsent;
  #told = "";

  /** `entries()`: what the server does not have; `problems` as for Problems. */
  constructor({ entries, problems }) {
    this.entries = entries;
    this.problems = new Problems({ box: document.querySelector("[data-problems]"), ...problems });
    const places = [...document.querySelectorAll("[data-unsent]")];
    this.#unsent = places.map((place) => ({ place, sheet: Number(place.dataset.unsent) }));
  }

  /** Once a frame, however many values changed. */
  paintSoon() {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.paint();
    });
  }

  paint() {
    const entries = this.entries();
    this.problems.paint(entries.filter((entry) => UNSAVED.has(entry.state)));
    const told = entries.map((entry) => entry.key).join();
    if (told === this.#told) return;
    this.#told = told;
    const left = entries.length;
    this.#saved.textContent = left ? `${left} giá trị chưa lưu` : "Đã lưu mọi giá trị";
    for (const { place, sheet } of this.#unsent) {
      const own = entries.filter((entry) => entry.sheet === sheet).length;
      const words = own ? `${own} giá trị chưa lưu` : "";
      if (place.textContent === words) continue;
      place.hidden = !own;
      place.textContent = words;
    }
  }

  /** `line`: online, offline or signed-out; `why`: the server's words about it. */
  showLine(line, why) {
    if (why) document.querySelector("[data-why]").textContent = why;
    for (const name of Object.keys(WORDS)) {
      document.querySelector(`[data-banner="${name}"]`).hidden = line !== name;
    }
    if (WORDS[line]) this.say(WORDS[line]);
    this.paintSoon();
  }

  say(text) {
    this.#live.textContent = text;
  }
}
