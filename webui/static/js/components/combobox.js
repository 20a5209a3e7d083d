/*
 * Suggestions under a search box: the "editable combobox with list autocomplete" of the ARIA Authoring Practices.
 *
 * The plain text field works alone; the roles come with this script. Focus stays in it, and nothing is chosen unasked, so
 * that Enter searches for what was typed. Our words are in <template id="suggestions">; the endpoint's are only text.
 */

const PAUSE_MS = 160;
const SHORTEST = 2;
const LONGEST = 200; // the endpoint has nothing to offer for a longer text
const COMPLETIONS = 5; // the resources below them should be seen, too
const KEPT = 50;

const template = document.getElementById("suggestions");
const status = document.getElementById("status");
const answers = new Map(); // the latest answers by text; typing and deleting asks for the same ones again

/* What the page calls a format or a topic, if it says. */
const word = (kind, value) => template.content.querySelector(`[data-${kind}="${CSS.escape(value)}"]`);

async function answerTo(text, signal) {
  if (!answers.has(text)) {
    const query = new URLSearchParams({ q: text });
    const response = await fetch(`${template.dataset.address}?${query}`, { signal });
    if (!response.ok) throw new Error(response.statusText);
    answers.set(text, await response.json());
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(text);
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
    this.active = -1; // none
    input.form.append(this.list);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": false };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
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

  typed() {
    this.activate(-1);
    this.stop();
    const { length } = this.text.trim();
    if (length < SHORTEST || length > LONGEST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  async ask() {
    this.stop();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const text = this.text;
    const answer = await answerTo(text, signal).catch(() => null); // no suggestions: the form still searches
    if (!signal.aborted && text === this.text) this.show(answer);
  }

  show(answer) {
    const count = answer ? this.fill(answer) : 0;
    if (!count || document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", true);
    const { one, many } = template.dataset;
    status.textContent = (count === 1 ? one : many).replace("{n}", count);
  }

  close() {
    this.stop();
    this.activate(-1);
    if (!this.open) return;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", false);
    status.textContent = "";
  }

  /* Write the options; return how many suggestions there are, the link to all results not counted. */
  fill({ completions, resources, topics, total }) {
    this.options = [];
    this.group("completions", completions.slice(0, COMPLETIONS), (text) => ({ text, choose: () => this.search(text) }));
    this.group("resources", resources, ({ id, title, format }) => ({ text: title, part: id, format }));
    this.group("topics", topics, ({ value, label }) => ({ text: word("topic", value)?.textContent ?? label, part: value }));
    const count = this.options.length;
    const { all, counted } = template.dataset;
    const number = total?.toLocaleString(document.documentElement.lang);
    const text = total > 1 ? counted.replace("{n}", number) : all.replace("{q}", () => this.text.trim());
    this.group("all", [text], () => ({ text, choose: () => this.search(this.input.value) }));
    return count;
  }

  group(name, items, describe) {
    const { model, group } = this.models[name];
    group.querySelectorAll(`[data-option=${name}]`).forEach((node) => node.remove());
    if (group !== this.list) group.hidden = !items.length;
    for (const { text, part, format, choose } of items.map(describe)) {
      const node = model.cloneNode(true);
      node.id = `${this.list.id}-${this.options.length}`;
      node.querySelector(".suggestion-text").textContent = text;
      const kind = format && word("format", format);
      if (kind) {
        node.querySelector(".icon").replaceWith(kind.querySelector(".icon").cloneNode(true));
        node.querySelector(".suggestion-kind").textContent = kind.textContent.trim();
      }
      group.append(node);
      this.options.push({ node, choose: choose ?? (() => this.go(model.dataset.address + encodeURIComponent(part))) });
    }
  }

  activate(number) {
    this.options[this.active]?.node.setAttribute("aria-selected", false);
    this.active = number;
    const node = this.options[number]?.node;
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

  go(address) {
    this.close();
    location.assign(address);
    return true;
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const keys = {
      ArrowDown: () => this.step(1, event.altKey),
      ArrowUp: () => (event.altKey ? this.close() : this.step(-1)),
      Enter: () => this.options[this.active]?.choose() ?? false, // without an option the form is sent as ever
      Escape: () => this.escape(),
    };
    if (keys[event.key]) {
      if (keys[event.key]() !== false) event.preventDefault();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.activate(-1); // whoever moves the cursor is back in the text
    }
  }

  /* Go to the next or previous option and around the ends; a closed list opens first. */
  async step(by, onlyOpen = false) {
    if (!this.open && this.text.trim().length >= SHORTEST) await this.ask();
    if (!this.open || onlyOpen) return;
    const { length } = this.options;
    this.activate((Math.max(this.active, by < 0 ? 0 : -1) + by + length) % length);
  }

  /* Close the list; when it is closed, clear the field. */
  escape() {
    if (this.open) return this.close();
    if (!this.input.value) return false;
    this.input.value = "";
    this.close();
  }
}

if (template && status) document.querySelectorAll("input[data-suggest]").forEach((input) => new Combobox(input));
