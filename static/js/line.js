// One indicator of the sheet: its controls as one text ("4,5", "18/20", "KAD"), its state.

import { format, read, written } from "./rules.js";

const NOT_APPLICABLE = "KAD";

export class Line {
  #shownState = {};

  constructor(element, score, rule, members) {
    this.element = element;
    this.score = score; // {id, text, reason, version, note, noteVersion, before, ...}
    this.rule = rule;
    this.members = members;
    this.leftOut = element.querySelector("[data-left-out]");
    this.reason = element.querySelector("[data-reason]");
    this.controls = [...element.querySelectorAll("[data-value]")];
    this.plan = element.querySelector("[data-plan]");
    this.note = element.querySelector("[data-note]");
  }

  /** What stands in the controls, as the server reads it. */
  typed() {
    if (!this.controls.length) return { text: this.score.text, reason: this.score.reason };
    if (this.leftOut?.checked) {
      return { text: NOT_APPLICABLE, reason: this.reason?.value.trim() ?? "" };
    }
    const first = this.#first().trim();
    const plan = this.plan?.value.trim();
    return { text: plan ? `${first}/${plan}` : first, reason: "" };
  }

  #first() {
    const [control] = this.controls;
    if (control?.type !== "radio") return control?.value ?? "";
    return this.controls.find((radio) => radio.checked)?.value ?? "";
  }

  /** The typed value; throws an Error with a sentence where it is none. */
  value() {
    const { text, reason } = this.typed();
    if (this.plan && text && !this.leftOut?.checked) {
      if (!this.#first().trim()) throw new Error("Hãy nhập số thực hiện.");
      if (!this.plan.value.trim()) throw new Error("Hãy nhập nốt số kế hoạch.");
    }
    return read(this.rule, text, this.members, reason);
  }

  /** The typed value, or the saved one while what is typed is no value. */
  countedValue() {
    try {
      return this.value();
    } catch {
      return read(this.rule, this.score.text, this.members, this.score.reason);
    }
  }

  isAsSaved() {
    const { text, reason } = this.typed();
    if (text === this.score.text) return text !== NOT_APPLICABLE || this.#isSavedReason(reason);
    try {
      const value = this.value();
      return written(value) === this.score.text && this.#isSavedReason(value.reason);
    } catch {
      return false;
    }
  }

  #isSavedReason(reason) {
    return reason === this.score.reason || (this.rule.isOccasional && !this.reason);
  }

  /** Put a text into the controls. */
  show(text, reason = "") {
    const isOut = text === NOT_APPLICABLE;
    if (this.leftOut) this.leftOut.checked = isOut;
    if (this.reason) this.reason.value = isOut ? reason : "";
    const [first, plan = ""] = isOut ? [""] : text.split("/");
    for (const control of this.controls) {
      if (control.type === "radio") control.checked = control.value === first;
      else control.value = this.plan || this.rule.ratioOf === "amount" ? first : isOut ? "" : text;
    }
    if (this.plan) this.plan.value = plan;
    this.refresh();
  }

  /** Computed points, difference against last month, and controls that make no sense now. */
  refresh() {
    const isOut = Boolean(this.leftOut?.checked);
    for (const control of [...this.controls, this.plan]) if (control) control.disabled = isOut;
    const value = this.countedValue();
    const computed = this.element.querySelector("[data-computed]");
    if (computed) computed.textContent = value.points === null ? "–" : format(value.points);
    this.#showDifference(value.points);
  }

  #showDifference(points) {
    const trend = this.element.querySelector("[data-difference]");
    if (!trend) return;
    const before = this.score.before;
    trend.hidden = points === null || before === null;
    if (trend.hidden) return;
    const difference = points - BigInt(before);
    const direction = difference > 0n ? "up" : difference < 0n ? "down" : "same";
    trend.className = `trend trend-${direction}`;
    const sign = difference > 0n ? "+" : "";
    trend.querySelector("[data-difference-text]").textContent = sign + format(difference);
  }

  /** A change against last month that the framework wants explained, as a reminder. */
  hint() {
    const { before, changeThreshold } = this.score;
    const { points } = this.countedValue();
    if (before === null || changeThreshold === null || points === null) return "";
    const difference = points - BigInt(before);
    const size = difference < 0n ? -difference : difference;
    if (size < BigInt(changeThreshold) || this.note?.value.trim()) return "";
    return `Lệch ${format(size)} điểm so với tháng trước: nên ghi chú lý do.`;
  }

  has(element, field) {
    const box = field === "note" ? this.note : this.element.querySelector("[data-entry]");
    return Boolean(box?.contains(element)) || (field !== "note" && element === this.reason);
  }

  /** Show a state (a template of _states.html) for the points or the note. */
  state(name, { field = "points", message = "" } = {}) {
    const isNote = field === "note";
    const place = this.element.querySelector(isNote ? "[data-note-state]" : "[data-state]");
    if (!place) return null;
    const shown = `${name} ${message}`;
    if (this.#shownState[isNote] === shown) return place;
    this.#shownState[isNote] = shown;
    if (!isNote) place.dataset.state = name;
    const template = document.getElementById(`state-${name}`);
    place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
    const words = place.querySelector("[data-message]");
    if (words) words.textContent = message;
    const isWrong = ["invalid", "conflict"].includes(name);
    if (!isNote) {
      this.element.classList.toggle("is-wrong", isWrong);
      for (const control of [...this.controls, this.plan]) {
        if (control) control.toggleAttribute("aria-invalid", false);
        if (control && isWrong) control.setAttribute("aria-invalid", "true");
      }
    }
    return place;
  }

  isShowing(name, field = "points") {
    return this.#shownState[field === "note"]?.startsWith(`${name} `);
  }
}
