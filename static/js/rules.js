// The browser's twin of scoring/rules.py and scoring/values.py: what a typed text means and
// what a sheet comes to. No DOM. A test feeds both sides the same frameworks and sheets.
//
// Numbers. A framework arrives as JSON (scoring/client_rules.py) in which every number of
// points, percent or amount is a whole number of hundredths: 42,5 is 4250. Whatever comes
// out of `read` and `evaluate` is a BigInt of hundredths or null (no number yet), so that
// 0,1 + 0,2 is 0,3 and nothing is rounded on the way. `format` prints them. Counts (scored,
// required) and ids are ordinary numbers.

const HUNDRED_PERCENT = 10_000n;
const AMOUNT_LIMIT = 100_000_000_000n;
const IS_YES = new Map([["x", true], ["dat", true], ["co", true], ["khong dat", false], ["khong", false]]);
const NOT_HELD = "Không phát sinh trong tháng";
const MINUS = "\u2212";
const NUMBER = new RegExp(`^[+\\-${MINUS}]?[0-9]+([.,][0-9]+)?$`);
const GROUPED = new RegExp(`^[+\\-${MINUS}]?[1-9][0-9]{0,2}\\.[0-9]{3}$`);
const LONGEST_INPUT = 20;
const LONGEST_REASON = 300;
// What Python strips; String.trim() takes another set.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const OUTER_SPACE = new RegExp(`^${SPACE}|${SPACE}$`, "g");

const NO_NUMBERS = { points: null, actual: null, plan: null };
const EMPTY = Object.freeze({ ...NO_NUMBERS, notApplicable: false, reason: "" });

// ---- numbers as they are typed and printed

const strip = (text) => text.replace(OUTER_SPACE, "");
const lengthOf = (text) => [...text].length;

/** "92,5" for 9250n; thousands are set apart by dots unless `grouped` is false. */
export function format(hundredths, { grouped = true } = {}) {
  const number = BigInt(hundredths);
  const size = number < 0n ? -number : number;
  const whole = String(size / 100n);
  const fraction = String(size % 100n).padStart(2, "0").replace(/0+$/, "");
  const digits = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, ".") : whole;
  return (number < 0n ? MINUS : "") + digits + (fraction && `,${fraction}`);
}

/** What was typed, with all its places: {units: 925n, places: 1} for "92,5". */
function parse(text) {
  const typed = strip(text);
  if (!typed) throw new Error("Hãy nhập một số, ví dụ 92,5.");
  if (lengthOf(typed) > LONGEST_INPUT) {
    throw new Error(`Số quá dài: chỉ được nhập tối đa ${LONGEST_INPUT} ký tự.`);
  }
  if (typed.replace(/[^.,]/g, "").length > 1) {
    throw new Error(
      `“${typed}” có nhiều dấu phẩy hoặc dấu chấm. ` +
        "Hãy viết liền phần nguyên và dùng một dấu phẩy thập phân, ví dụ 1234,5.",
    );
  }
  if (GROUPED.test(typed)) {
    throw new Error(
      `Không rõ “${typed}” là ${typed.replaceAll(".", "")} ` +
        `hay ${typed.replaceAll(".", ",")}. Hãy viết lại theo một trong hai cách đó.`,
    );
  }
  if (!NUMBER.test(typed)) {
    throw new Error(`“${typed}” không phải là số. Hãy nhập số, ví dụ 92,5.`);
  }
  const [whole, fraction = ""] = typed.replace(/^[^0-9]/, "").split(/[.,]/);
  const size = BigInt(whole + fraction);
  return { units: /^[0-9+]/.test(typed) ? size : -size, places: fraction.length };
}

/** The number in parts of 10 ** -places, at least hundredths, without losing any place. */
function inParts({ units, places }) {
  const parts = Math.max(places, 2);
  return [units * 10n ** BigInt(parts - places), 10n ** BigInt(parts - 2)];
}

// ---- a typed text as a value

/**
 * What `text` means for an indicator in a cell of so many members: "" is nothing yet, "KAD"
 * not applicable (with `reason`), a ratio "18/20" or "90". Throws an Error with a sentence
 * for the person who typed it.
 */
export function read(indicator, text, members = 0, reason = "") {
  const typed = strip(text);
  if (!typed) return EMPTY;
  if (fold(typed) === "kad") return readNotApplicable(indicator, strip(reason));
  if (indicator.measure === "ratio") return readRatio(indicator, typed, members);
  const isYes = indicator.measure === "yes_no" ? IS_YES.get(fold(typed)) : undefined;
  if (isYes !== undefined) return { ...EMPTY, points: isYes ? BigInt(indicator.maxPoints) : 0n };
  const number = parse(typed);
  checkPoints(indicator, number);
  const [parts, unit] = inParts(number);
  return { ...EMPTY, points: parts / unit };
}

function fold(text) {
  const plain = text.toLowerCase().replaceAll("đ", "d").normalize("NFD");
  return strip(plain.replace(/[\p{M}\p{Cf}]/gu, "").replace(/\s+/gu, " "));
}

function readNotApplicable(indicator, reason) {
  if (indicator.notApplicable === "not_allowed") {
    throw new Error("Chỉ số này không được chọn “Không áp dụng”.");
  }
  const given = reason || (indicator.isOccasional ? NOT_HELD : "");
  if (!given) throw new Error("Hãy ghi lý do không áp dụng.");
  if (lengthOf(given) > LONGEST_REASON) {
    throw new Error(`Lý do dài quá ${LONGEST_REASON} ký tự.`);
  }
  return { ...EMPTY, notApplicable: true, reason: given };
}

function readRatio(indicator, typed, members) {
  const bare = typed.replace(/%$/, "");
  const slash = bare.indexOf("/");
  const actual = parse(slash < 0 ? bare : bare.slice(0, slash));
  let plan = null;
  if (indicator.ratioOf === "amount") {
    if (slash >= 0) throw new Error("Chỉ nhập số thực hiện, không có dấu “/”.");
  } else {
    plan = slash < 0 ? { units: 100n, places: 0 } : parse(bare.slice(slash + 1));
    if (plan.units <= 0n) throw new Error("Số kế hoạch (sau dấu “/”) phải lớn hơn 0.");
  }
  const value = { ...EMPTY, actual: readAmount(actual), plan: plan && readAmount(plan) };
  return { ...value, points: pointsFromRatio(indicator, value, members) };
}

function readAmount(number) {
  const [parts] = inParts(number);
  if (parts < 0n) throw new Error("Không nhập số âm.");
  if (number.places > 2 || parts >= AMOUNT_LIMIT) {
    throw new Error("Số quá lớn hoặc có hơn hai chữ số thập phân.");
  }
  return parts;
}

function checkPoints(indicator, number) {
  const [parts, unit] = inParts(number);
  const most = BigInt(indicator.maxPoints);
  const isOne = (points) => parts === BigInt(points) * unit;
  if (parts < 0n) throw new Error("Điểm không được âm.");
  if (parts > most * unit) throw new Error(`Cao hơn điểm tối đa ${format(most)}.`);
  if (indicator.measure === "yes_no" && ![0n, most].some(isOne)) {
    throw new Error(`Chỉ nhận ${format(most)} (đạt) hoặc 0 (không đạt).`);
  }
  if (indicator.measure === "options" && !indicator.options.some(isOne)) {
    const allowed = indicator.options.map((points) => format(points)).join("; ");
    throw new Error(`Chỉ nhận một trong các mức: ${allowed}.`);
  }
  if (indicator.measure === "points" && parts % (BigInt(indicator.step) * unit)) {
    throw new Error(`Điểm phải theo bước ${format(indicator.step)}.`);
  }
}

/** The text that `read` understands again: "", "KAD", "18/20", "4,5". */
export function written(value) {
  if (value.notApplicable) return "KAD";
  const plain = (hundredths) => format(hundredths, { grouped: false });
  if (value.actual !== null) {
    return plain(value.actual) + (value.plan === null ? "" : `/${plain(value.plan)}`);
  }
  return value.points === null ? "" : plain(value.points);
}

function pointsFromRatio(indicator, { actual, plan }, members) {
  // `reached` out of `whole` is the percentage (or the amount itself) in hundredths.
  const isAmount = indicator.ratioOf === "amount" || plan === null;
  const [reached, whole] = isAmount ? [actual, 1n] : [actual * HUNDRED_PERCENT, plan];
  if (indicator.thresholds.length) {
    let best = null;
    for (const threshold of indicator.thresholds) {
      const fits =
        threshold.membersFrom <= members &&
        (threshold.membersBelow === null || members < threshold.membersBelow) &&
        reached >= BigInt(threshold.atLeast) * whole;
      if (fits && (!best || threshold.atLeast > best.atLeast)) best = threshold;
    }
    return best ? BigInt(best.points) : 0n;
  }
  const most = BigInt(indicator.maxPoints);
  if (reached >= HUNDRED_PERCENT * whole) return most;
  const divisor = HUNDRED_PERCENT * whole;
  return (2n * most * reached + divisor) / (2n * divisor); // half a hundredth goes up
}

// ---- what a sheet comes to

/**
 * The result of a sheet. A line is {indicator: id, value, hasNote}; `value` is what `read`
 * gave, or null. While `isComplete` is false, `total` is only "so far" and there is neither
 * `percent` nor `grade` (a band's id).
 */
export function evaluate(framework, lines) {
  const rules = new Map(framework.indicators.map((rule) => [rule.id, rule]));
  const sheet = lines.map((line) => lineOf(rules.get(line.indicator), line));
  const subtotals = framework.criteria.map(({ id }) => subtotalOf(id, sheet));
  const maximum = sum(subtotals, (subtotal) => subtotal.maximum);
  const total = totalOf(sheet);
  const required = sheet.filter(isRequired);
  const scored = required.filter((line) => line.isSettled).length;
  const isComplete = required.length > 0 && scored === required.length;
  const hasResult = isComplete && maximum > 0n;
  return {
    total,
    maximum,
    percent: hasResult ? (total * HUNDRED_PERCENT) / maximum : null, // cut, not rounded
    grade: hasResult ? gradeOf(framework, sheet, subtotals, total, maximum) : null,
    scored,
    required: required.length,
    isComplete,
    hardFailed: sheet.filter((line) => line.failsHard).map((line) => line.rule.id),
    unexplained: framework.explainDeductions ? unexplainedIn(sheet) : [],
    subtotals,
  };
}

const sum = (items, of) => items.reduce((all, item) => all + of(item), 0n);
const isOrdinary = (line) => line.rule.effect === "ordinary";
const isRequired = (line) => isOrdinary(line) || line.rule.effect === "condition";

function lineOf(rule, { value, hasNote }) {
  const { points, notApplicable } = value ?? EMPTY;
  const most = BigInt(rule.maxPoints);
  const passesFrom = rule.passMark === null ? most : BigInt(rule.passMark);
  const isScored = points !== null && !notApplicable;
  // Full bonus or penalty points for what did not happen make no sense.
  const isFull = rule.notApplicable === "full" && isRequired({ rule });
  return {
    rule,
    most,
    hasNote: Boolean(hasNote),
    isSettled: points !== null || notApplicable,
    counts: !(notApplicable && rule.notApplicable === "exclude"),
    earned: notApplicable ? (isFull ? most : 0n) : (points ?? 0n),
    failsHard: rule.isHard && isScored && points < passesFrom,
  };
}

function subtotalOf(criterion, sheet) {
  const own = sheet.filter((line) => line.rule.criterion === criterion);
  const ordinary = own.filter(isOrdinary);
  const required = own.filter(isRequired);
  return {
    criterion,
    points: sum(ordinary, (line) => line.earned),
    maximum: sum(ordinary, (line) => (line.counts ? line.most : 0n)),
    scored: required.filter((line) => line.isSettled).length,
    required: required.length,
  };
}

function totalOf(sheet) {
  const signs = { ordinary: 1n, bonus: 1n, penalty: -1n, condition: 0n };
  const total = sum(sheet, (line) => signs[line.rule.effect] * line.earned);
  return total > 0n ? total : 0n;
}

function unexplainedIn(sheet) {
  return sheet
    .filter((line) => isOrdinary(line) && line.isSettled && line.counts)
    .filter((line) => line.earned < line.most && !line.hasNote)
    .map((line) => line.rule.id);
}

function gradeOf(framework, sheet, subtotals, total, maximum) {
  const { bands } = framework; // the highest first
  const isCapped = sheet.some((line) => line.failsHard);
  const cap = isCapped ? bands.findIndex((band) => band.isCap) : 0;
  const reached = bands
    .slice(Math.max(cap, 0))
    .find(
      (band) =>
        reaches(framework, band, subtotals, total, maximum) &&
        band.requirements.every((requirement) => meets(requirement, sheet, subtotals)),
    );
  return reached ? reached.id : null;
}

function reaches(framework, band, subtotals, total, maximum) {
  const whole = BigInt(framework.maxTotal);
  const from = BigInt(band.fromPoints);
  if (framework.grading === "criteria") {
    return (
      band.requirements.length > 0 ||
      subtotals.every((part) => part.points * whole >= from * part.maximum)
    );
  }
  return framework.shrunk === "keep" ? total >= from : total * whole >= from * maximum;
}

function meets({ minPercent, indicator, criterion }, sheet, subtotals) {
  const isEnough = (points, maximum) =>
    points * HUNDRED_PERCENT >= BigInt(minPercent) * maximum;
  if (indicator !== null) {
    return sheet
      .filter((line) => line.rule.id === indicator && line.counts)
      .every((line) => isEnough(line.earned, line.most));
  }
  return subtotals
    .filter((part) => criterion === null || part.criterion === criterion)
    .every((part) => isEnough(part.points, part.maximum));
}
