// The grid's questions: why a value does not apply, whether many cells are to be written.

/** Ask for the reason; `done` gets it. */
export function askReason(about, reason, done) {
  const dialog = document.getElementById("hoi-ly-do");
  const input = dialog.querySelector("input");
  input.value = reason;
  ask(dialog, about, () => done(input.value.trim()));
  input.focus();
}

/** `question`: {title, about, agrees}, the last one the words on the button. */
export function askToFill({ title, about, agrees }, done) {
  const dialog = document.getElementById("hoi-ghi");
  dialog.querySelector("h2").textContent = title;
  const button = dialog.querySelector("[data-agrees]");
  button.textContent = agrees;
  ask(dialog, about, done);
  button.focus();
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
