// What the sheet comes to, painted wherever it is told: side panel, criteria, list of what
// is missing, the paper that is printed.

import { evaluate, format } from "./rules.js";

/** The result of the lines as they stand in the browser, told as the server tells it. */
export function figuresOf(framework, lines) {
  const result = evaluate(
    framework,
    lines.map((line) => ({
      indicator: line.rule.id,
      value: line.countedValue(),
      hasNote: Boolean((line.note?.value ?? line.score.note).trim()),
    })),
  );
  return {
    total: format(result.total),
    maximum: format(result.maximum),
    percent: result.percent === null ? null : format(result.percent),
    grade: result.grade,
    scored: result.scored,
    required: result.required,
    is_complete: result.isComplete,
    hard_failed: result.hardFailed,
    unexplained: result.unexplained,
    subtotals: result.subtotals.map((part) => ({
      ...part,
      points: format(part.points),
      maximum: format(part.maximum),
    })),
  };
}

export function paintFigures(figures, lines) {
  paintPanel(document.querySelector("[data-figures]"), figures);
  paintState(figures);
  paintHard(figures, lines);
  paintMissing(figures, lines);
  for (const part of figures.subtotals) paintPart(part);
  paintLines(figures, lines);
  paintPaper(figures, lines);
}

function paintPanel(panel, figures) {
  const put = (name, text) => (panel.querySelector(`[data-${name}]`).textContent = text);
  put("total-label", figures.is_complete ? "Tổng điểm" : "Tạm tính");
  put("total", figures.total);
  put("total-maximum", figures.maximum);
  put("scored", figures.scored);
  put("percent", `${figures.percent}%`);
  panel.querySelector("[data-percent]").hidden = figures.percent === null;
  panel.querySelector("[data-progress]").value = figures.scored;
  const badge = document.getElementById(`grade-${figures.grade}`);
  const none = Object.assign(document.createElement("span"), {
    className: "quiet",
    textContent: "Chưa xếp loại",
  });
  panel.querySelector("[data-grade]").replaceChildren(badge?.content.cloneNode(true) ?? none);
}

// How far a draft has come; what was submitted or approved stays so.
function paintState({ is_complete: isComplete, scored }) {
  const reached = isComplete ? "complete" : scored ? "in_progress" : "untouched";
  const badge = document.getElementById(`draft-${reached}`).content.cloneNode(true);
  document.querySelector("[data-draft]")?.replaceChildren(badge);
}

function paintHard(figures, lines) {
  const box = document.querySelector("[data-hard]");
  const failed = lines.filter((line) => figures.hard_failed.includes(line.rule.id));
  box.hidden = failed.length === 0;
  box.querySelector("[data-hard-list]").replaceChildren(
    ...failed.map((line) => {
      const got = format(line.countedValue().points ?? 0n);
      const asked = format(line.rule.passMark ?? line.rule.maxPoints);
      return item(line, `: được ${got}, phải đạt ${asked}`);
    }),
  );
}

function paintMissing(figures, lines) {
  const box = document.querySelector("[data-missing]");
  if (!box) return;
  const missing = lines.filter(isMissing);
  const bare = lines.filter((line) => figures.unexplained.includes(line.rule.id));
  const unproven = lines.filter(lacksEvidence);
  box.hidden = !missing.length && !bare.length && !unproven.length;
  box.querySelector("[data-missing-list]").replaceChildren(
    ...missing.map((line) => item(line, ": chưa chấm")),
    ...bare.map((line) => item(line, ": chưa thuyết minh điểm trừ")),
    ...unproven.map(unprovenItem),
  );
}

function isMissing(line) {
  const value = line.countedValue();
  const isRequired = ["ordinary", "condition"].includes(line.rule.effect);
  return isRequired && value.points === null && !value.notApplicable;
}

function lacksEvidence(line) {
  const note = (line.note?.value ?? line.score.note).trim();
  return line.score.needsEvidence && line.countedValue().points !== null && !note;
}

function item(line, words) {
  const link = document.createElement("a");
  link.href = `#chi-so-${line.score.id}`;
  link.textContent = `${line.rule.code} ${line.rule.name}`;
  const entry = document.createElement("li");
  entry.append(link, words);
  return entry;
}

function unprovenItem(line) {
  const link = line.element.querySelector(".line-evidence a").cloneNode(true);
  link.textContent = "thêm minh chứng";
  link.setAttribute("aria-label", `thêm minh chứng cho chỉ số ${line.rule.code}`);
  const entry = item(line, ": chưa có minh chứng hoặc ghi chú (");
  entry.append(link, ")");
  return entry;
}

function paintPart({ criterion, points, maximum }) {
  const places = `[data-section="${criterion}"], [data-part="${criterion}"]`;
  for (const place of document.querySelectorAll(places)) {
    place.querySelector("[data-points]").textContent = points;
    place.querySelector("[data-maximum]").textContent = maximum;
  }
  document.querySelector(`[data-part-points="${criterion}"]`).textContent = points;
  document.querySelector(`[data-part-maximum="${criterion}"]`).textContent = maximum;
}

function paintLines(figures, lines) {
  for (const line of lines) {
    const mark = line.element.querySelector("[data-explain]");
    if (mark) mark.hidden = !figures.unexplained.includes(line.rule.id);
    const proof = line.element.querySelector("[data-proof]");
    if (proof) proof.hidden = !lacksEvidence(line);
    line.element.classList.toggle("is-missing", isMissing(line));
  }
}

function paintPaper(figures, lines) {
  const put = (name, text) => (document.querySelector(`[data-paper-${name}]`).textContent = text);
  const panel = document.querySelector("[data-figures]");
  put("label", figures.is_complete ? "" : "(tạm tính, chưa chấm đủ)");
  put("total", figures.total);
  put("maximum", figures.maximum);
  put("percent", figures.percent === null ? "" : `${figures.percent}%`);
  put("grade", panel.querySelector("[data-grade]").textContent.trim());
  for (const line of lines) {
    const value = line.countedValue();
    const points = value.points === null ? "–" : format(value.points);
    const paper = document.querySelector(`[data-paper="${line.score.id}"]`);
    paper.textContent = value.notApplicable ? "KAD" : points;
    const note = document.querySelector(`[data-paper-note="${line.score.id}"]`);
    note.textContent = `${value.reason} ${line.note?.value ?? line.score.note}`.trim();
  }
}
