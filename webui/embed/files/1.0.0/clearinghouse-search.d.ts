// The types of <clearinghouse-search>. Its script has no exports; these are for pages that use the element.

export interface ClearinghouseSubmit {
  readonly query: string;
  /** The page with the results. */
  readonly url: string;
}

export interface ClearinghouseItem {
  readonly title: string;
  /** The page of the resource at the clearinghouse. */
  readonly page_url: string;
  /** Further fields of the JSON API. */
  readonly [field: string]: unknown;
}

export interface ClearinghouseResults {
  readonly query: string;
  /** All resources that were found; null if it is not known. */
  readonly total: number | null;
  readonly items: readonly ClearinghouseItem[];
}

export interface ClearinghouseSelection {
  readonly query: string;
  readonly title: string;
  readonly url: string;
}

export interface ClearinghouseFailure {
  readonly reason: string;
  /** The page where a visitor can go on. */
  readonly url: string;
}

/** The events by name. All of them bubble and can be canceled. */
export interface ClearinghouseEvents {
  /** The widget is on the page, or an attribute has changed. */
  "clearinghouse-ready": CustomEvent;
  /** Somebody searches. If it is canceled, the results are not opened or shown. */
  "clearinghouse-submit": CustomEvent<ClearinghouseSubmit>;
  /** An answer has arrived. If it is canceled, it is not shown. */
  "clearinghouse-results": CustomEvent<ClearinghouseResults>;
  /** Somebody chooses a resource. If it is canceled, the resource is not opened. */
  "clearinghouse-select": CustomEvent<ClearinghouseSelection>;
  /** The search does not answer. If it is canceled, no message is shown. */
  "clearinghouse-error": CustomEvent<ClearinghouseFailure>;
}

/** The attributes of the element. Each also works with `data-` in front. */
export interface ClearinghouseSearchAttributes {
  /** The address of the clearinghouse, such as `https://clearinghouse.example`. By default, where the script comes from. */
  src?: string;
  /** A box with suggestions, a box with results on the page, or a list without a box. */
  mode?: "suggest" | "results" | "list";
  /** Words that every resource must match. */
  query?: string;
  /** Topics, by value or label, separated by commas. */
  topic?: string;
  /** Formats, by value or label, separated by commas. */
  format?: string;
  /** Agency sizes, by value or label, separated by commas. */
  "agency-size"?: string;
  /** Audiences, by value or label, separated by commas. */
  audience?: string;
  /** Publishers, by value or label, separated by commas. */
  publisher?: string;
  /** Kinds of engagement, by value or label, separated by commas. */
  engagement?: string;
  /** Kinds of documents, by value or label, separated by commas. */
  media?: string;
  /** Languages of the resources, by value or label, separated by commas. */
  "resource-language"?: string;
  /** Ratings, separated by commas. */
  rating?: string;
  /** Sworn officers of an agency: resources for that size come first. */
  sworn?: number | string;
  /** The earliest date of publication: `2015`, `2015-06` or `2015-06-30`. */
  "published-from"?: string;
  /** The latest date of publication, inclusive. */
  "published-to"?: string;
  /** A place, such as `Milwaukee`: only resources that mention it. */
  site?: string;
  /** A series, such as `SPI Spotlight`. */
  collection?: string;
  /** The name of a featured toolkit, for the mode `list`. */
  toolkit?: string;
  /** The order of the resources. */
  sort?: "relevance" | "newest" | "oldest" | "added" | "title";
  /** Resources that are shown at a time, 1 to 20. */
  limit?: number | string;
  /** Characters before suggestions appear, 1 to 10. */
  "min-chars"?: number | string;
  /** Milliseconds without typing before suggestions are requested, 0 to 2000. */
  debounce?: number | string;
  /** The text above the box. */
  label?: string;
  /** A hint in the empty box. */
  placeholder?: string;
  /** The language; by default Spanish on pages in Spanish, and otherwise English. */
  lang?: "en" | "es";
  /** The direction of the text; by default that of the page. */
  dir?: "ltr" | "rtl" | "auto";
  /** The colors: by the `color-scheme` of the page, always light or dark, or as the visitor's device. */
  theme?: "inherit" | "light" | "dark" | "auto";
  /** Where links open, as in HTML. */
  target?: string;
  /** Links open in a new tab. */
  "new-tab"?: boolean | "";
  /** Leaves out the line with the name of the clearinghouse. */
  "hide-credit"?: boolean | "";
}

export interface ClearinghouseSearch extends HTMLElement {
  /** Searches as if somebody had typed the text. */
  search(text: string): Promise<void> | void;
  /** Moves the focus to the box. */
  focus(options?: FocusOptions): void;
  /** Empties the box, and closes the list. */
  clear(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "clearinghouse-search": ClearinghouseSearch;
  }
  interface HTMLElementEventMap extends ClearinghouseEvents {}
  interface DocumentEventMap extends ClearinghouseEvents {}
}
