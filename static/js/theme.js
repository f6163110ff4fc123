// Runs before the first paint (no defer): the chosen scheme must not flash.
// The key and its values are those of Django's admin, so that one choice holds in both.
(() => {
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // storage may be switched off by the office
    }
  }

  function choose(theme) {
    root.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // the choice then lasts for this page only
    }
  }

  function show() {
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === root.dataset.theme));
    }
  }

  root.dataset.theme = chosen();

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    choose(button.dataset.themeChoice);
    show();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const switcher of document.querySelectorAll("[data-themes]")) switcher.hidden = false;
    show();
  });
})();
