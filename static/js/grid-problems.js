// What was not saved, listed below the grid: go there, drop it, or choose between two values.

const MOST = 20;

export class Problems {
  constructor({ box, cellOf, describes, goes, keeps, takes }) {
    Object.assign(this, { box, cellOf, describes, goes, keeps, takes });
    this.list = box.querySelector("[data-problem-list]");
    this.told = "";
  }

  /** `unsaved`: those of the queue that are refused, wrong or in conflict. */
  paint(unsaved) {
    const entries = unsaved.sort((one, other) => this.#placeOf(one) - this.#placeOf(other));
    const told = entries.map(({ key, text, message }) => [key, text, message].join()).join();
    if (told === this.told) return;
    this.told = told;
    this.box.hidden = entries.length === 0;
    const count = `${entries.length} ô chưa lưu được (F8 để đến từng ô)`;
    this.box.querySelector("[data-problem-count]").textContent = count;
    this.list.replaceChildren(...entries.slice(0, MOST).map((entry) => this.#item(entry)));
  }

  #placeOf({ score }) {
    const { y, x } = this.cellOf.get(score);
    return y * 1_000 + x;
  }

  #item(entry) {
    const cell = this.cellOf.get(entry.score);
    const item = document.createElement("li");
    const place = `${cell.row.name}, ${cell.rule.code}${entry.field === "note" ? ", ghi chú" : ""}`;
    item.append(button(place, "grid-problem-place", () => this.goes(cell)));
    item.append(` “${entry.text}”: ${entry.message} `);
    if (entry.theirs) {
      const [own, other] = [this.describes(entry.text), this.describes(entry.theirs.text)];
      item.append(button(`Giữ ${other}`, "button button-small", () => this.keeps(entry)), " ");
      item.append(button(`Dùng ${own}`, "button button-small", () => this.takes(entry)));
    } else {
      item.append(button("Bỏ", "button button-small", () => this.keeps(entry)));
    }
    return item;
  }
}

function button(text, className, deed) {
  const made = Object.assign(document.createElement("button"), {
    type: "button", className, textContent: text,
  });
  made.addEventListener("click", deed);
  return made;
}
