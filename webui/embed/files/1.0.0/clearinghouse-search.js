/* See docs/embedding.md. */
const RESULTS = ["../1.0.0/clearinghouse-results.js", "sha384-TlrriY+dnPfSykqK5s560X6FNyXoniwcaA6WsjSmt2xkkbsrIE9e2NTwD+pByroU"];
const FILTERS =
  "topic format agency-size audience publisher engagement media resource-language rating sworn published-from published-to sort";
const TEXTS = {
  en: {
    label: "Search public safety resources",
    search: "Search",
    searches: "Searches",
    resources: "Resources",
    all: "See all {} results",
    suggestion: "suggestion",
    error: "The search does not answer right now. Try the",
    disclaimer: "Federally funded",
  },
  es: {
    label: "Buscar recursos de seguridad pública",
    search: "Buscar",
    searches: "Búsquedas",
    resources: "Recursos",
    all: "Ver los {} resultados",
    suggestion: "sugerencia",
    error: "La búsqueda no responde en este momento. Intente en",
    disclaimer: "Con fondos federales",
  },
};
const STYLES = `
:host{display:block!important;float:none!important;width:auto!important}
:host([hidden]),[hidden]{display:none!important}
[part=root]{all:initial;display:flow-root;max-width:var(--clearinghouse-max-width);
--bg:var(--clearinghouse-bg,Canvas);
--color:var(--clearinghouse-color,CanvasText);
--primary:var(--clearinghouse-primary,light-dark(#005ea2,#73b3e7));
--border:1px solid var(--clearinghouse-border,color-mix(in srgb,var(--color) 55%,var(--bg)));
--muted:var(--clearinghouse-muted,color-mix(in srgb,var(--color) 70%,var(--bg)));
--focus:3px solid var(--clearinghouse-focus,var(--primary));
font:var(--clearinghouse-font-size,medium)/1.4 a;font-family:var(--clearinghouse-font,inherit);overflow-wrap:anywhere;
color:var(--color);background:var(--bg);box-shadow:0 0 0 6px var(--bg)}
*{box-sizing:border-box}
a{color:var(--primary)}
:focus-visible{outline:var(--focus);outline-offset:2px}
label{font-weight:bold}
.row{position:relative;anchor-name:--row;display:flex;flex-wrap:wrap;gap:8px;margin-top:2px}
input,button,.popup{min-height:44px;padding:8px 12px;border:var(--border);border-radius:var(--clearinghouse-radius,4px);font:inherit;
color:inherit;background:linear-gradient(var(--bg) 0 0) Canvas}
input{flex:1 1 10em;min-width:0}
::placeholder{color:var(--muted);opacity:1}
button{font-weight:bold;color:var(--clearinghouse-on-primary,light-dark(#fff,#11161d));background:var(--primary);cursor:pointer}
[part=credit],.group{margin-top:4px;font-size:.8125em;color:var(--muted)}
.popup{position:absolute;z-index:var(--clearinghouse-z,1000);inset:100% 0 auto;margin:4px 0;padding:4px 0;display:flex;flex-direction:column}
[part=list]{overflow:auto}
[popover]{position:fixed;inset:auto;position-anchor:--row;position-area:bottom;position-try:flip-block;width:anchor-size(width);max-height:max(160px,100% - 8px)}
.group,[part=option],.popup [part=error]{padding:4px 12px}
[part=option]{display:flex;flex-wrap:wrap;align-content:center;gap:0 12px;min-height:44px;cursor:pointer}
[part=option]:hover,[aria-selected=true]{background:var(--clearinghouse-hover,color-mix(in srgb,var(--primary) 12%,var(--bg)))}
[aria-selected=true]{outline:var(--focus);outline-offset:-3px}
[part=title]{flex:1 1 12em}
[part=list]>[part=option]{font-weight:bold;color:var(--primary)}
[part=meta]{color:var(--muted)}
[part=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

/* Returns an element: el("a part=link", { href, click }, "text"). */
function el(start, attributes = {}, ...children) {
  const [tag, ...fixed] = start.split(" ");
  const node = document.createElement(tag);
  for (const [name, value] of [...fixed.map((pair) => pair.split("=")), ...Object.entries(attributes)]) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

const warn = (text) => console.warn(`clearinghouse-search: ${text}`);
const isLink = (url) => /^https?:\/\//.test(url);

let results;

/* The element checks the hash; the import is the same module. */
function loadResults() {
  const src = new URL(RESULTS[0], import.meta.url).href;
  return (results ??= new Promise((resolve, error) => {
    const load = () => resolve(import(src));
    document.head.append(el("script type=module crossorigin=", { src, integrity: RESULTS[1], load, error }));
  }));
}

class Widget {
  constructor(host) {
    this.host = host;
    const isOurs = ({ attributeName }) => !/^(class|style)$/.test(attributeName);
    this.observer = new MutationObserver((changes) => changes.some(isOurs) && this.render());
  }

  get(name) {
    return (this.host.getAttribute(name) ?? this.host.getAttribute(`data-${name}`))?.trim();
  }

  /* allowed: words, or the least and greatest number */
  choice(name, allowed, fallback = allowed[0]) {
    const value = this.get(name)?.toLowerCase() || fallback;
    const isNumber = fallback > 0;
    if (isNumber ? value >= allowed[0] && value <= allowed[1] && !(value % 1) : allowed.includes(value)) return value;
    warn(`${name}="${value}": use ${allowed.join(isNumber ? " to " : ", ")}`);
    return fallback;
  }

  configure() {
    const src = this.get("src") || new URL("../..", import.meta.url).href;
    this.base = isLink(src) && URL.canParse(src) && src.replace(/\/*$/, "/");
    if (!this.base) return warn(`src="${src}": use https://…`);
    this.mode = this.choice("mode", ["suggest", "results", "list"]);
    this.lang = this.choice("lang", ["en", "es"], this.host.closest("[lang]")?.lang.startsWith("es") ? "es" : "en");
    this.texts = TEXTS[this.lang];
    this.limit = this.choice("limit", [1, 20], 5);
    this.minChars = this.choice("min-chars", [1, 10], 2);
    this.debounce = this.choice("debounce", [0, 2000], 160);
    this.target = this.get("new-tab") != null ? "_blank" : this.get("target");
    const query = this.get("query");
    const [site, collection] = ["site", "collection"].map((name) => this.get(name)?.replace(/["“”]/g, ""));
    this.within = [query, site && `"${site}"`, collection && `series:"${collection}"`].filter(Boolean).join(" ");
    this.filters = FILTERS.split(" ").flatMap((name) => {
      const values = this.get(name)?.split(",") ?? [];
      return values.map((value) => [name.replace("resource-", "").replace("-", "_"), value.trim()]);
    });
    return true;
  }

  page(path, params = "") {
    return `${this.base}${this.lang === "es" ? "es/" : ""}${path}${params && "?"}${new URLSearchParams(params)}`;
  }

  words(text) {
    const end = text.split('"').length % 2 ? ")" : '")';
    return this.within && text ? `(${text}${end} ${this.within}` : text || this.within;
  }

  searchPage(text) {
    return this.page("search", [["q", this.words(text)], ...this.filters]);
  }

  /* Keeps the room of the form inside. */
  connect() {
    if (this.root) return this;
    this.observer.observe(this.host, { attributes: true });
    const { height } = this.host.getBoundingClientRect();
    this.render();
    if (this.root) this.root.style.minHeight = `${height}px`;
    return this;
  }

  disconnect() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input) this.close();
  }

  render() {
    this.disconnect();
    const { input } = this;
    if (!this.configure()) return this.shadow?.replaceChildren(el("slot"));
    this.shadow ??= this.host.attachShadow({ mode: "open" });
    this.shadow.adoptedStyleSheets = [sheet];
    this.status = el("div part=status role=status");
    this.run = undefined;
    const form = this.form();
    this.content = el("div");
    const links = [this.home(), " · ", this.anchor(this.page("disclaimer"), this.texts.disclaimer)];
    this.credit = this.get("hide-credit") == null ? el("div part=credit", {}, ...links) : "";
    const parts = this.mode === "list" ? [el("slot"), this.content] : [form, this.content, this.credit];
    const hasFocus = input?.matches(":focus");
    this.root ??= el("div part=root");
    Object.assign(this.root, { lang: this.lang, dir: this.get("dir") ?? "" });
    this.root.replaceChildren(...parts, this.status);
    this.root.style.colorScheme = this.choice("theme", ["inherit", "light", "dark", "auto"]).replace("auto", "light dark");
    this.shadow.replaceChildren(this.root);
    this.input.value = input?.value ?? "";
    if (hasFocus) this.input.focus();
    if (this.mode !== "suggest") loadResults().then(({ start }) => start(this, el, isLink), () => this.fail("script"));
    this.emit("ready");
  }

  form() {
    const label = this.get("label") || this.texts.label;
    this.list = el("div part=list id=list role=listbox", { "aria-label": label });
    this.error = el("div part=error");
    const popover = CSS.supports("position-area:bottom") ? "manual" : null;
    const mousedown = (event) => event.preventDefault();
    this.popup = el("div class=popup hidden=", { popover, mousedown }, this.list, this.error);
    const combobox = "role=combobox aria-autocomplete=list aria-expanded=false aria-controls=list";
    this.input = el(`input part=input id=input inputmode=search enterkeyhint=search autocomplete=off spellcheck=false ${combobox}`, {
      placeholder: this.get("placeholder"),
      input: () => this.onInput(),
      keydown: (event) => this.onKeydown(event),
      focusout: ({ relatedTarget }) => this.popup.contains(relatedTarget) || this.disconnect(),
    });
    const submit = (event) => event.preventDefault(this.submit(this.text));
    const row = el("div class=row", {}, this.input, el("button part=button", {}, this.texts.search), this.popup);
    return el("form part=form", { submit }, el("label part=label for=input", {}, label), row);
  }

  home(url = this.page("")) {
    return this.anchor(url, "Public Safety Clearinghouse");
  }

  anchor(href, text) {
    return el("a part=link rel=noopener", { href, target: this.target }, text);
  }

  emit(name, detail) {
    const options = { bubbles: true, composed: true, cancelable: true, detail };
    return this.host.dispatchEvent(new CustomEvent(`clearinghouse-${name}`, options));
  }

  async ask(path, own, show, slot = "request") {
    this[slot]?.abort();
    const { signal } = (this[slot] = new AbortController());
    const options = { credentials: "omit", referrerPolicy: "strict-origin", signal: AbortSignal.any([signal, AbortSignal.timeout(6000)]) };
    const send = async (retries) => {
      const params = new URLSearchParams([...own, ["lang", this.lang], ...this.filters]);
      const response = await fetch(`${this.base}${path}?${params}`, options).catch((error) => retries || Promise.reject(error));
      if (response.status < 500 || !retries) return response.json();
      await new Promise((resolve) => setTimeout(resolve, 500));
      return send(0);
    };
    try {
      let answer = await send(1);
      if (answer.errors) {
        warn(JSON.stringify(answer.errors));
        this.filters = this.filters.filter(([name]) => !answer.errors[name]);
        answer = await send(0);
      }
      show(answer);
    } catch (error) {
      if (!signal.aborted) this.fail(`${error}`);
    }
  }

  fail(reason) {
    const url = this.searchPage(this.text);
    if (!this.emit("error", { reason, url })) return;
    if (this.mode === "suggest") this.open([]);
    else this.content.append(this.error);
    this.error.replaceChildren(`${this.texts.error} `, this.home(url));
    this.status.textContent = this.texts.error;
  }

  visit(name, detail, go = () => this.anchor(detail.url).click()) {
    this.disconnect();
    if (this.emit(name, detail)) go(detail);
  }

  get text() {
    return this.input.value.trim();
  }

  search(text) {
    this.input.value = text;
    return this.run ? this.submit(text) : this.suggest();
  }

  clear() {
    this.input.value = "";
    this.disconnect();
  }

  submit(query) {
    this.input.value = query;
    this.visit("submit", { query, url: this.searchPage(query) }, this.run);
  }

  // ARIA APG: editable combobox

  onInput() {
    this.disconnect();
    if (this.text.length >= this.minChars) this.timer = setTimeout(() => this.suggest(), this.debounce);
  }

  suggest() {
    const own = Object.entries({ q: this.input.value, limit: this.limit, within: this.within });
    return this.ask("api/v1/suggest", own, (answer) => this.show(this.text, answer));
  }

  show(query, { completions, resources, total }) {
    const items = resources.filter(({ page_url }) => isLink(page_url));
    if (!this.emit("results", { query, total, items })) return this.close();
    const searches = completions.slice(0, 5).map((text) => this.option(text, "", () => this.submit(text)));
    const links = items.map(({ title, labels, page_url: url }) =>
      this.option(title, labels?.format, () => this.visit("select", { query, title, url })),
    );
    const all = this.texts.all.replace("{}", total > 1 ? `${total}`.replace(/\B(?=(...)+$)/g, ",") : "");
    const count = searches.length + links.length;
    if (!count && !total) return this.close();
    this.open(
      [this.group("searches", searches), this.group("resources", links), this.option(all, "", () => this.submit(query))],
      `${count} ${this.texts.suggestion}${count === 1 ? "" : "s"}`,
    );
  }

  group(id, nodes) {
    const title = el("div class=group", { id }, this.texts[id]);
    return nodes.length && el("div role=group", { "aria-labelledby": id }, title, ...nodes);
  }

  option(title, meta, click) {
    const text = (part, content) => content && el(`span part=${part}`, {}, el("bdi", {}, `${content} `));
    return el("div part=option role=option aria-selected=false", { click }, text("title", title), text("meta", meta));
  }

  open(nodes, status) {
    this.close();
    this.popup.hidden = false;
    this.popup.showPopover?.();
    this.error.replaceChildren();
    this.list.replaceChildren(...nodes.filter(Boolean));
    this.options = [...this.list.querySelectorAll("[role=option]")];
    this.options.forEach((node, index) => (node.id = `option-${index}`));
    this.input.setAttribute("aria-expanded", nodes.length > 0);
    this.status.textContent = status;
  }

  close() {
    this.activate();
    this.popup.hidden = true;
    this.input.setAttribute("aria-expanded", false);
    this.status.textContent = "";
  }

  activate(node) {
    this.active?.setAttribute("aria-selected", false);
    this.active = node;
    node?.setAttribute("aria-selected", true);
    node?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", node?.id ?? "");
  }

  onKeydown(event) {
    const { key, altKey } = event;
    const isOpen = !this.popup.hidden;
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (key === "ArrowDown") this.move(1, altKey);
    else if (key === "ArrowUp") this.move(-1);
    else if (key === "Enter" && this.active) this.active.click();
    else if (key === "Escape" && (isOpen || this.text)) isOpen ? this.close() : this.clear();
    else {
      if (/^(Arrow|Home|End)/.test(key)) this.activate();
      if (key.length === 1) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  async move(step, openOnly) {
    if (this.popup.hidden && this.text.length >= this.minChars) await this.suggest();
    if (this.popup.hidden || openOnly) return;
    const { options } = this;
    const index = options.indexOf(this.active);
    this.activate(options.at(index < 0 && step < 0 ? -1 : (index + step) % options.length));
  }
}

class ClearinghouseSearch extends HTMLElement {
  #widget = new Widget(this);

  connectedCallback() {
    setTimeout(() => this.#widget.connect());
  }

  disconnectedCallback() {
    this.#widget.disconnect();
  }

  search(text) {
    return this.#widget.connect().search(text);
  }

  focus(options) {
    this.#widget.connect().input?.focus(options);
  }

  clear() {
    this.#widget.connect().clear();
  }
}

function upgradeDivs() {
  for (const div of document.querySelectorAll("[data-clearinghouse-search]:not([data-ready])")) {
    div.dataset.ready = "";
    new Widget(div).connect();
  }
}

if (!customElements.get("clearinghouse-search")) {
  customElements.define("clearinghouse-search", ClearinghouseSearch);
  upgradeDivs();
  new MutationObserver(upgradeDivs).observe(document, { childList: true, subtree: true });
}
