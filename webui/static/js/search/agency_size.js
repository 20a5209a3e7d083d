/*
 * "An agency like mine": how many sworn officers there are is entered once, in the filters, and kept in this browser only.
 * Later searches from other pages ask for it by themselves and say so; among the filters it is offered again.
 */

const NAME = "clearinghouse-sworn";
const OFFICERS = /^[1-9]\d{0,5}$/;
const form = document.getElementById("search");
const note = document.getElementById("agency");

let kept = "";
try {
  kept = localStorage.getItem(NAME) ?? "";
} catch {} // a browser may forbid storage: then nothing is kept
if (!OFFICERS.test(kept)) kept = "";

function keep(sworn) {
  kept = sworn;
  try {
    if (sworn) localStorage.setItem(NAME, sworn);
    else localStorage.removeItem(NAME);
  } catch {}
}

const said = (element) => {
  element.textContent = element.dataset.text.replace("{n}", Number(kept).toLocaleString("en-US"));
};

/* Among the filters: what is kept is offered. */
function among(field) {
  const offer = document.getElementById("sworn-offer");
  if (!offer) return; // the builder's field is not among filters
  offer.hidden = !kept || field.value !== "";
  if (!offer.hidden) said(offer.querySelector("[data-text]"));
}

/* Elsewhere: the search box asks for it too. */
function elsewhere() {
  if (!kept || !note) return;
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: "sworn", value: kept });
  form.append(hidden);
  said(note.querySelector("[data-text]"));
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    keep("");
    hidden.remove();
    note.hidden = true;
    document.getElementById("q").focus();
  });
}

function start() {
  const field = document.getElementById("sworn");
  if (field) among(field);
}

document.addEventListener("click", (event) => {
  const use = event.target.closest("#sworn-offer [data-use]");
  const forget = event.target.closest("#sworn-offer [data-forget]");
  const field = document.getElementById("sworn");
  if (use) {
    field.value = kept;
    form.requestSubmit();
  } else if (forget) {
    keep("");
    start();
    field.focus();
  }
});

/* What somebody enters is kept, never what a link from somebody else brings; whoever empties the field wants nothing kept. */
document.addEventListener("change", ({ target }) => {
  if (target.id !== "sworn") return;
  const entered = target.value.replace(/[\s,]/g, "");
  if (!entered || OFFICERS.test(entered)) keep(entered);
});

if (form) {
  document.addEventListener("swapped", start);
  if (document.getElementById("sworn")) start();
  else elsewhere();
}
