// A block of values as spreadsheets put it on the clipboard: tabs, line ends, quotes.

const NOT_APPLICABLE = /^KAD\s*[:;–-]\s*(.+)$/is;

/** Rows of texts. A cell with a line end or a quote inside comes in quotes, as Excel does. */
export function readBlock(text) {
  const rows = [[]];
  const wanted = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  const rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let place = 0;
  for (;;) {
    wanted.lastIndex = place;
    const [whole, quoted, plain] = wanted.exec(rest);
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    place += whole.length;
    if (place >= rest.length) return rows;
    if (rest[place] === "\n") rows.push([]);
    place += 1;
  }
}

export function writeBlock(rows) {
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

const quoted = (text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** What a pasted text means for a cell: "KAD: lý do" carries its reason. */
export function typedFrom(text) {
  const [, reason] = text.trim().match(NOT_APPLICABLE) ?? [];
  return reason ? { text: "KAD", reason } : { text: text.trim(), reason: "" };
}

export const copied = ({ text, reason }) => (text === "KAD" && reason ? `KAD: ${reason}` : text);
