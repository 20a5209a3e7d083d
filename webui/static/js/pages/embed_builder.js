/*
 * The embed builder without reloading: whenever the form changes, the script fetches the same page with the new values, and
 * takes its preview, code and errors from it. The preview keeps its elements and gets their new attributes.
 */

const DELAY_MS = 300; // waits for visitors who type or tick several boxes
const form = document.getElementById("embed-form");
const status = document.getElementById("status");
const grounds = document.getElementById("embed-grounds");
const failed = document.getElementById("embed-failed");
const refused = document.getElementById("embed-refused");
const REPLACED_PARTS = ["#embed-contrast", "#embed-codes", "#languages"];
let timer;
let request;

function builderUrl() {
  const query = new URLSearchParams(new FormData(form));
  query.sort();
  return [new URL(form.action).pathname, `${query}`].filter(Boolean).join("?");
}

/* Gives an element the attributes of another one. */
function copyAttributes(from, to, names) {
  for (const name of names) {
    if (!from.hasAttribute(name)) to.removeAttribute(name);
    else if (from.getAttribute(name) !== to.getAttribute(name)) to.setAttribute(name, from.getAttribute(name));
  }
}

/* Sets the chosen colors of every preview; the policy of this site forbids style attributes. */
function showColors() {
  for (const widget of grounds.querySelectorAll("clearinghouse-search")) {
    for (const name of [...widget.style]) widget.style.removeProperty(name);
    for (const style of grounds.dataset.styles.split(";").filter(Boolean)) widget.style.setProperty(...style.split(":"));
  }
}

function updatePreview(page) {
  const after = page.querySelectorAll("#embed-grounds clearinghouse-search");
  grounds.querySelectorAll("clearinghouse-search").forEach((widget, index) => {
    const names = [...widget.getAttributeNames(), ...after[index].getAttributeNames()];
    widget.replaceChildren(...after[index].childNodes);
    copyAttributes(after[index], widget, names.filter((name) => name !== "style"));
  });
  Object.assign(grounds.dataset, page.getElementById("embed-grounds").dataset);
  showColors();
}

function updateErrors(page) {
  for (const field of form.querySelectorAll("[data-field]")) {
    const after = page.querySelector(`[data-field="${field.dataset.field}"]`);
    const error = after.querySelector(".field-error");
    field.className = after.className;
    field.querySelector(".field-error")?.remove();
    if (error) field.querySelector("label").after(error);
    copyAttributes(after.querySelector("[name]"), field.querySelector("[name]"), ["aria-describedby", "aria-invalid"]);
  }
}

function updateCode(page) {
  const open = [...document.querySelectorAll("#embed-codes details")].map(({ id, open }) => [id, open]);
  for (const part of REPLACED_PARTS) document.querySelector(part).replaceWith(page.querySelector(part));
  for (const [id, isOpen] of open) document.getElementById(id)?.toggleAttribute("open", isOpen);
}

async function update() {
  clearTimeout(timer);
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  const url = builderUrl();
  let message = form.dataset.updated;
  try {
    const response = await fetch(url, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    signal.throwIfAborted();
    if (!page.getElementById("embed-form")) throw new Error(response.statusText);
    updateErrors(page);
    failed.hidden = true;
    refused.hidden = response.ok;
    if (response.ok) {
      updatePreview(page);
      updateCode(page);
      const canonical = page.querySelector(`link[hreflang="${document.documentElement.lang}"]`);
      history.replaceState(null, "", location.pathname + new URL(canonical.href).search);
    } else message = form.dataset.refused;
  } catch (error) {
    if (error.name === "AbortError") return; // a newer request replaces this one
    failed.hidden = false;
    refused.hidden = true;
    message = failed.textContent;
  }
  document.getElementById("embed-codes").hidden = !failed.hidden || !refused.hidden;
  status.textContent = message;
}

function updateSoon() {
  clearTimeout(timer);
  timer = setTimeout(update, DELAY_MS);
}

/* A picker shows the color of its field, and writes the picked one into it. */
function showPicked(field) {
  const picker = form.querySelector(`[data-picks="${field.name}"]`);
  const color = field.value.replace(/^#?/, "#");
  if (picker && /^#[0-9a-f]{6}$/i.test(color)) picker.value = color;
}

function onInput({ target }) {
  if (target.dataset.picks) form.elements[target.dataset.picks].value = target.value;
  const isColor = form.querySelector(`[data-picks="${target.name}"]`);
  if (isColor) showPicked(target);
  if (!isColor && target.name !== "limit") updateSoon(); // these are invalid while they are typed
}

async function onSubmit(event) {
  event.preventDefault();
  await update();
  (form.querySelector("[aria-invalid]") ?? document.getElementById("code")).focus();
}

/* Empty fields are left out of the URL, whether the browser or this script sends the form. */
form?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
});

/* A page with an error summary keeps it until the form is submitted. */
if (form && grounds) {
  for (const field of form.querySelectorAll("[type=text]")) showPicked(field);
  showColors();
  form.addEventListener("input", onInput);
  form.addEventListener("change", updateSoon);
  form.addEventListener("submit", onSubmit);
}
