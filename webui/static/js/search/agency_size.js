/*
 * "An agency like mine": visitors enter their number of sworn officers once, among the filters. It is stored in this browser
 * only. Searches from other pages then include it and show a note; the filters offer it again.
 */

const STORAGE_KEY = "clearinghouse-sworn";
const OFFICERS = /^[1-9]\d{0,5}$/;
const form = document.getElementById("search");
const note = document.getElementById("agency");

let stored = "";
try {
  stored = localStorage.getItem(STORAGE_KEY) ?? "";
} catch {} // the browser may forbid storage
if (!OFFICERS.test(stored)) stored = "";

function store(sworn) {
  stored = sworn;
  try {
    if (sworn) localStorage.setItem(STORAGE_KEY, sworn);
    else localStorage.removeItem(STORAGE_KEY);
  } catch {}
}

function writeNumber(element) {
  element.textContent = element.dataset.text.replace("{n}", Number(stored).toLocaleString("en-US"));
}

/* On the search page: offers the stored number below the empty field. */
function offer() {
  const field = document.getElementById("sworn");
  const line = document.getElementById("sworn-offer");
  if (!field || !line) return; // the toolkit builder has the field, but no offer
  line.hidden = !stored || field.value !== "";
  if (!line.hidden) writeNumber(line.querySelector("[data-text]"));
}

/* On other pages: adds the stored number to the search form, with a note below it. */
function addToSearch() {
  if (!stored || !note) return;
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: "sworn", value: stored });
  form.append(hidden);
  writeNumber(note.querySelector("[data-text]"));
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    store("");
    hidden.remove();
    note.hidden = true;
    document.getElementById("q").focus();
  });
}

document.addEventListener("click", (event) => {
  const apply = event.target.closest("#sworn-offer [data-apply]");
  const clear = event.target.closest("#sworn-offer [data-clear]");
  const field = document.getElementById("sworn");
  if (apply) {
    field.value = stored;
    form.requestSubmit();
  } else if (clear) {
    store("");
    offer();
    field.focus();
  }
});

/* Stores only a number that the visitor enters, never one from a link. An empty field removes the stored number. */
document.addEventListener("change", ({ target }) => {
  if (target.id !== "sworn") return;
  const entered = target.value.replace(/[\s,]/g, "");
  if (!entered || OFFICERS.test(entered)) store(entered);
});

if (form) {
  document.addEventListener("results-replaced", offer);
  if (document.getElementById("sworn")) offer();
  else addToSearch();
}
