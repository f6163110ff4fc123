// <div data-newest>: a table of months that is too wide for the screen opens at its newest ones.
for (const frame of document.querySelectorAll("[data-newest]")) {
  frame.scrollLeft = frame.scrollWidth;
}
