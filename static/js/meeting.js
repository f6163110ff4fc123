// Day and attendance of the meeting: saved as soon as a field is left, by the same form.

import { csrfToken } from "./queue.js";

export function watchMeeting() {
  const form = document.querySelector("[data-meeting]");
  if (!form) return;
  form.addEventListener("change", () => save(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form);
  });
  window.addEventListener("online", () => form.dataset.unsaved && save(form));
  window.addEventListener("beforeunload", (event) => form.dataset.unsaved && event.preventDefault());
  form.addEventListener("keydown", (event) => goOn(form, event));
}

let isSending = false;
let isAskedAgain = false;

/** One request at a time: the next one starts from the version that this one made. */
async function save(form) {
  form.dataset.unsaved = "yes";
  isAskedAgain = isSending;
  if (isSending) return;
  isSending = true;
  do {
    isAskedAgain = false;
    await send(form);
  } while (isAskedAgain);
  isSending = false;
}

async function send(form) {
  state(form, "sending");
  let response;
  let answer;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    });
    answer = await response.json();
  } catch {
    const message = "Chưa lưu được. Đồng chí đăng nhập lại rồi bấm “Lưu buổi họp”.";
    return state(form, response ? "invalid" : "offline", message);
  }
  const errors = answer.errors ?? {};
  if (answer.base !== undefined) form.elements.base.value = answer.base;
  for (const input of form.querySelectorAll("input:not([type=hidden])")) {
    showProblem(input, errors[input.name]);
  }
  if (!response.ok) return state(form, "invalid", errors.__all__ ?? "Xem lại chỗ báo đỏ.");
  if (!isAskedAgain) delete form.dataset.unsaved;
  return state(form, "saved");
}

function showProblem(input, message) {
  const id = `${input.id}_error`;
  document.getElementById(id)?.remove();
  input.removeAttribute("aria-invalid");
  if (!message) return;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", id);
  const words = Object.assign(document.createElement("p"), {
    id,
    className: "field-errors",
    textContent: message,
  });
  input.after(words);
}

function state(form, name, message = "") {
  const place = form.querySelector("[data-meeting-state]");
  place.replaceChildren(document.getElementById(`state-${name}`).content.cloneNode(true));
  const words = place.querySelector("[data-message]");
  if (words) words.textContent = message;
}

/** Enter goes to the next field; after the last one the first indicator follows. */
function goOn(form, event) {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault();
  const inputs = [...form.querySelectorAll("input:not([type=hidden])")];
  const next = inputs[inputs.indexOf(event.target) + 1];
  (next ?? document.querySelector("[data-sheet] [data-value]"))?.focus();
}
