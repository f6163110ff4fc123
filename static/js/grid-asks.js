// The grid's questions: why a value does not apply, whether a whole row is to be copied.

/** Ask for the reason; `done` gets it. */
export function askReason(about, reason, done) {
  const dialog = document.getElementById("hoi-ly-do");
  const input = dialog.querySelector("input");
  input.value = reason;
  ask(dialog, about, () => done(input.value.trim()));
  input.focus();
}

export function askToCopy(about, done) {
  const dialog = document.getElementById("hoi-chep");
  ask(dialog, about, done);
  dialog.querySelector("[data-agrees]").focus();
}

function ask(dialog, about, done) {
  const form = dialog.querySelector("form");
  dialog.querySelector("[data-about]").textContent = about;
  form.onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    done();
  };
  dialog.showModal();
}
