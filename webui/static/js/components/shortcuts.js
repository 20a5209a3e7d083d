/* The "/" key moves the focus to the search box, except in a field, or if it is turned off in the search help (WCAG 2.1.4). */

const STORAGE_KEY = "clearinghouse-slash";
const OFF = "off";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";

const searchBox = document.querySelector("input[data-suggest]");
const checkbox = document.getElementById("slash-key");

let enabled = true;
try {
  enabled = localStorage.getItem(STORAGE_KEY) !== OFF;
} catch {} // if the browser forbids storage, the choice applies to this page only

function apply(isEnabled) {
  enabled = isEnabled;
  if (enabled) searchBox?.setAttribute("aria-keyshortcuts", "/");
  else searchBox?.removeAttribute("aria-keyshortcuts");
}

function store(isEnabled) {
  apply(isEnabled);
  try {
    if (isEnabled) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, OFF);
  } catch {}
}

document.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (!enabled || !searchBox || event.key !== "/" || modified) return;
  if (event.defaultPrevented || event.target.closest?.(FIELDS)) return;
  event.preventDefault();
  searchBox.focus();
  searchBox.select();
});

apply(enabled);
if (checkbox) {
  checkbox.checked = enabled;
  checkbox.addEventListener("change", () => store(checkbox.checked));
}
