"""The form of the embed builder, filled in from URL parameters. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.facets import FACET_NAMES
from catalog.messages import to_translate
from catalog.search.query.tree import Sort
from catalog.taxonomy import Taxonomy
from catalog.toolkit import FeaturedToolkit
from webui.components.forms import MAX_REPEATED_CHARACTERS, FormField
from webui.embed.contrast import DEFAULT_COLORS, Ground
from webui.embed.options import COLORS, DEFAULT_LIMIT, WidgetMode, WidgetTheme
from webui.http.params import Params
from webui.i18n.labels import facet_label
from webui.i18n.locale import LANGUAGES
from webui.i18n.locale import gettext as _

LANGUAGE_PARAMETER = "lang"
"""The parameter with the language of the widget; by default it is that of the page."""
CHECKBOX_FACETS = ("topic", "format", "agency_size")
"""The filters of the form; others are those of the search that the visitor came from."""
TEXT_LABELS: Mapping[str, str] = {
    "q": to_translate("Only resources with these words"),
    "limit": to_translate("Number of resources to show at once"),
    "label": to_translate("Label"),
    "placeholder": to_translate("Hint inside the box"),
    "primary": to_translate("Main color"),
    "bg": to_translate("Background color"),
    "color": to_translate("Text color"),
}
"""The labels of the text fields by their parameters, in the order of the form."""
PICKED_FIRST: Mapping[str, str] = DEFAULT_COLORS[Ground.LIGHT]
"""The colors that the pickers show while none is chosen."""
FURTHER_LABELS: Mapping[str, str] = {
    "sworn": to_translate("Full-time sworn officers"),
    "published_from": to_translate("From year"),
    "published_to": to_translate("To year"),
    "sort": to_translate("Sort by"),
    "site": to_translate("Site"),
    "collection": to_translate("Series"),
}
"""The labels of what only the URL of a search sets, besides facets."""
SORT_LABELS: Mapping[str, str] = {
    Sort.RELEVANCE: to_translate("Best match"),
    Sort.NEWEST: to_translate("Newest"),
    Sort.OLDEST: to_translate("Oldest"),
    Sort.ADDED: to_translate("Recently added"),
    Sort.TITLE: to_translate("Title, A to Z"),
}
MODE_LABELS: Mapping[WidgetMode, tuple[str, str]] = {
    WidgetMode.SUGGEST: (
        to_translate("Search box"),
        to_translate("Suggests resources as visitors type. All results open on our site."),
    ),
    WidgetMode.RESULTS: (
        to_translate("Search box with results"),
        to_translate("Shows the results and filters on your page."),
    ),
    WidgetMode.LIST: (
        to_translate("List of resources"),
        to_translate("Shows a toolkit, or what a search finds, without a search box. It stays up to date by itself."),
    ),
}
"""The name of each mode, and when to choose it."""
THEME_LABELS: Mapping[WidgetTheme, str] = {
    WidgetTheme.INHERIT: to_translate("Same as your page"),
    WidgetTheme.LIGHT: to_translate("Always light"),
    WidgetTheme.DARK: to_translate("Always dark"),
    WidgetTheme.AUTO: to_translate("Same as the visitor's device"),
}


@dataclass(frozen=True, slots=True)
class EmbedChoice:
    """A value to choose, with an explanation that may be empty."""

    value: str
    label: str
    chosen: bool
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class EmbedForm:
    """The form. `facets` has a legend and the values of each filter by its parameter.

    `further` has pairs of a parameter and its choice: filters of a search that the form does not offer by itself.
    """

    modes: tuple[EmbedChoice, ...]
    facets: Mapping[str, tuple[str, tuple[EmbedChoice, ...]]]
    further: tuple[tuple[str, EmbedChoice], ...]
    toolkits: tuple[EmbedChoice, ...]
    fields: Mapping[str, FormField]
    languages: tuple[EmbedChoice, ...]
    themes: tuple[EmbedChoice, ...]
    new_tab: bool
    hide_credit: bool

    @property
    def refused_fields(self) -> tuple[FormField, ...]:
        """The fields that were refused."""
        return tuple(field for field in self.fields.values() if field.reason)


def embed_form(
    params: Params,
    taxonomy: Taxonomy,
    toolkits: Iterable[FeaturedToolkit],
    default_language: str,
    reasons: Mapping[str, str],
) -> EmbedForm:
    """Return the form with the values of URL parameters; `reasons` are those of refused fields."""
    values: dict[str, list[str]] = {}
    for name, value in params:
        values.setdefault(name, []).append(value.strip())

    def first_value(name: str, default: str = "") -> str:
        return next(filter(None, values.get(name, ())), default)

    return EmbedForm(
        modes=tuple(_modes(first_value("mode", WidgetMode.SUGGEST))),
        facets={name: (facet_label(name), tuple(_terms(name, taxonomy, values))) for name in CHECKBOX_FACETS},
        further=tuple(_further(params, taxonomy)),
        toolkits=tuple(_toolkits(toolkits, first_value("toolkit"))),
        fields={name: _field(name, first_value(name), reasons) for name in TEXT_LABELS},
        languages=tuple(
            EmbedChoice(code, name, code == first_value(LANGUAGE_PARAMETER, default_language), language=code)
            for code, name in LANGUAGES.items()
        ),
        themes=tuple(
            EmbedChoice(theme, _(label), theme == first_value("theme", WidgetTheme.INHERIT))
            for theme, label in THEME_LABELS.items()
        ),
        new_tab=first_value("new_tab") in ("1", "true"),
        hide_credit=first_value("hide_credit") in ("1", "true"),
    )


def form_shows(names: Collection[str]) -> bool:
    """Return whether the form has a text field for every parameter that was refused."""
    return bool(names) and set(names) <= TEXT_LABELS.keys()


def _modes(chosen: str) -> Iterator[EmbedChoice]:
    for mode, (label, note) in MODE_LABELS.items():
        yield EmbedChoice(mode, _(label), mode == chosen, _(note))


def _terms(facet: str, taxonomy: Taxonomy, values: Mapping[str, Collection[str]]) -> Iterator[EmbedChoice]:
    for term in taxonomy.terms(facet):
        yield EmbedChoice(term.value, term.label, term.value in values.get(facet, ()))


def _toolkits(toolkits: Iterable[FeaturedToolkit], chosen: str) -> Iterator[EmbedChoice]:
    for featured in toolkits:
        toolkit = featured.toolkit
        yield EmbedChoice(featured.name, toolkit.title, featured.name == chosen, language=toolkit.language or "en")


def _further(params: Params, taxonomy: Taxonomy) -> Iterator[tuple[str, EmbedChoice]]:
    """Yield the filters that came with a search, which can be removed."""
    for name, value in dict.fromkeys(params):
        if value and name in FACET_NAMES and name not in CHECKBOX_FACETS:
            yield name, EmbedChoice(value, f"{facet_label(name)}: {taxonomy.label(name, value)}", chosen=True)
        elif value and name in FURTHER_LABELS:
            words = _(SORT_LABELS[value]) if name == "sort" and value in SORT_LABELS else value
            yield name, EmbedChoice(value, f"{_(FURTHER_LABELS[name])}: {words}", chosen=True)


def _field(name: str, value: str, reasons: Mapping[str, str]) -> FormField:
    reason = reasons.get(name, "")
    shown = value[:MAX_REPEATED_CHARACTERS] if reason and name in (*COLORS, "limit") else value
    if name in COLORS and value and not reason:
        shown = f"#{value.removeprefix('#')}"
    return FormField(name, _(TEXT_LABELS[name]), shown or (str(DEFAULT_LIMIT) if name == "limit" else ""), reason)
