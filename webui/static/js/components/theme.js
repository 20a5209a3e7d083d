/* The theme that the visitor chose in the footer, stored in this browser. Runs before the first paint, so that nothing flashes. */
(() => {
  const STORAGE_KEY = "clearinghouse-theme";
  const root = document.documentElement;

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function storedTheme() {
    try {
      return localStorage.getItem(STORAGE_KEY) ?? "";
    } catch {
      return ""; // if the browser forbids storage, the choice applies to this page only
    }
  }

  function choose(theme) {
    apply(theme);
    try {
      if (theme) localStorage.setItem(STORAGE_KEY, theme);
      else localStorage.removeItem(STORAGE_KEY);
    } catch {}
  }

  apply(storedTheme());
  document.addEventListener("DOMContentLoaded", () => {
    const select = document.getElementById("theme");
    if (!select) return;
    select.value = root.dataset.theme ?? "";
    select.addEventListener("change", () => choose(select.value));
  });
})();
