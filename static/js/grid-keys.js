// Keys and pointer of the grid: where to go, what to do. `does` are the deeds by name.

const PAGE = 10; // rows
const FAR = 10_000;
const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  PageUp: [-PAGE, 0], PageDown: [PAGE, 0], Home: [0, -FAR], End: [0, FAR],
};
const WITH_CTRL = {
  a: "chooseAll", d: "fillDown", r: "fillRight", y: "redo", z: "undo", Enter: "panel",
};
const PLAIN = {
  k: "leaveOut", m: "asMost", s: "asOwn", "=": "asBefore", v: "check",
  t: "show-before", c: "show-own", "?": "keys",
  F2: "edit", F7: "nextEmpty", F8: "nextWrong", Delete: "clear", Backspace: "clear",
};

let pointer = "mouse"; // what was used last

export function watchKeys(table, editor, does) {
  let isLeaving = false; // after Escape the next Tab goes out
  editor.addEventListener("escaped", () => (isLeaving = true));

  // The frame holds the table and the editor.
  table.frame.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isGoingOn = event.key === "Enter" && pointer === "touch" && event.target.matches("input");
    act(event);
    if (isGoingOn) does.edit(true); // else the keyboard on the screen would close at each value
  });

  function act(event) {
    if (event.altKey) {
      if (event.key === "ArrowDown") doNamed(event, "columnMenu");
      return;
    }
    const [wasLeaving, { key }] = [isLeaving, event];
    isLeaving = key === "Escape" || (isLeaving && key === "Shift");
    if (key === "Tab") {
      if (!wasLeaving) goAcross(event);
    } else if (key === "Escape") {
      table.go(table.current);
    } else if (!doDeed(event) && !move(event)) {
      startTyping(event);
    }
  }

  /** Tab goes on in the row and, at its end, out of the grid. */
  function goAcross(event) {
    const { x } = table.current;
    const isLast = event.shiftKey ? x === 0 : x === table.width - 1;
    if (isLast) return;
    event.preventDefault();
    table.step(0, event.shiftKey ? -1 : 1);
  }

  function doDeed(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    let name = isCommand ? WITH_CTRL[key] : PLAIN[key];
    if (isCommand && key === "z" && event.shiftKey) name = "redo";
    return name ? doNamed(event, name) : false;
  }

  function doNamed(event, name) {
    event.preventDefault();
    does[name]();
    return true;
  }

  function move(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") {
      table.wrap(event.shiftKey ? -1 : 1);
    } else if (event.key === "ArrowUp" && !table.current.y && !isCommand && !event.shiftKey) {
      does.toHead();
    } else if (STEPS[event.key]) {
      const [dy, dx] = STEPS[event.key];
      const isCorner = isCommand && dy === 0 && Math.abs(dx) === FAR;
      const far = isCommand ? FAR : 1;
      const isExtending = event.shiftKey;
      table.step(isCorner ? dx : dy * far, dx * far, { isExtending });
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** Typing replaces; the key itself lands in the input that takes the focus now. */
  function startTyping(event) {
    const isText = event.key.length === 1 || event.key === "Process";
    if (!isText || event.ctrlKey || event.metaKey || event.key === " ") return;
    if (does.mayType()) editor.open(table.current, { isInside: false });
    else event.preventDefault();
  }
}

export function watchPointer(table, editor, does) {
  const { element } = table;
  document.addEventListener("pointerdown", (event) => (pointer = event.pointerType), true);

  element.addEventListener("mousedown", (event) => {
    const cell = table.cellAround(event.target);
    if (!cell || cell === editor.cell || event.button !== 0) return;
    event.preventDefault();
    table.go(cell, { isExtending: event.shiftKey || does.isChoosing() });
  });

  element.addEventListener("mouseover", (event) => {
    const cell = table.cellAround(event.target);
    if (cell && event.buttons === 1 && pointer === "mouse" && !editor.cell) {
      table.choose(table.anchor, cell);
    }
  });

  const edit = (event) => {
    const cell = table.cellAround(event.target);
    if (cell && cell === table.current && cell !== editor.cell && !does.isChoosing()) {
      does.edit(pointer === "touch");
    }
  };
  element.addEventListener("dblclick", edit);
  element.addEventListener("click", (event) => pointer === "touch" && edit(event));

  // A screen reader or the page itself may put the focus into a cell.
  element.addEventListener("focusin", (event) => {
    const cell = table.at.get(event.target);
    if (cell && cell !== table.current) table.go(cell);
  });
}

export function watchClipboard(table, editor, { paste, copied, clear }) {
  const isHere = () => table.frame.contains(document.activeElement);

  for (const name of ["copy", "cut"]) {
    document.addEventListener(name, (event) => {
      if (!isHere() || editor.cell) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", copied());
      if (name === "cut") clear();
    });
  }

  document.addEventListener("paste", (event) => {
    if (!isHere()) return;
    const text = event.clipboardData.getData("text/plain");
    const isBlock = /[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""));
    if (editor.cell && !isBlock) return; // into the text of the cell
    event.preventDefault();
    editor.giveUp();
    if (text) paste(text);
  });
}
