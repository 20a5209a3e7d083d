/*
 * Suggestions under a search box: the "editable combobox with list autocomplete" of the ARIA Authoring Practices Guide.
 * The text field also works without this script, which adds the roles. The focus stays in the field, and no option is selected
 * unless the visitor moves to it, so that Enter searches for the typed text. <template id="suggestions"> has the labels;
 * responses of the API are only inserted as text.
 */

const DELAY_MS = 160;
const MIN_LENGTH = 2;
const MAX_LENGTH = 200; // the API has no suggestions for longer texts
const MAX_COMPLETIONS = 5; // leaves room for the resources below
const MAX_CACHED = 50;

const LANG = document.documentElement.lang;
const template = document.getElementById("suggestions");
const status = document.getElementById("status");
const cache = new Map(); // recent responses by text; visitors often type and delete the same characters

const labelOf = (format) => template.content.querySelector(`[data-format="${CSS.escape(format)}"]`);

async function fetchSuggestions(text, signal) {
  if (!cache.has(text)) {
    const query = LANG === "en" ? { q: text } : { lang: LANG, q: text };
    const response = await fetch(`${template.dataset.url}?${new URLSearchParams(query)}`, { signal });
    if (!response.ok) throw new Error(response.statusText);
    cache.set(text, await response.json());
    if (cache.size > MAX_CACHED) cache.delete(cache.keys().next().value);
  }
  return cache.get(text);
}

class Combobox {
  constructor(input) {
    this.input = input;
    this.list = template.content.firstElementChild.cloneNode(true);
    this.list.id = `${input.id}-suggestions`;
    this.models = {};
    for (const model of this.list.querySelectorAll("[data-option]")) {
      this.models[model.dataset.option] = { model, group: model.parentElement };
      model.remove();
    }
    this.options = []; // {node, choose}, in the order of the list
    this.active = -1; // no option
    input.form.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": false };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.onInput());
    this.input.addEventListener("keydown", (event) => this.onKeydown(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const node = event.target.closest("[role=option]");
      this.options.find((option) => option.node === node)?.choose();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.input.form.contains(event.target)) this.close();
    });
  }

  get open() {
    return !this.list.hidden;
  }

  get text() {
    return this.input.value.replace(/\s+/g, " ").trimStart();
  }

  onInput() {
    this.activate(-1);
    this.cancel();
    const { length } = this.text.trim();
    if (length < MIN_LENGTH || length > MAX_LENGTH) this.close();
    else this.timer = setTimeout(() => this.suggest(), DELAY_MS);
  }

  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async suggest() {
    this.cancel();
    this.request = new AbortController();
    const { signal } = this.request;
    const text = this.text;
    const suggestions = await fetchSuggestions(text, signal).catch(() => null); // the form works without suggestions
    if (!signal.aborted && text === this.text) this.show(suggestions);
  }

  show(suggestions) {
    const count = suggestions ? this.fill(suggestions) : 0;
    if (!count || document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", true);
    const { one, many } = template.dataset;
    status.textContent = (count === 1 ? one : many).replace("{n}", count);
  }

  close() {
    this.cancel();
    this.activate(-1);
    if (!this.open) return;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", false);
    status.textContent = "";
  }

  /* Writes the options. Returns the number of suggestions, without the link to all results. */
  fill({ completions, resources, topics, total }) {
    this.options = [];
    this.fillGroup("completions", completions.slice(0, MAX_COMPLETIONS), (text) => ({ text, choose: () => this.search(text) }));
    this.fillGroup("resources", resources, ({ id, title, format }) => ({ text: title, path: id, format }));
    this.fillGroup("topics", topics, ({ value, label }) => ({ text: label, path: value }));
    const count = this.options.length;
    const { all, counted } = template.dataset;
    const number = total?.toLocaleString(LANG);
    const text = total > 1 ? counted.replace("{n}", number) : all.replace("{q}", () => this.text.trim());
    this.fillGroup("all", [text], () => ({ text, choose: () => this.search(this.input.value) }));
    return count;
  }

  fillGroup(name, items, describe) {
    const { model, group } = this.models[name];
    group.querySelectorAll(`[data-option=${name}]`).forEach((node) => node.remove());
    if (group !== this.list) group.hidden = !items.length;
    for (const { text, path, format, choose } of items.map(describe)) {
      const node = model.cloneNode(true);
      node.id = `${this.list.id}-${this.options.length}`;
      node.querySelector(".suggestion-text").textContent = text;
      const label = format && labelOf(format);
      if (label) {
        node.querySelector(".icon").replaceWith(label.querySelector(".icon").cloneNode(true));
        node.querySelector(".suggestion-kind").textContent = label.textContent.trim();
      }
      group.append(node);
      this.options.push({ node, choose: choose ?? (() => this.visit(model.dataset.url + encodeURIComponent(path))) });
    }
  }

  activate(index) {
    this.options[this.active]?.node.setAttribute("aria-selected", false);
    this.active = index;
    const node = this.options[index]?.node;
    if (!node) return this.input.removeAttribute("aria-activedescendant");
    node.setAttribute("aria-selected", true);
    node.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node.id);
  }

  search(text) {
    this.input.value = text;
    this.input.form.requestSubmit();
    return true;
  }

  visit(url) {
    this.close();
    location.assign(url);
    return true;
  }

  onKeydown(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const handlers = {
      ArrowDown: () => this.move(1, event.altKey),
      ArrowUp: () => (event.altKey ? this.close() : this.move(-1)),
      Enter: () => this.options[this.active]?.choose() ?? false, // without an active option, the form is submitted
      Escape: () => this.escape(),
    };
    if (handlers[event.key]) {
      if (handlers[event.key]() !== false) event.preventDefault();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.activate(-1); // moving the cursor returns to the text
    }
  }

  /* Moves to the next or previous option, and from either end to the other. Opens a closed list first. */
  async move(step, openOnly = false) {
    if (!this.open && this.text.trim().length >= MIN_LENGTH) await this.suggest();
    if (!this.open || openOnly) return;
    const { length } = this.options;
    this.activate((Math.max(this.active, step < 0 ? 0 : -1) + step + length) % length);
  }

  /* Closes the list, or clears the field if the list is closed. */
  escape() {
    if (this.open) return this.close();
    if (!this.input.value) return false;
    this.input.value = "";
    this.close();
  }
}

if (template && status) document.querySelectorAll("input[data-suggest]").forEach((input) => new Combobox(input));
