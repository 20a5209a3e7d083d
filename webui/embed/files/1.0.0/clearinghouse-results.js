/* The modes "results" and "list" of <clearinghouse-search>: docs/embedding.md. The first file adds this one. */
const TEXTS = {
  en: {
    topic: "Topic",
    format: "Format",
    agency_size: "Agency size",
    busy: "Searching…",
    result: "result",
    none: "No results for “{}”. Try other words, or fewer.",
    everywhere: "Search all resources",
    used: "Showing results for “{}”.",
    meant: "Did you mean “{}”?",
    relaxed: "Few resources have all of your words, so these have some of them.",
    clear: "Clear filters",
    more: "Show more",
    all: "See all {} resources",
    empty: "There are no resources here yet.",
  },
  es: {
    topic: "Tema",
    format: "Formato",
    agency_size: "Tamaño de la agencia",
    busy: "Buscando…",
    result: "resultado",
    none: "No hay resultados de “{}”. Pruebe con otras palabras, o con menos.",
    everywhere: "Buscar en todos los recursos",
    used: "Resultados de “{}”.",
    meant: "¿Quiso decir “{}”?",
    relaxed: "Pocos recursos tienen todas sus palabras; estos tienen algunas de ellas.",
    clear: "Quitar los filtros",
    more: "Mostrar más",
    all: "Ver los {} recursos",
    empty: "Todavía no hay recursos aquí.",
  },
};
const MAX_SHOWN = 60; // characters of a query that is repeated
const FIELDS = "title,page_url,labels,summary,snippets";
const STYLES = `
[part=results]{container-type:inline-size}
.results{padding:12px 0 8px}
[part=results]:empty{display:none}
.total,.busy{font-weight:bold}
[part=error]{margin-top:8px}
p{margin:0}
ol{margin:0;padding:0;list-style:none}
[part=result]{padding:12px 0;border-bottom:1px solid color-mix(in srgb,var(--color) 20%,var(--bg))}
.list>ol:first-child>:first-child{padding-top:0}
a[part=title]{font-weight:bold}
.clamped,[part=snippet]{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.results [part=snippet]{-webkit-line-clamp:3}
[part=results] [part=meta]{font-size:.875em}
mark{padding:0 1px;color:var(--clearinghouse-on-mark,inherit);background:var(--clearinghouse-mark,light-dark(#fee685,#5c4809))}
[part=facets]{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
details[open]{flex-basis:100%}
details{border:var(--border);border-radius:var(--clearinghouse-radius,4px)}
summary{padding:10px 12px;font-weight:bold;cursor:pointer}
fieldset{min-width:0;margin:0;padding:0 12px 8px;border:0}
.facet{display:flex;gap:8px;align-items:center;min-height:36px;cursor:pointer;font-weight:normal}
.facet input{flex:none;width:20px;height:20px;min-height:0;margin:0;accent-color:var(--primary)}
.count{margin-inline-start:auto;color:var(--muted)}
legend{float:left}
.plain{border-color:transparent;color:var(--primary);background:none;text-decoration:underline}
[part~=more],.list [part=credit]{margin-top:12px}
.section,p[part=label]{margin-top:12px;font-weight:bold}
@container(min-width:44em){.columns{display:grid;grid-template-columns:15em minmax(0,1fr);gap:0 24px;align-items:start}
[part=facets]{display:grid}}
@media(forced-colors:active){mark{forced-color-adjust:none;color:MarkText;background:Mark}}
`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);

/* Renders the mode of a widget. `el` and `isLink` are those of the first file. */
export function start(widget, el, isLink) {
  widget.shadow.adoptedStyleSheets = [widget.shadow.adoptedStyleSheets[0], sheet];
  const view = widget.mode === "list" ? new ListView(widget, el, isLink) : new ResultsView(widget, el, isLink);
  view.start();
}

class View {
  constructor(widget, el, isLink) {
    Object.assign(this, { widget, el, isLink, texts: TEXTS[widget.lang] });
    this.content = el("div part=results", { class: widget.mode });
  }

  async ask(path, own, show) {
    this.widget.error.remove();
    await this.widget.ask(path, own, show, "results");
    this.content.removeAttribute("aria-busy");
    if (this.widget.error.isConnected) this.content.querySelector(".busy")?.replaceChildren(this.widget.error);
  }

  /* Returns the hits of an answer that can be shown, with their addresses. */
  usable(hits) {
    return hits.filter(({ title, page_url }) => typeof title === "string" && this.isLink(page_url));
  }

  item(hit, text) {
    const { widget, el } = this;
    const detail = { url: hit.page_url, title: hit.title, query: widget.text };
    const click = (event) => widget.emit("select", detail) || event.preventDefault();
    const attributes = { href: hit.page_url, target: widget.target, click };
    const meta = [hit.labels?.format, hit.labels?.published].filter(Boolean).join(" · ");
    return el(
      "li part=result",
      {},
      el("span class=clamped", {}, el("a part=title rel=noopener", attributes, el("bdi", {}, hit.title))),
      meta && el("p part=meta", {}, el("bdi", {}, meta)),
      text && el("p part=snippet", {}, el("bdi", {}, ...text)),
    );
  }

  /* Returns the text of a snippet with its matches marked; their offsets count code points. */
  marked({ text, marks }) {
    const characters = [...text];
    let end = 0;
    const pieces = marks.flatMap(([from, to]) => {
      const before = characters.slice(end, from).join("");
      end = to;
      return [before, this.el("mark part=mark", {}, characters.slice(from, to).join(""))];
    });
    return [...pieces, characters.slice(end).join("")];
  }

  number(value) {
    return `${value}`.replace(/\B(?=(...)+$)/g, ",");
  }
}

class ResultsView extends View {
  query = "";
  chosen = []; // [facet, value]
  opened = new Set(); // facets

  start() {
    const { widget } = this;
    const fixed = new Set(widget.filters.map(([name]) => name));
    this.facets = ["topic", "format", "agency_size"].filter((name) => !fixed.has(name));
    widget.content.replaceChildren(this.content);
    widget.run = ({ query }) => {
      this.query = query;
      this.search();
    };
    if (widget.text) widget.run({ query: widget.text }); // an attribute has changed
  }

  search(page = 1) {
    const { widget, content } = this;
    const own = [
      ["q", widget.words(this.query)],
      ["fields", FIELDS],
      ["facets", page === 1 && this.facets.length ? this.facets.join(",") : "none"],
      ["snippets", 1],
      ["per_page", widget.limit],
      ["page", page],
      ...this.chosen,
    ];
    // The room is taken now, because what moves long after a click would surprise.
    if (!this.list) {
      content.replaceChildren(this.el("div class=busy", {}, this.texts.busy));
      content.firstChild.style.minHeight = `${widget.limit * 7}em`;
    }
    content.setAttribute("aria-busy", true);
    return this.ask("api/v1/search", own, (answer) => (page === 1 ? this.show(answer) : this.add(answer)));
  }

  show(answer) {
    const { widget, el, content } = this;
    const hits = this.usable(answer.hits);
    if (!widget.emit("results", { query: this.query, total: answer.total, items: hits })) return;
    const focused = widget.shadow.activeElement?.id;
    this.page = 1;
    this.list = el("ol");
    this.more = el("button type=button", { part: "button more", click: () => this.search(this.page + 1) }, this.texts.more);
    const total = `${this.number(answer.total)} ${this.texts.result}${answer.total === 1 ? "" : "s"}`;
    const found = answer.total > 0;
    content.replaceChildren(
      el("p class=total", {}, found ? total : this.texts.none.replace("{}", () => this.shortened(this.query))),
      ...this.notes(answer),
      found ? "" : widget.anchor(widget.page("search", [["q", this.query]]), this.texts.everywhere),
      el("div class=columns", {}, this.facetPanel(answer.facets), el("div", {}, this.list, this.more)),
    );
    this.append(hits, answer.total);
    widget.status.textContent = content.firstChild.textContent;
    if (focused) widget.shadow.getElementById(focused)?.focus();
  }

  add(answer) {
    const hits = this.usable(answer.hits);
    this.page += 1;
    this.append(hits, answer.total)?.querySelector("a").focus();
  }

  /* Returns a query for use between quotation marks. */
  shortened(query) {
    const text = query.replace(/["“”]/g, "");
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  }

  /* Adds results, and returns the first of them. */
  append(hits, total) {
    const items = hits.map((hit) => this.item(hit, hit.snippets?.length ? this.marked(hit.snippets[0]) : hit.summary && [hit.summary]));
    this.list.append(...items);
    this.more.hidden = !(this.page * this.widget.limit < total);
    return items[0];
  }

  /* Returns what is to be said about the words: another spelling, or that some are missing. */
  notes({ did_you_mean: meant, relaxed, total }) {
    const { el, texts, widget } = this;
    const note = (text) => el("p", {}, text);
    if (meant?.used) return [note(texts.used.replace("{}", () => meant.q))];
    const click = () => widget.submit(meant.q);
    const correction = meant && el("button class=plain part=button type=button", { click }, texts.meant.replace("{}", () => meant.q));
    return [relaxed && total > 0 && note(texts.relaxed), correction].filter(Boolean);
  }

  facetPanel(facets = {}) {
    const { el, texts } = this;
    const panels = this.facets.filter((name) => facets[name]?.length).map((name) => this.facet(name, facets[name]));
    const click = () => {
      this.chosen = [];
      this.search();
      this.widget.input.focus();
    };
    const clear = this.chosen.length && el("button class=plain part=button type=button", { click }, texts.clear);
    return panels.length ? el("div part=facets", {}, ...panels, clear) : "";
  }

  facet(name, values) {
    const { el, opened } = this;
    const count = this.chosen.filter(([facet]) => facet === name).length;
    const title = `${this.texts[name]}${count ? ` (${count})` : ""}`;
    const toggle = ({ target }) => opened[target.open ? "add" : "delete"](name);
    const boxes = values.map(({ value, label, count: number, selected }) => {
      const change = ({ target }) => {
        this.chosen = this.chosen.filter(([facet, chosen]) => facet !== name || chosen !== value);
        if (target.checked) this.chosen.push([name, value]);
        this.search();
      };
      const box = el("input type=checkbox", { id: `${name}-${value}`, change });
      box.checked = selected;
      return el("label class=facet part=facet", {}, box, el("bdi", {}, label), el("span class=count", {}, this.number(number)));
    });
    const legend = el("legend part=status", {}, title);
    const details = el("details", { toggle }, el("summary", {}, title), el("fieldset", {}, legend, ...boxes));
    details.open = opened.has(name);
    return details;
  }
}

class ListView extends View {
  /* Waits until the list comes into view. */
  start() {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        this.load();
      },
      { rootMargin: "300px" },
    );
    observer.observe(this.widget.host);
  }

  load() {
    const { widget } = this;
    const toolkit = widget.get("toolkit");
    if (toolkit) return this.ask(`api/v1/toolkits/${encodeURIComponent(toolkit)}`, [], (answer) => this.showToolkit(answer));
    const own = { q: widget.words(""), fields: FIELDS, facets: "none", snippets: 0, per_page: widget.limit };
    return this.ask("api/v1/search", Object.entries(own), ({ hits, total }) =>
      this.show(this.usable(hits), total, widget.searchPage(""), (items) => [this.list(items)]),
    );
  }

  showToolkit({ title, sections, page_url }) {
    const { el, widget } = this;
    const all = sections.flatMap(({ items }) => this.usable(items));
    const first = new Set(all.slice(0, widget.limit));
    const url = this.isLink(page_url) ? page_url : widget.page("toolkits");
    const label = el("p part=label", {}, widget.anchor(url, el("bdi", {}, title)));
    this.show(all.slice(0, widget.limit), all.length, url, () => [
      label,
      ...sections.flatMap((section) => {
        const items = section.items.filter((item) => first.has(item));
        return items.length ? [section.title && el("p class=section", {}, section.title), this.list(items)] : [];
      }),
    ]);
  }

  list(items) {
    return this.el("ol", {}, ...items.map((item) => this.item(item, [item.note || item.summary].filter(Boolean))));
  }

  show(items, total, url, content) {
    const { widget, el } = this;
    if (!widget.emit("results", { query: "", total, items })) return;
    const all = total > items.length && widget.anchor(url, this.texts.all.replace("{}", this.number(total)));
    const more = all && el("p part=more", {}, all);
    const nodes = items.length ? content(items) : [el("p", {}, this.texts.empty)];
    this.content.replaceChildren(...[...nodes, more, widget.credit].filter(Boolean));
    widget.root.querySelector("slot")?.remove();
    widget.content.replaceChildren(this.content);
  }
}
