/* The key "/" goes to the search box, unless somebody types or has turned it off on the search help page (WCAG 2.1.4). */

const NAME = "clearinghouse-slash";
const OFF = "off";
const FIELDS = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";

const box = document.querySelector("input[data-suggest]");
const choice = document.getElementById("slash-key");

let on = true;
try {
  on = localStorage.getItem(NAME) !== OFF;
} catch {} // a browser may forbid storage: then the choice holds for this page

function apply(wanted) {
  on = wanted;
  if (on) box?.setAttribute("aria-keyshortcuts", "/");
  else box?.removeAttribute("aria-keyshortcuts");
}

function keep(wanted) {
  apply(wanted);
  try {
    if (wanted) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, OFF);
  } catch {}
}

document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (!on || !box || event.key !== "/" || held || event.defaultPrevented || event.target.closest?.(FIELDS)) return;
  event.preventDefault();
  box.focus();
  box.select();
});

apply(on);
if (choice) {
  choice.checked = on;
  choice.addEventListener("change", () => keep(choice.checked));
}
