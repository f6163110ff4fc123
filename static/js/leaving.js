// Leaving with something unsaved: closing the page warns, signing out and moving the sheet
// on first send what waits and ask when that is not possible.

export function watchLeaving(queue) {
  window.addEventListener("beforeunload", (event) => {
    // While the server answers, what waits is sent with the page's last breath.
    const isSafe = queue.line === "online" && queue.unsent === queue.size;
    if (queue.size && !isSafe) event.preventDefault();
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const isSignOut = new URL(form.action).pathname === "/dang-xuat/";
    if (!queue.size || form.dataset.agreed || !(isSignOut || form.matches("[data-move]"))) return;
    event.preventDefault();
    await queue.flush();
    if (!queue.size) {
      form.dataset.agreed = "yes";
      form.submit();
    } else if (isSignOut) {
      askToSignOut(form, queue);
    } else {
      const text = `Còn ${queue.size} giá trị chưa lưu được. Hãy xem lại rồi làm tiếp.`;
      form.dispatchEvent(new CustomEvent("toast", { bubbles: true, detail: { text, tone: "error" } }));
    }
  });
}

function askToSignOut(form, queue) {
  const dialog = document.getElementById("hoi-dang-xuat");
  dialog.querySelector("[data-count]").textContent = queue.size;
  dialog.querySelector("[data-signs-out]").onclick = async () => {
    await queue.forget();
    form.submit();
  };
  dialog.showModal();
}
