/* Light or dark, as chosen in the footer and kept in this browser. Loaded before the page is drawn, so that nothing flashes. */
(() => {
  const NAME = "clearinghouse-theme";
  const root = document.documentElement;

  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function kept() {
    try {
      return localStorage.getItem(NAME) ?? "";
    } catch {
      return ""; // a browser may forbid storage: then the choice holds for this page
    }
  }

  function keep(theme) {
    show(theme);
    try {
      if (theme) localStorage.setItem(NAME, theme);
      else localStorage.removeItem(NAME);
    } catch {}
  }

  show(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("theme");
    if (!choice) return;
    choice.value = root.dataset.theme ?? "";
    choice.addEventListener("change", () => keep(choice.value));
  });
})();
