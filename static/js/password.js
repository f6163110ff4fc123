// "Hiện mật khẩu": one tick shows every password of its form.
document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-shows-password]");
  if (!box) return;
  for (const input of box.form.querySelectorAll("[data-password]")) {
    input.type = box.checked ? "text" : "password";
  }
});

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll("[data-shows-password]")) {
    box.closest("[hidden]")?.removeAttribute("hidden");
  }
});
