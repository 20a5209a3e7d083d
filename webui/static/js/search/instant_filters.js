/*
 * Instant filters: with a mouse and a wide window, a ticked box or another order replaces the results in the page. The script
 * fetches the same URL that "Apply filters" leads to. If anything goes wrong, the browser opens that URL instead.
 */

const DELAY_MS = 350; // waits for visitors who tick several boxes
const WIDE_WITH_MOUSE = matchMedia("(min-width: 56rem) and (pointer: fine)");
const HEAD_ELEMENTS = "link[rel=canonical], link[rel=alternate], meta[name=robots], script[type='application/ld+json']";
const REPLACED_PARTS = ["#results", "#filters", "#filters-summary", "#languages"];

const form = document.getElementById("search");
const status = document.getElementById("status");
let currentUrl = location.pathname + location.search;
let timer;
let request;

/* Returns the URL of the search in the form. Like links in pages, it is sorted and has no empty fields. */
function searchUrl() {
  const query = new URLSearchParams(new FormData(form));
  query.sort();
  return [new URL(form.action).pathname, `${query}`].filter(Boolean).join("?");
}

function cancel() {
  clearTimeout(timer);
  request?.abort();
  document.getElementById("results").removeAttribute("aria-busy");
}

async function fetchPage(url) {
  cancel();
  request = new AbortController();
  const { signal } = request;
  document.getElementById("results").setAttribute("aria-busy", true);
  const response = await fetch(url, { headers: { "X-Fragment": "1" }, signal });
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!REPLACED_PARTS.every((part) => page.querySelector(part))) throw new Error("not a page of results");
  signal.throwIfAborted();
  return page;
}

/* Returns a selector that finds the same control in another version of the page. */
function selectorOf(control) {
  if (control.id) return `#${CSS.escape(control.id)}`;
  return control.name ? `[name="${CSS.escape(control.name)}"][value="${CSS.escape(control.value)}"]` : null;
}

function replaceParts(page) {
  const focused = document.activeElement;
  const focusedPart = focused.closest("#results, #filters");
  const selector = focusedPart && selectorOf(focused);
  const open = [...document.querySelectorAll("#filters details[open]")].map(selectorOf);
  document.title = page.title;
  document.querySelectorAll(HEAD_ELEMENTS).forEach((element) => element.remove());
  document.head.append(...page.querySelectorAll(HEAD_ELEMENTS));
  for (const part of REPLACED_PARTS) document.querySelector(part).replaceWith(page.querySelector(part));
  for (const details of open) document.querySelector(details)?.setAttribute("open", "");
  document.dispatchEvent(new Event("results-replaced"));
  status.textContent = document.querySelector("#results .total")?.textContent ?? "";
  if (!focusedPart) return;
  const target = document.querySelector(selector) ?? document.getElementById(focusedPart.id);
  target.focus({ preventScroll: true });
  if (target.id !== focusedPart.id) target.scrollIntoView({ block: "nearest" });
}

function openInstead(error, open) {
  if (error.name === "AbortError") return; // a newer request replaces this one
  cancel();
  open();
}

async function applyFilters() {
  const url = searchUrl();
  try {
    const page = await fetchPage(url);
    history.pushState(null, "", url);
    currentUrl = url;
    for (const field of document.querySelectorAll("#filters .short-input")) {
      page.getElementById(field.id).value = field.value; // the visitor may have typed in the meantime
    }
    replaceParts(page);
  } catch (error) {
    openInstead(error, () => location.assign(url));
  }
}

function onChange({ target }) {
  if (target.form !== form || !target.matches("[type=checkbox], select")) return;
  cancel();
  if (WIDE_WITH_MOUSE.matches) timer = setTimeout(applyFilters, DELAY_MS);
}

/* Back and forward, where the words may differ too. A jump within the page (#results) needs nothing. */
async function onHistoryChange() {
  if (location.pathname + location.search === currentUrl) return;
  try {
    const page = await fetchPage(location.href);
    form.elements.q.value = page.getElementById("q").value;
    currentUrl = location.pathname + location.search;
    replaceParts(page);
  } catch (error) {
    openInstead(error, () => location.reload());
  }
}

/* Empty fields are left out of the URL, whether the browser or this script sends the form. */
form?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
});

/* A page with an error summary keeps it until the form is submitted. */
if (form && status && !document.querySelector(".error-summary")) {
  document.addEventListener("change", onChange);
  form.addEventListener("submit", cancel);
  addEventListener("popstate", onHistoryChange);
}
