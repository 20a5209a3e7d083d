/*
 * The visitor's toolkit, stored in this browser only. This script adds and removes resources at once. The server does
 * everything else: forms are sent with the toolkit, and the page in the response contains the changed toolkit.
 */

const STORAGE_KEY = "toolkit";
const EMPTY = "{}";
const addForm = document.getElementById("toolkit-add"); // its data attributes hold the messages
const headerLink = document.getElementById("toolkit-link");
const status = document.getElementById("status");
const main = document.getElementById("main");
const headerText = headerLink?.textContent;
const headerUrl = headerLink?.getAttribute("href");
let actions = 0; // counts the visitor's actions, so that a late response never undoes a newer one
let available = false; // whether the browser allows storage

try {
  localStorage.setItem(`${STORAGE_KEY}-try`, "1");
  localStorage.removeItem(`${STORAGE_KEY}-try`);
  available = Boolean(addForm && headerLink);
} catch {}

const storedJson = () => localStorage.getItem(STORAGE_KEY) ?? EMPTY;
const announce = (message) => (status.textContent = message);

/* Returns the toolkit. A damaged one counts as empty; the server reports it on the toolkit page. */
function storedDraft() {
  try {
    return JSON.parse(storedJson()) ?? {};
  } catch {
    return {};
  }
}

function sections() {
  const all = storedDraft().sections;
  return Array.isArray(all) ? all.filter((section) => section instanceof Object && Array.isArray(section.items ?? [])) : [];
}

const recordIds = () => sections().flatMap((section) => (section.items ?? []).map((item) => item?.record));

function store(json) {
  if (json === EMPTY) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, json);
}

/* Shows on every button whether its resource is in the toolkit. With resources, the header leads to it and counts them. */
function updateButtons() {
  const ids = recordIds();
  const titled = sections().filter(({ title }) => title);
  for (const button of document.querySelectorAll("button[name=add]")) {
    const added = ids.includes(button.value);
    updateSectionSelect(button, added ? titled : []);
    if (button.getAttribute("aria-pressed") === `${added}`) continue;
    button.setAttribute("aria-pressed", added);
    button.firstElementChild.textContent = added ? addForm.dataset.in : addForm.dataset.add;
    button.closest(".card")?.classList.toggle("card-in-toolkit", added);
  }
  const text = ids.length ? addForm.dataset.count.replace("{n}", ids.length) : headerText;
  if (headerLink.textContent !== text) headerLink.textContent = text;
  headerLink.setAttribute("href", ids.length ? addForm.getAttribute("action") : headerUrl);
}

/* Shows the section of a resource next to its button, if there are titled sections to choose from. */
function updateSectionSelect(button, titled) {
  let select = button.parentElement.querySelector("select");
  if (!titled.length) return select?.parentElement.remove();
  if (!select) {
    const label = addForm.firstElementChild.content.firstElementChild.cloneNode(true);
    label.querySelector(".visually-hidden").textContent = button.lastElementChild.textContent;
    select = button.parentElement.appendChild(label).lastElementChild;
  }
  const options = [select.options[0], ...titled.map(({ title }, index) => new Option(title, index + 1))];
  if (options.some(({ text }, index) => text !== select.options[index]?.text) || select.options[options.length])
    select.replaceChildren(...options);
  select.value = titled.findIndex(({ items }) => items?.some((item) => item?.record === button.value)) + 1;
}

/* Puts a resource into a titled section, counted from 1, or before all of them (0). Without a number, removes it. */
function place(record, number) {
  actions += 1;
  let all = sections();
  const item = all.flatMap(({ items }) => items ?? []).find((item) => item?.record === record) ?? { record };
  for (const section of all) section.items = section.items?.filter((item) => item?.record !== record);
  all = all.filter(({ title, items }) => title || items?.length);
  if (number !== undefined) {
    const titled = all.filter(({ title }) => title);
    if (!number && titled.length === all.length && all.length < Number(addForm.dataset.sections)) all.unshift({});
    const section = number ? titled[number - 1] : (all.find(({ title }) => !title) ?? all.at(-1));
    (section.items ??= []).push(item);
  }
  const draft = { ...storedDraft(), sections: all };
  store(all.length || draft.title || draft.purpose ? JSON.stringify(draft) : EMPTY);
  updateButtons();
}

/* Adds a resource, or removes it. */
function toggle(record) {
  const ids = recordIds();
  const { limit, full, added, removed, choose } = addForm.dataset;
  const isNew = !ids.includes(record);
  if (isNew && ids.length >= Number(limit)) return announce(full);
  place(record, isNew ? 0 : undefined);
  const message = (isNew ? added : removed).replace("{n}", recordIds().length);
  announce(isNew && sections().some(({ title }) => title) ? `${message} ${choose}` : message);
}

/* Sends a form with the toolkit and replaces the toolkit in the page by the response. Calls `fallback` if that fails. */
async function send(fields, fallback) {
  actions += 1;
  const before = document.getElementById("toolkit");
  const focused = document.activeElement?.id;
  const card = document.activeElement?.closest(".card");
  const neighbor = (card?.nextElementSibling ?? card?.previousElementSibling)?.id; // takes the focus of a removed card
  before.setAttribute("aria-busy", true);
  try {
    const sentJson = storedJson();
    fields.set("draft", sentJson);
    const response = await fetch(addForm.action, { method: "POST", body: fields });
    if (response.redirected) return location.assign(`${response.url}#share-link`); // the shared toolkit
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const after = page.getElementById("toolkit");
    if (!after) throw new Error(response.statusText);
    if (storedJson() !== sentJson) return send(fields, fallback); // another window has changed the toolkit
    document.title = page.title;
    before.replaceWith(after);
    storeFromPage();
    const target = ["errors", focused, neighbor].map((id) => document.getElementById(id)).find(Boolean) ?? after;
    if (focused || target.id === "errors") target.focus();
    announce(after.dataset.message);
  } catch {
    before.removeAttribute("aria-busy");
    fallback();
  }
}

/* Saves a note or a title when its field loses the focus, without changing the page. Errors wait for "Save changes". */
async function onChange({ target }) {
  const button = target.closest(".section-select")?.parentElement.querySelector("button");
  if (button) {
    place(button.value, Number(target.value));
    return announce(addForm.dataset.moved);
  }
  if (target.form?.id !== "toolkit-form") return;
  const action = (actions += 1);
  const fields = new FormData(target.form);
  fields.set("do", "save");
  fields.set("draft", storedJson());
  try {
    const response = await fetch(addForm.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.ok && action === actions) store(page.getElementById("draft").textContent);
  } catch {} // the next action sends the fields again
}

/* Stores the toolkit that the page contains. */
function storeFromPage() {
  const draft = document.getElementById("draft");
  if (draft) store(draft.textContent);
  updateButtons();
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  if (form === addForm) {
    event.preventDefault();
    return toggle(submitter.value);
  }
  if (form.method !== "post" || !form.getAttribute("action").startsWith(addForm.getAttribute("action"))) return;
  const attachDraft = () => {
    const field = form.elements.draft ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name: "draft", value: storedJson() });
  };
  const sentByBrowser = form.id !== "toolkit-form" || "plain" in form.dataset || submitter?.hasAttribute("formaction");
  if (sentByBrowser) return attachDraft();
  event.preventDefault();
  if (submitter?.getAttribute("aria-disabled") === "true") return;
  send(new FormData(form, submitter), () => {
    form.dataset.plain = "";
    form.requestSubmit(submitter);
  });
}

if (available) {
  const page = document.getElementById("toolkit");
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
  addEventListener("storage", updateButtons);
  addEventListener("pageshow", updateButtons);
  new MutationObserver(updateButtons).observe(main, { childList: true, subtree: true });
  storeFromPage();
  if (document.getElementById("draft")) history.replaceState(null, "", addForm.action);
  else if (page && ("onServer" in page.dataset || storedJson() !== EMPTY)) {
    const fields = new FormData();
    fields.set("do", "onServer" in page.dataset ? "adopt" : "show");
    send(fields, () => {});
  }
}
