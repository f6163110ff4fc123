// One value of the grid: what is saved, what was typed over it, how both are shown.

import { format, read, written } from "./rules.js";

export const NOT_APPLICABLE = "KAD";
const STATE_WORDS = {
  dirty: "chưa lưu", sending: "đang gửi", saved: "đã lưu", offline: "chờ mạng",
};

/** A value told as text or as [text, reason]. */
const pair = (told) => {
  const [text, reason] = Array.isArray(told) ? told : [told, ""];
  return { text, reason };
};

export class Cell {
  #text = null;
  #mark = null;
  #hint = null;
  #shown = {};
  #compared = "";
  #value;
  state = "none";
  message = "";
  theirs = null; // in a conflict: what stands on the server
  draft = null; // {text, reason} as typed and not saved
  isEdited = false; // the editor lies over it: nothing is painted below

  constructor(td, row, place, told, rule, threshold) {
    Object.assign(this, { td, row, ...place, rule, threshold });
    this.isNone = told === null;
    if (this.isNone) return;
    const [id, text, version, reason, note, noteVersion, ...rest] = told;
    const [before, own, carried, shut, returned] = rest;
    this.score = { id, text, version, reason, note, noteVersion };
    this.before = pair(before);
    this.own = pair(own);
    this.isCarried = Boolean(carried);
    this.isShut = Boolean(shut); // a return of the sheet named others
    this.returned = returned; // why it came back, "" when it did not
    this.#value = this.#read(this.score);
  }

  /** Why nothing may be entered, "" when it may. */
  get obstacle() {
    if (this.isNone) return "Tháng này không chấm chỉ số này.";
    return this.row.obstacle || (this.isShut ? this.row.whyShut : "");
  }

  get isOpen() {
    return !this.obstacle;
  }

  /** What stands in the cell, saved or not. */
  get held() {
    return this.draft ?? { text: this.score?.text ?? "", reason: this.score?.reason ?? "" };
  }

  /** Full marks, where they can be given as such: a ratio is what was counted. */
  get most() {
    const { measure, effect, maxPoints } = this.rule;
    const isGiven = measure !== "ratio" && effect !== "penalty";
    return { text: isGiven ? format(maxPoints, { grouped: false }) : "", reason: "" };
  }

  /** Copied from last month, and nobody has said yet that it holds. */
  get isUnchecked() {
    return this.isCarried && !this.draft;
  }

  get isWrong() {
    return this.state === "invalid" || this.state === "conflict";
  }

  get isEmpty() {
    return !this.isNone && this.held.text.trim() === "";
  }

  get isSettled() {
    return !this.isNone && (this.#value.points !== null || this.#value.notApplicable);
  }

  /** For the total: the typed value, or the saved one while what is typed is none. */
  get line() {
    return { indicator: this.rule.id, value: this.#value, hasNote: Boolean(this.score.note) };
  }

  /** Type over. Returns why that is no value of the indicator, "" when it is one. */
  type(typed) {
    this.draft = typed;
    try {
      this.#value = this.#read(typed);
      return this.obstacle;
    } catch (error) {
      this.#value = this.#read(this.score);
      return this.obstacle || error.message;
    }
  }

  /** Back to what is saved. */
  settle() {
    this.draft = null;
    this.theirs = null;
    this.#value = this.#read(this.score);
  }

  isAsSaved(typed) {
    return this.#means(typed, this.score);
  }

  /** Whether it holds `typed`, however that is written. */
  holds(typed) {
    return this.#means(typed, this.held);
  }

  #means(typed, held) {
    if (typed.text === held.text) {
      return typed.text !== NOT_APPLICABLE || typed.reason === held.reason;
    }
    try {
      const [one, other] = [this.#read(typed), this.#read(held)];
      return written(one) === written(other) && one.reason === other.reason;
    } catch {
      return false;
    }
  }

  store({ text, reason, version }, isCarried = false) {
    Object.assign(this.score, { text, reason, version });
    this.isCarried = isCarried;
    if (this.draft) this.type(this.draft);
    else this.#value = this.#read(this.score);
  }

  #read({ text, reason }) {
    return read(this.rule, text, this.row.members, reason);
  }

  /** A change against last month that the framework wants explained. */
  warning() {
    if (this.threshold === null || this.score.note || this.before.text === "") return "";
    const before = this.#read(this.before).points;
    const { points } = this.#value;
    if (before === null || points === null) return "";
    const size = points > before ? points - before : before - points;
    if (size < BigInt(this.threshold)) return "";
    return `Lệch ${format(size)} điểm so với tháng trước: nên ghi chú lý do.`;
  }

  /** "Chi bộ 3, chỉ số 2.1, tối đa 6, tự chấm 5, thẩm định trống" */
  get name() {
    if (this.isNone) return `${this.row.name}, chỉ số ${this.rule.code}, không chấm`;
    const words = [
      this.row.name,
      `chỉ số ${this.rule.code}`,
      `tối đa ${format(this.rule.maxPoints)}`,
      this.own.text && `tự chấm ${this.own.text}`,
      `thẩm định ${this.held.text || "trống"}`,
      this.isUnchecked && "chép từ tháng trước",
      this.returned && !this.isShut && `bị trả lại: ${this.returned}`,
      !this.isOpen && "chỉ xem",
      this.isWrong ? `chưa lưu: ${this.message}` : STATE_WORDS[this.state],
    ];
    return words.filter(Boolean).join(", ");
  }

  /** Show a state: none, dirty, sending, saved, offline, invalid, conflict, news, hint. */
  show(state = this.state, message = this.message) {
    this.state = state;
    this.message = message;
    if (this.isEdited) return;
    if (!this.#text) this.#dress();
    const { text } = this.held;
    if (this.#shown.text !== text) this.#text.data = text;
    if (this.#shown.state !== state) this.#showMark(state);
    Object.assign(this.#shown, { text, state });
    this.td.classList.toggle("is-carried", this.isUnchecked);
    if (this.#compared) this.#paintCompared();
    this.tellName();
  }

  #showMark(state) {
    const template = document.getElementById(`mark-${state}`);
    this.#mark.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
    this.td.dataset.state = state;
    if (this.isWrong) this.td.setAttribute("aria-invalid", "true");
    else this.td.removeAttribute("aria-invalid");
  }

  tellName() {
    const { name } = this;
    if (this.#shown.name !== name) this.td.setAttribute("aria-label", name);
    this.#shown.name = name;
  }

  /** Show a smaller value under this one: "before", "own" or "" for none. */
  compareWith(which) {
    if (this.isNone) return;
    if (!this.#text) this.show();
    this.#compared = which;
    this.#paintCompared();
  }

  #paintCompared() {
    const text = this.#compared ? this[this.#compared].text : "";
    this.#hint.textContent = text && this.#compared === "before" ? text + this.#arrow() : text;
  }

  #arrow() {
    const { points } = this.#value;
    const before = this.#read(this.before).points;
    if (points === null || before === null || points === before) return "";
    return points > before ? " ↑" : " ↓";
  }

  #dress() {
    this.#shown.text = this.td.textContent;
    this.#text = document.createTextNode(this.#shown.text);
    this.#mark = Object.assign(document.createElement("span"), { className: "grid-mark" });
    this.#hint = Object.assign(document.createElement("small"), { className: "grid-hint" });
    this.td.replaceChildren(this.#text, this.#mark, this.#hint);
  }
}
