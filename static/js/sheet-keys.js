// Keys of the sheet: Enter goes on, arrows go up and down between the numbers.

export function watchKeys(form) {
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("input[data-typed], input[data-reason]") || event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      goTo(event.target, "[data-value], [data-plan]", event.shiftKey ? -1 : 1);
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      goTo(event.target, "[data-typed]", step);
    }
  });
}

function goTo(from, selector, step) {
  const { form } = from;
  const stops = [...form.querySelectorAll(selector)].filter(
    (stop) => !stop.disabled && (stop.type !== "radio" || stop.checked),
  );
  const after = Node.DOCUMENT_POSITION_FOLLOWING;
  const ahead = stops.filter((stop) =>
    Boolean(from.compareDocumentPosition(stop) & after) === step > 0 && stop !== from);
  const next = step > 0 ? ahead[0] : ahead.at(-1);
  (next ?? form.querySelector("[type=submit]")).focus();
  next?.select?.();
}
