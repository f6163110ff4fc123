// Day and attendance of the meeting: saved as soon as a field is left, by the same form.

import { csrfToken } from "./queue.js";

/** `tell(isUnsaved)` hears what becomes of it. */
export function watchMeeting(tell) {
  const form = document.querySelector("[data-meeting]");
  if (!form) return;
  form.addEventListener("meetingstate", () => tell(Boolean(form.dataset.unsaved)));
  form.addEventListener("change", () => save(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form);
  });
  // Back from signing in elsewhere, or from a dead line: what waits is sent.
  for (const name of ["online", "focus"]) {
    window.addEventListener(name, () => form.dataset.waits && save(form));
  }
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
  const body = new FormData(form);
  body.delete("csrfmiddlewaretoken"); // stale after signing in again in another window
  let response;
  let answer;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
    });
    answer = await response.json();
  } catch {
    form.dataset.waits = "yes";
    return response ? state(form, "invalid", refusal(response)) : state(form, "offline");
  }
  delete form.dataset.waits;
  const errors = answer.errors ?? {};
  if (answer.base !== undefined) form.elements.base.value = answer.base;
  for (const input of form.querySelectorAll("input:not([type=hidden])")) {
    showProblem(input, errors[input.name]);
  }
  if (!response.ok) return state(form, "invalid", errors.__all__ ?? "Xem lại chỗ báo đỏ.");
  if (!isAskedAgain) delete form.dataset.unsaved;
  return state(form, "saved");
}

/** A redirect leads to the sign-in page. */
function refusal({ type, status }) {
  if (type === "opaqueredirect") {
    return "Phiên đăng nhập đã hết. Đồng chí đăng nhập lại ở cửa sổ khác; quay về đây thì tự lưu.";
  }
  if (status === 403) return "Phiên làm việc đã đổi. Đồng chí bấm “Lưu buổi họp” lần nữa.";
  if (status === 404) return "Phiếu này không còn mở cho đồng chí.";
  return "Máy chủ chưa lưu được. Đồng chí bấm “Lưu buổi họp” sau ít phút.";
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
  form.dispatchEvent(new Event("meetingstate"));
}

/** Enter goes to the next field; after the last one the first indicator follows. */
function goOn(form, event) {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault();
  const inputs = [...form.querySelectorAll("input:not([type=hidden])")];
  const next = inputs[inputs.indexOf(event.target) + 1];
  (next ?? document.querySelector("[data-sheet] [data-value]"))?.focus();
}
