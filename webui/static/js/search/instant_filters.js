/*
 * Filters that apply themselves: where there is a mouse and room, ticking a box or choosing an order brings the new
 * results into the page. The address is the one that "Apply filters" would lead to, the answer is that same page, and
 * whatever goes wrong, the browser simply goes there.
 */

const PAUSE_MS = 350; // for whoever ticks several boxes
const ROOM = matchMedia("(min-width: 56rem) and (pointer: fine)");
const HEAD = "link[rel=canonical], link[rel=alternate], meta[name=robots]";
const PARTS = ["#results", "#filters", "#filters-summary", "#languages"];

const form = document.getElementById("search");
const status = document.getElementById("status");
let shown = location.pathname + location.search;
let timer;
let asking;

/* The address of the search as the form stands, as every link of the page writes it: sorted, without empty fields. */
function address() {
  const query = new URLSearchParams(new FormData(form));
  query.sort();
  return [new URL(form.action).pathname, `${query}`].filter(Boolean).join("?");
}

function stop() {
  clearTimeout(timer);
  asking?.abort();
  document.getElementById("results").removeAttribute("aria-busy");
}

async function page(url) {
  stop();
  asking = new AbortController();
  const { signal } = asking;
  document.getElementById("results").setAttribute("aria-busy", true);
  const response = await fetch(url, { headers: { "X-Fragment": "1" }, signal });
  if (!response.ok) throw new Error(response.statusText);
  const found = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!PARTS.every((part) => found.querySelector(part))) throw new Error("not a page of results");
  signal.throwIfAborted();
  return found;
}

/* What finds the same control in another version of the page. */
function same(control) {
  if (control.id) return `#${CSS.escape(control.id)}`;
  return control.name ? `[name="${CSS.escape(control.name)}"][value="${CSS.escape(control.value)}"]` : null;
}

function swap(found) {
  const focused = document.activeElement;
  const inside = focused.closest("#results, #filters");
  const selector = inside && same(focused);
  const open = [...document.querySelectorAll("#filters details[open]")].map(same);
  document.title = found.title;
  document.querySelectorAll(HEAD).forEach((old) => old.remove());
  document.head.append(...found.querySelectorAll(HEAD));
  for (const part of PARTS) document.querySelector(part).replaceWith(found.querySelector(part));
  for (const each of open) document.querySelector(each)?.setAttribute("open", "");
  document.dispatchEvent(new Event("swapped"));
  status.textContent = document.querySelector("#results .total")?.textContent ?? "";
  if (!inside) return;
  const place = document.querySelector(selector) ?? document.getElementById(inside.id);
  place.focus({ preventScroll: true });
  if (place.id !== inside.id) place.scrollIntoView({ block: "nearest" });
}

function leave(error, go) {
  if (error.name === "AbortError") return; // for a newer wish
  stop();
  go();
}

async function apply() {
  const url = address();
  try {
    const found = await page(url);
    history.pushState(null, "", url);
    shown = url;
    for (const old of document.querySelectorAll("#filters .short-input")) {
      found.getElementById(old.id).value = old.value; // somebody may type on meanwhile
    }
    swap(found);
  } catch (error) {
    leave(error, () => location.assign(url));
  }
}

function changed(event) {
  const { target } = event;
  if (target.form !== form || !target.matches("[type=checkbox], select")) return;
  stop();
  if (ROOM.matches) timer = setTimeout(apply, PAUSE_MS);
}

/* Back and forward: the words may be others, too. A jump to a part of the page (#results) is none of ours. */
async function travelled() {
  if (location.pathname + location.search === shown) return;
  try {
    const found = await page(location.href);
    form.elements.q.value = found.getElementById("q").value;
    shown = location.pathname + location.search;
    swap(found);
  } catch (error) {
    leave(error, () => location.reload());
  }
}

/* Whatever sends the form, the browser or this script: an address has no empty fields. */
form?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
});

/* A page that tells of a mistyped field keeps telling until the form is sent. */
if (form && status && !document.querySelector(".error-summary")) {
  document.addEventListener("change", changed);
  form.addEventListener("submit", stop);
  addEventListener("popstate", travelled);
}
