// The sheet: every field is saved by itself as soon as it is left; totals follow each key.
// What cannot be saved stays in its field, with a mark and the reason.

import { figuresOf, paintFigures } from "./figures.js";
import { Line } from "./line.js";
import { watchLeaving } from "./leaving.js";
import { watchMeeting } from "./meeting.js";
import { News } from "./news.js";
import { Queue } from "./queue.js";
import { watchKeys } from "./sheet-keys.js";

const page = JSON.parse(document.getElementById("sheet-data").textContent);
const form = document.querySelector("[data-sheet]");
const isOpen = Boolean(form.querySelector("[type=submit]"));
const rules = new Map(page.framework.indicators.map((rule) => [rule.id, rule]));
const lines = page.scores.map((score) => {
  const element = form.querySelector(`[data-line="${score.id}"]`);
  return new Line(element, score, rules.get(score.indicator), page.members);
});
const lineOf = new Map(lines.map((line) => [line.score.id, line]));
const lineAround = (element) => {
  const box = element.closest?.("[data-line]");
  return box ? lineOf.get(Number(box.dataset.line)) : undefined;
};
// "points" are the verified ones; who assesses the own cell types "self_points".
const VALUE = page.field;
const fieldOf = (element) => (element.matches("[data-note]") ? "note" : VALUE);
const queue = await Queue.open({ user: page.user, url: page.urls.enter });
const place = (line, field) => ({ sheet: page.sheet, score: line.score.id, field });

// ---- typing

form.addEventListener("input", (event) => take(event.target, { isLeft: false }));
form.addEventListener("change", (event) => take(event.target, { isLeft: true }));

function take(element, { isLeft }) {
  const line = lineAround(element);
  if (!line) return;
  const field = fieldOf(element);
  if (field === "note") takeNote(line, isLeft);
  else takePoints(line, isLeft, element);
  paint();
}

function takeNote(line, isLeft) {
  const text = line.note.value.trim();
  if (line.isShowing("hint") && !line.hint()) line.state("none");
  if (text === line.score.note) return settleDown(line, "note");
  keep(line, "note", { text, reason: "" }, line.score.noteVersion, isLeft ? "waiting" : "typing");
}

function takePoints(line, isLeft, element) {
  line.refresh();
  if (line.isAsSaved()) return settleDown(line, VALUE);
  const typed = line.typed();
  let message = "";
  try {
    line.value();
  } catch (error) {
    message = error.message;
  }
  // Half a ratio or a number that ends with a comma is not wrong yet.
  const isUnfinished = !isLeft && (/[.,]$/.test(element.value) || line.plan || line.leftOut?.checked);
  const goesOn = isLeft && line.plan && !typed.text.includes("/") && typed.text && message;
  const state = message && !isUnfinished ? "invalid" : isLeft && !message ? "waiting" : "typing";
  keep(line, VALUE, typed, line.score.version, state, message);
  if (goesOn && element !== line.plan) line.state("hint", { message });
  if (line.leftOut?.checked && element === line.leftOut) line.reason?.focus();
}

function keep(line, field, { text, reason }, base, state, message = "") {
  queue.put({ ...place(line, field), text, reason, base }, state, message);
}

/** The field holds what the server holds: nothing is to be sent. */
function settleDown(line, field) {
  const entry = queue.find(place(line, field));
  if (entry?.sent) return keep(line, field, savedOf(line, field), versionOf(line, field), "waiting");
  if (entry) queue.drop(entry);
  line.state("none", { field });
}

const savedOf = (line, field) =>
  field === "note" ? { text: line.score.note, reason: "" } : line.score;
const versionOf = (line, field) => (field === "note" ? line.score.noteVersion : line.score.version);

function store(line, field, { text, reason, version }) {
  if (field === "note") Object.assign(line.score, { note: text, noteVersion: version });
  else Object.assign(line.score, { text, reason, version });
}

function show(line, field) {
  if (field !== "note") return line.show(line.score.text, line.score.reason);
  if (!line.note) return undefined;
  line.note.value = line.score.note;
  if (line.score.note) line.element.querySelector("[data-note-box]").open = true;
  return undefined;
}

// ---- what the queue tells

const SHOWN = { typing: "dirty", waiting: "dirty", sending: "sending", offline: "offline" };

queue.addEventListener("state", ({ detail: { entry, state } }) => {
  const line = entry.sheet === page.sheet && lineOf.get(entry.score);
  if (!line) return;
  const { field, message } = entry;
  if (state === "invalid" || state === "refused") line.state("invalid", { field, message });
  else if (entry.state !== "invalid") line.state(SHOWN[state], { field });
  paintQueue();
});

queue.addEventListener("outcome", ({ detail: { entry, outcome, isNewer } }) => {
  const line = entry.sheet === page.sheet && lineOf.get(entry.score);
  if (!line) return;
  const { field } = entry;
  if (outcome.verdict === "conflict") return isNewer ? undefined : offerChoice(line, entry, outcome);
  if (outcome.verdict !== "saved") {
    return isNewer ? undefined : line.state("invalid", { field, message: outcome.message });
  }
  store(line, field, outcome);
  if (isNewer) return undefined;
  if (!line.has(document.activeElement, field)) show(line, field);
  const hint = field === VALUE ? line.hint() : "";
  return hint ? line.state("hint", { message: hint }) : line.state("saved", { field });
});

queue.addEventListener("answer", ({ detail: { sheets, saved } }) => {
  const told = sheets[page.sheet];
  paint();
  if (told && VALUE === "points" && !queue.ofSheet(page.sheet).length && told.total !== ownFigures().total) news.ask();
  if (saved) say(`Đã lưu ${saved} giá trị lúc ${clock()}.`);
});

queue.addEventListener("line", ({ detail: { state, message } }) => {
  if (message) document.querySelector("[data-why]").textContent = message;
  for (const name of ["offline", "signed-out"]) {
    document.querySelector(`[data-banner="${name}"]`).hidden = state !== name;
  }
  if (state === "offline") say("Mất kết nối. Điểm đã nhập được giữ trên máy này.");
  if (state === "signed-out") say("Chưa lưu được. Điểm đã nhập được giữ trên máy này.");
  paintQueue();
});

function offerChoice(line, entry, outcome) {
  const { field } = entry;
  const box = line.state("conflict", { field, message: outcome.message });
  if (!box) return;
  const [keeps, takes] = [box.querySelector("[data-keeps]"), box.querySelector("[data-takes]")];
  const isNote = field === "note";
  keeps.textContent = isNote ? "Giữ ghi chú của họ" : `Giữ ${worded(outcome.text)}`;
  takes.textContent = isNote ? "Dùng ghi chú của tôi" : `Dùng ${worded(entry.text)}`;
  keeps.addEventListener("click", () => {
    queue.drop(entry);
    store(line, field, outcome);
    show(line, field);
    line.state("none", { field });
    paint();
  });
  takes.addEventListener("click", () => {
    store(line, field, outcome);
    keep(line, field, entry, outcome.version, "waiting");
  });
  say(`Chỉ số ${line.rule.code}: ${outcome.message}`);
}

const worded = (text) => (text === "KAD" ? "“Không áp dụng”" : text.replace(".", ",") || "trống");

// ---- what others wrote

const news = new News({
  url: page.urls.changes,
  marker: page.marker,
  onValue(change) {
    const line = lineOf.get(change.score);
    const { field } = change;
    if (!line) return;
    if (![VALUE, "note"].includes(field)) return tellMoved();
    if (!isOpen) return tellMoved();
    if (change.version <= versionOf(line, field) || queue.find(place(line, field))) return;
    store(line, field, change);
    if (line.has(document.activeElement, field)) return; // shown when the field is left
    show(line, field);
    line.state("news", { field, message: `${change.by} vừa ghi ${worded(change.text)}.` });
    paint();
  },
  onMoved: tellMoved,
});

function tellMoved() {
  document.querySelector('[data-banner="moved"]').hidden = false;
}

form.addEventListener("focusout", (event) => {
  const line = lineAround(event.target);
  if (!line || !isOpen) return;
  const field = fieldOf(event.target);
  if (!queue.find(place(line, field)) && !line.has(event.relatedTarget, field)) show(line, field);
});

// ---- the button saves at once

form.addEventListener("submit", async (event) => {
  if (event.submitter?.hasAttribute("formaction")) return; // a deed of its own
  event.preventDefault();
  await queue.flush();
  const left = queue.ofSheet(page.sheet).length;
  toast(left ? `Còn ${left} giá trị chưa lưu được.` : "Đã lưu tất cả.", left ? "warning" : "success");
});

// ---- what is told about the whole

const ownFigures = () => figuresOf(page.framework, lines);

function paint() {
  paintFigures(ownFigures(), lines);
  paintQueue();
}

let isMeetingUnsaved = false;

function paintQueue() {
  if (!isOpen) return;
  const left = queue.ofSheet(page.sheet).length;
  document.querySelector("[data-saved]").textContent = left
    ? `${left} giá trị chưa lưu`
    : isMeetingUnsaved ? "Buổi họp chưa lưu" : "Đã lưu mọi giá trị";
}

function say(text) {
  document.querySelector("[data-live]").textContent = text;
}

function toast(text, tone) {
  form.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, tone } }));
}

const clock = () =>
  new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

// ---- start: give back what was typed before and could not be sent

function giveBack() {
  for (const entry of queue.ofSheet(page.sheet)) {
    const line = lineOf.get(entry.score);
    if (!line) continue;
    if (entry.field === "note" && !line.note) continue;
    if (entry.field === "note") {
      line.note.value = entry.text;
      line.element.querySelector("[data-note-box]").open = true;
    } else {
      line.show(entry.text, entry.reason);
    }
    const { field, message } = entry;
    if (entry.state === "waiting") line.state("dirty", { field });
    else line.state("invalid", { field, message });
  }
}

function listLost() {
  const lost = queue.ofSheet(page.sheet);
  if (!lost.length) return;
  const banner = document.querySelector('[data-banner="lost"]');
  banner.hidden = false;
  banner.querySelector("[data-lost]").replaceChildren(
    ...lost.map((entry) => {
      const code = lineOf.get(entry.score)?.rule.code ?? "";
      const words = `${code}: “${entry.text}”`;
      return Object.assign(document.createElement("li"), { textContent: words });
    }),
  );
  banner.querySelector("[data-forget]").addEventListener("click", () => {
    for (const entry of lost) queue.drop(entry);
    banner.hidden = true;
  });
}

if (isOpen) {
  document.querySelector("[data-autosaves]").hidden = false;
  giveBack();
  for (const line of lines) line.refresh();
  paint();
  watchMeeting((isUnsaved) => {
    isMeetingUnsaved = isUnsaved;
    paintQueue();
  });
  queue.sendSoon(0);
} else {
  listLost();
}
watchKeys(form);
watchLeaving(queue);
news.start();
