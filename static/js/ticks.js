// <input data-ticks-all="FORM"> ticks every box of that form at once.
for (const all of document.querySelectorAll("[data-ticks-all]")) all.hidden = false;

document.addEventListener("change", (event) => {
  const form = event.target.dataset?.ticksAll;
  if (!form) return;
  for (const box of document.querySelectorAll(`input[type=checkbox][form="${form}"]`)) {
    box.checked = event.target.checked;
  }
});
