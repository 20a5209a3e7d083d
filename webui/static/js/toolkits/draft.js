/*
 * The visitor's toolkit, kept on this device and nowhere else. Adding and removing happens here at once; everything
 * else the server does: a form goes there with the toolkit, and the page that comes back brings the toolkit as it is then.
 */

const KEY = "toolkit";
const words = document.getElementById("toolkit-add");
const link = document.getElementById("toolkit-link");
const status = document.getElementById("status");
const main = document.getElementById("main");
const plain = link?.textContent;
let turn = 0; // counts what was done, so that a late answer never undoes a newer deed
let held = false; // whether this browser lets anything be kept

try {
  localStorage.setItem(`${KEY}-try`, "1");
  localStorage.removeItem(`${KEY}-try`);
  held = Boolean(words && link);
} catch {}

const text = () => localStorage.getItem(KEY) ?? "{}";
const say = (what) => (status.textContent = what);

/* The sections of the toolkit; whatever cannot be read counts as nothing, and the server says so on the toolkit's page. */
function sections() {
  try {
    return JSON.parse(text()).sections.filter((section) => section && Array.isArray(section.items ?? []));
  } catch {
    return [];
  }
}

const ids = () => sections().flatMap((section) => (section.items ?? []).map((item) => item?.record));

function keep(draft) {
  if (draft === "{}") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, draft);
}

/* Shows at every button whether its resource is in the toolkit, and in the header how many are. */
function mark() {
  const known = ids();
  for (const button of document.querySelectorAll("button[name=add]")) {
    const inside = known.includes(button.value);
    if (button.getAttribute("aria-pressed") === `${inside}`) continue;
    button.setAttribute("aria-pressed", inside);
    button.firstElementChild.textContent = inside ? words.dataset.in : words.dataset.add;
    button.closest(".card")?.classList.toggle("card-in-toolkit", inside);
  }
  const counted = known.length ? words.dataset.count.replace("{n}", known.length) : plain;
  if (link.textContent !== counted) link.textContent = counted;
}

/* Adds a resource to the last section, or takes it out of any. */
function toggle(record) {
  turn += 1;
  const known = ids();
  let draft = {};
  try {
    draft = JSON.parse(text());
  } catch {}
  let list = sections();
  if (known.includes(record)) {
    for (const section of list) section.items = section.items?.filter((item) => item?.record !== record);
    list = list.filter((section) => section.title || section.items?.length);
  } else if (known.length >= Number(words.dataset.most)) {
    return say(words.dataset.full);
  } else {
    if (!list.length) list.push({});
    (list.at(-1).items ??= []).push({ record });
  }
  const empty = !list.length && !draft.title && !draft.purpose;
  keep(empty ? "{}" : JSON.stringify({ ...draft, sections: list }));
  mark();
  say(words.dataset[known.includes(record) ? "removed" : "added"].replace("{n}", ids().length));
}

/* Sends a form with the toolkit, and puts the part of the page that comes back in the place of the old one. */
async function send(fields, go) {
  turn += 1;
  const old = document.getElementById("toolkit");
  const focused = document.activeElement?.id;
  const row = document.activeElement?.closest(".card");
  const near = (row?.nextElementSibling ?? row?.previousElementSibling)?.id; // where to stay when this one is removed
  old.setAttribute("aria-busy", true);
  try {
    const sent = text();
    fields.set("draft", sent);
    const response = await fetch(words.action, { method: "POST", body: fields });
    if (response.redirected) return location.assign(`${response.url}#pass-on`); // to what was shared
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("toolkit");
    if (!fresh) throw new Error(response.statusText);
    if (text() !== sent) return send(fields, go); // another window was quicker
    document.title = page.title;
    old.replaceWith(fresh);
    store();
    const place = ["faults", focused, near].map((id) => document.getElementById(id)).find(Boolean) ?? fresh;
    if (focused || place.id === "faults") place.focus();
    say(fresh.dataset.said);
  } catch {
    old.removeAttribute("aria-busy");
    go();
  }
}

/* Keeps a note or a title as soon as somebody leaves its field, and lets the page be; a fault waits for "Save changes". */
async function saved({ target: { form } }) {
  if (form?.id !== "toolkit-form") return;
  const mine = (turn += 1);
  const fields = new FormData(form);
  fields.set("do", "save");
  fields.set("draft", text());
  try {
    const response = await fetch(words.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.ok && mine === turn) keep(page.getElementById("draft").textContent);
  } catch {} // whatever is done next sends the fields again
}

/* Keeps the toolkit that the page brings. */
function store() {
  const brought = document.getElementById("draft");
  if (brought) keep(brought.textContent);
  mark();
}

function submitted(event) {
  const { target: form, submitter } = event;
  if (form === words) {
    event.preventDefault();
    return toggle(submitter.value);
  }
  if (form.method !== "post" || !form.getAttribute("action").startsWith(words.getAttribute("action"))) return;
  const stay = () => {
    const field = form.elements.draft ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "draft", value: text() });
  };
  if (form.id !== "toolkit-form" || "plain" in form.dataset || submitter?.hasAttribute("formaction")) return stay();
  event.preventDefault();
  if (submitter?.getAttribute("aria-disabled") === "true") return;
  send(new FormData(form, submitter), () => {
    form.dataset.plain = "";
    form.requestSubmit(submitter);
  });
}

async function copied({ target }) {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(button.dataset.done);
  } catch {} // it stays selected, to be copied by hand
}

document.addEventListener("click", copied);
if (held) {
  const page = document.getElementById("toolkit");
  document.addEventListener("submit", submitted);
  document.addEventListener("change", saved);
  addEventListener("storage", mark);
  addEventListener("pageshow", mark);
  new MutationObserver(mark).observe(main, { childList: true, subtree: true });
  store();
  if (document.getElementById("draft")) history.replaceState(null, "", words.action);
  else if (page && ("kept" in page.dataset || text() !== "{}")) {
    const fields = new FormData();
    fields.set("do", "kept" in page.dataset ? "adopt" : "show");
    send(fields, () => {});
  }
}
