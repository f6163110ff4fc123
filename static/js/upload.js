// Sending files: a file that is too large is told before it is sent, the way is shown while
// it is on its way, and whatever goes wrong leaves the form as it is, files included.
// Without script the form is sent as forms are.

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-upload]");
  if (!form) return;
  event.preventDefault();
  const problems = tooLarge(form);
  if (problems.length) tell(form, problems);
  else send(form);
});

function tooLarge(form) {
  const { limit, limitWords } = form.dataset;
  return [...form.querySelectorAll("[type=file]")]
    .flatMap((field) => [...field.files])
    .filter((file) => file.size > Number(limit))
    .map(
      (file) =>
        `“${file.name}” lớn hơn ${limitWords}, chưa gửi được. Hãy giảm dung lượng hoặc chia nhỏ.`,
    );
}

function send(form) {
  const body = new FormData(form);
  // The page's own token is stale after signing in again in another window.
  body.delete("csrfmiddlewaretoken");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", cookie());
  request.upload.addEventListener("progress", (event) => showProgress(form, event));
  request.addEventListener("load", () => settle(form, request));
  request.addEventListener("error", () =>
    tell(form, ["Mất kết nối. Tệp và những gì đã nhập vẫn còn đây; đồng chí gửi lại khi có mạng."]),
  );
  lock(form, true);
  request.send(body);
}

function settle(form, request) {
  const answer = parsed(request);
  if (request.status === 200 && answer?.address) {
    window.location.assign(answer.address);
    return;
  }
  tell(form, answer?.problems ?? [WORDS[request.status] ?? signedOutOr(request)]);
}

const WORDS = {
  403: "Phiên làm việc đã đổi. Đồng chí bấm gửi lại một lần nữa.",
  404: "Phiếu này không còn mở cho đồng chí.",
  413: "Tệp quá lớn, máy chủ không nhận.",
};

function signedOutOr(request) {
  return request.responseURL.includes("/dang-nhap/")
    ? "Phiên đăng nhập đã hết. Đồng chí đăng nhập lại ở cửa sổ khác rồi bấm gửi lại; tệp vẫn còn đây."
    : "Máy chủ chưa nhận được. Đồng chí gửi lại sau ít phút.";
}

function parsed(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return undefined;
  }
}

function tell(form, problems) {
  lock(form, false);
  const box = form.querySelector("[data-upload-problems]");
  box.querySelector("[data-upload-list]").replaceChildren(
    ...problems.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
  );
  box.hidden = false;
  box.focus();
}

function showProgress(form, event) {
  if (!event.lengthComputable) return;
  const percent = Math.round((100 * event.loaded) / event.total);
  form.querySelector("[data-upload-progress] progress").value = percent;
  form.querySelector("[data-upload-progress] output").textContent = `${percent}%`;
}

function lock(form, isSending) {
  form.querySelector("[type=submit]").disabled = isSending;
  form.querySelector("[data-upload-progress]").hidden = !isSending;
  if (isSending) form.querySelector("[data-upload-problems]").hidden = true;
}

function cookie() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
}
