// Between the grid and the sending queue: what is put in, what comes back, what others wrote.

import { Panel } from "./grid-panel.js";
import { Status } from "./grid-status.js";
import { watchLeaving } from "./leaving.js";
import { News } from "./news.js";
import { Queue } from "./queue.js";

const SHOWN = { typing: "dirty", waiting: "dirty", sending: "sending", offline: "offline" };
const UNSAVED = new Set(["invalid", "refused", "conflict"]);
const TICK_STAYS = 2_000;
const NOTE_STATES = {
  dirty: "Chưa lưu", sending: "Đang gửi", offline: "Chờ mạng", saved: "Đã lưu",
};

export class Sending {
  #ticks = new Set();

  static async open({ page, ...rest }) {
    const queue = await Queue.open({ user: page.user, url: page.urls.enter });
    return new Sending({ page, queue, ...rest });
  }

  constructor({ page, queue, rows, table, editor, paint, tellHere }) {
    Object.assign(this, { queue, rows, table, editor, paint, tellHere });
    this.rowOf = new Map(rows.map((row) => [row.sheet, row]));
    const cells = rows.flatMap((row) => row.cells).filter((cell) => !cell.isNone);
    this.cellOf = new Map(cells.map((cell) => [cell.score.id, cell]));
    this.panel = new Panel({
      box: document.querySelector("[data-panel]"),
      url: page.urls.panel,
      onNote: (cell, text, state) => this.#note(cell, text, state),
      onClose: () => table.go(table.current),
    });
    this.status = new Status({
      entries: () => this.#own(),
      problems: {
        cellOf: this.cellOf,
        describes: (text) => (text === "KAD" ? "“Không áp dụng”" : text.replace(".", ",") || "trống"),
        goes: (cell) => table.go(cell),
        keeps: (entry) => this.#keepTheirs(entry),
        takes: (entry) => this.#takeOwn(entry),
      },
    });
    this.news = new News({
      url: page.urls.changes,
      marker: page.marker,
      onValue: (change) => this.#news(change),
      onMoved: () => (document.querySelector('[data-banner="moved"]').hidden = false),
    });
    this.#listen();
  }

  /** Give back what was typed before and could not be sent, then go on sending. */
  start() {
    for (const entry of this.#own()) {
      const cell = this.cellOf.get(entry.score);
      if (entry.field === "note") cell.noteDraft = entry.text;
      else cell.type(entry);
      this.#showState(entry, entry.state);
      this.paint([cell]);
    }
    this.status.paintSoon();
    watchLeaving(this.queue);
    this.news.start();
    this.queue.sendSoon(0);
  }

  // ---- putting in

  /** Keep [{cell, text, reason, under}] and send what is a value; several as one request. */
  place(changes, source) {
    const values = changes.map((change) => this.#placed(change)).filter(Boolean);
    if (values.length === 1 && source === "typed") {
      const [{ state, message, ...value }] = values;
      this.queue.put(value, state, message);
    } else if (values.length) {
      this.queue.putBlock(values, source);
    }
    this.status.paint();
  }

  /** Say that what was copied into `cells` holds: written once more, under one's own name. */
  check(cells) {
    const values = cells.map((cell) => {
      const { text, reason, version: base } = cell.score;
      return { ...this.#spot(cell, "points"), text, reason, base, state: "waiting", message: "" };
    });
    this.queue.putBlock(values, "checked");
    this.status.paint();
  }

  #placed({ cell, text, reason, under = null }) {
    const spot = this.#spot(cell, "points");
    if (!cell.isAsSaved({ text, reason })) {
      const message = cell.type({ text, reason });
      cell.theirs = null;
      const state = message ? "invalid" : "waiting";
      const isUnder = message && under && cell.isOpen && !cell.isAsSaved(under);
      const value = { ...spot, text, reason, under: isUnder ? under : null };
      return { ...value, base: cell.score.version, state, message };
    }
    const entry = this.queue.find(spot);
    cell.settle();
    cell.show("none", "");
    if (entry?.sent) {
      const { text: saved, reason: why, version: base } = cell.score;
      return { ...spot, text: saved, reason: why, base, state: "waiting", message: "" };
    }
    if (entry) this.queue.drop(entry);
    return null;
  }

  /** Keep what stands in the editor; returns why it is no value, if so. */
  typing(cell, text) {
    const message = cell.type({ text, reason: "" });
    const base = cell.score.version;
    this.queue.put({ ...this.#spot(cell, "points"), text, reason: "", base }, "typing");
    return message;
  }

  #note(cell, text, state) {
    const spot = this.#spot(cell, "note");
    const entry = this.queue.find(spot);
    if (text === cell.score.note && !entry?.sent) {
      cell.noteDraft = undefined;
      if (entry) this.queue.drop(entry);
      this.panel.state("");
      return;
    }
    if (state === "waiting" && entry?.state === "waiting" && entry.text === text) return;
    cell.noteDraft = text;
    this.queue.put({ ...spot, text, reason: "", base: cell.score.noteVersion }, state);
  }

  #spot(cell, field) {
    return { sheet: cell.row.sheet, score: cell.score.id, field };
  }

  #own() {
    return this.queue.all().filter((entry) => this.cellOf.has(entry.score));
  }

  // ---- what the queue tells

  #listen() {
    const { queue } = this;
    queue.addEventListener("state", ({ detail: { entry, state } }) => this.#showState(entry, state));
    queue.addEventListener("outcome", ({ detail }) => this.#outcome(detail));
    queue.addEventListener("answer", ({ detail: { sheets, saved } }) => {
      if (saved) {
        this.say(`Đã lưu ${saved} ô lúc ${clock()}.`);
        setTimeout(() => this.#fade(), TICK_STAYS);
        this.panel.refresh();
      }
      this.#compareTotals(sheets);
      this.status.paintSoon();
    });
    queue.addEventListener("line", ({ detail: { state, message } }) =>
      this.status.showLine(state, message),
    );
  }

  #showState(entry, state) {
    const cell = this.cellOf.get(entry.score);
    if (!cell) return;
    if (entry.field === "note") {
      if (this.panel.shows(cell)) this.panel.state(NOTE_STATES[SHOWN[state]] ?? entry.message);
    } else if (UNSAVED.has(state)) {
      cell.show("invalid", entry.message);
    } else if (entry.state !== "invalid") {
      cell.show(SHOWN[state], "");
    }
    this.status.paintSoon();
  }

  #outcome({ entry, outcome, isNewer }) {
    const cell = this.cellOf.get(entry.score);
    if (!cell) return;
    const isNote = entry.field === "note";
    if (outcome.verdict !== "saved") {
      if (isNewer && entry.state !== "invalid") return; // what is typed is still to be sent
      if (isNewer) return this.#tellRefused(cell, outcome);
      if (outcome.verdict === "conflict") entry.theirs = outcome;
      entry.message = outcome.message;
      if (isNote) this.panel.state(outcome.message);
      else cell.show(outcome.verdict === "conflict" ? "conflict" : "invalid", outcome.message);
      if (!isNote) this.#tellRefused(cell, outcome);
    } else if (isNote) {
      this.#saveNote(cell, outcome, isNewer);
    } else {
      cell.store(outcome, entry.source === "carried");
      if (isNewer) return this.paint([cell]);
      this.#settle(cell);
    }
    if (this.table.current === cell) this.tellHere();
  }

  #tellRefused(cell, { message }) {
    this.say(`${cell.row.name}, chỉ số ${cell.rule.code}: ${message}`);
  }

  #settle(cell) {
    cell.settle();
    const warning = cell.warning();
    cell.show(warning ? "hint" : "saved", warning);
    if (!warning) this.#ticks.add(cell);
    this.paint([cell]);
  }

  #saveNote(cell, { text, version }, isNewer) {
    Object.assign(cell.score, { note: text, noteVersion: version });
    if (isNewer) return;
    cell.noteDraft = undefined;
    if (this.panel.shows(cell)) this.panel.state(NOTE_STATES.saved);
    cell.td.classList.toggle("has-note", text !== "");
    this.paint([cell]);
  }

  #fade() {
    for (const cell of this.#ticks) if (cell.state === "saved") cell.show("none", "");
    this.#ticks.clear();
  }

  /** A total that is not what we see here means that somebody else wrote on the sheet. */
  #compareTotals(sheets) {
    const waiting = new Set(this.#own().map((entry) => entry.sheet));
    const differs = this.rows.some((row) => {
      const told = sheets[row.sheet];
      return told && !waiting.has(row.sheet) && row.total && told.total !== row.total;
    });
    if (differs) this.news.ask();
  }

  // ---- two people

  #keepTheirs(entry) {
    const cell = this.cellOf.get(entry.score);
    this.queue.drop(entry);
    if (entry.field === "note") {
      cell.noteDraft = undefined;
      const { text, version } = entry.theirs ?? { text: cell.score.note, version: cell.score.noteVersion };
      this.#saveNote(cell, { text, version }, false);
    } else {
      if (entry.theirs) cell.store(entry.theirs);
      cell.settle();
      cell.show("none", "");
      this.paint([cell]);
    }
    this.status.paintSoon();
    this.table.go(cell);
  }

  #takeOwn(entry) {
    const cell = this.cellOf.get(entry.score);
    const { sheet, score, field, text, reason, theirs } = entry;
    if (field === "note") Object.assign(cell.score, { note: theirs.text, noteVersion: theirs.version });
    else cell.store(theirs);
    this.queue.put({ sheet, score, field, text, reason, base: theirs.version }, "waiting");
    this.table.go(cell);
  }

  #news(change) {
    const cell = this.cellOf.get(change.score);
    if (!cell || !["points", "note"].includes(change.field)) return;
    const isNote = change.field === "note";
    const known = isNote ? cell.score.noteVersion : cell.score.version;
    const isBusy = cell === this.editor.cell || this.queue.find(this.#spot(cell, change.field));
    if (change.version <= known || isBusy) return;
    if (isNote) {
      this.#saveNote(cell, change, false);
    } else {
      cell.store(change);
      cell.show("news", `${change.by} vừa ghi ${change.text || "trống"}.`);
    }
    this.paint([cell]);
    if (this.table.current === cell) this.tellHere();
  }

  say(text) {
    this.status.say(text);
  }
}

const clock = () =>
  new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
