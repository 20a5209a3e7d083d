"""Labels of values in the language of the request: facets, relations, approaches and those of the toolkit builder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from catalog.facets import FACETS
from catalog.messages import to_translate
from catalog.model import Record, RecordText
from catalog.program import Approach
from catalog.recommend.model import SectionName, TimeBudget
from catalog.search.result import FacetCount, Relation, SearchResult
from catalog.taxonomy import Taxonomy
from catalog.text import language_subtag
from webui.i18n.locale import ENGLISH, gettext, language

RELATIONS: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.REPLACES: to_translate("Replaces this"),
        Relation.EDITORS_PICK: to_translate("Editor's pick"),
        Relation.REPLACED: to_translate("Replaced by this"),
        Relation.SAME_SERIES: to_translate("Same series"),
        Relation.SIMILAR_TOPIC: to_translate("Similar topic"),
    }
)
APPROACH_LABELS: Mapping[Approach | None, str] = MappingProxyType(
    {
        Approach.OPERATIONS: to_translate("Operations"),
        Approach.DIAGNOSTIC: to_translate("Diagnostic"),
        None: to_translate("Not given"),
    }
)
TIME_BUDGET_LABELS: Mapping[TimeBudget, str] = MappingProxyType(
    {
        TimeBudget.HOUR: to_translate("An hour"),
        TimeBudget.AFTERNOON: to_translate("An afternoon"),
        TimeBudget.PROJECT: to_translate("A longer project"),
    }
)
SECTION_TITLES: Mapping[SectionName, str] = MappingProxyType(
    {
        SectionName.START: to_translate("Start here"),
        SectionName.DEEPER: to_translate("Go deeper"),
        SectionName.EXAMPLES: to_translate("Examples to copy"),
        SectionName.HELP: to_translate("Get help"),
    }
)
RATING_VALUES = frozenset(
    {
        to_translate("Effective"),
        to_translate("Promising"),
        to_translate("Ineffective"),
        to_translate("No Effects"),
        to_translate("Negative Effects"),
        to_translate("Inconclusive"),
        to_translate("Model Plus"),
        to_translate("Model"),
    }
)
"""The values of the schemes of evidence ratings in the taxonomy."""
TEXT_LANGUAGE_NOTES: Mapping[str, str] = MappingProxyType(
    {"en": to_translate("Written in English"), "es": to_translate("Written in Spanish")}
)
RESOURCE_LANGUAGE_NOTES: Mapping[str, str] = MappingProxyType(
    {
        "en": to_translate("The resource itself is in English:"),
        "es": to_translate("The resource itself is in Spanish:"),
    }
)
"""What to say below a translated summary, by the language of the resource; its own title follows."""
OTHER_LANGUAGE_NOTE = to_translate("The resource itself is in another language:")


def localized_text(record: Record) -> RecordText:
    """Return the texts of a record in the language of the request, or its own if it has no translation into it."""
    return record.text_in(language())


def translation_note(record: Record) -> str:
    """Return in which language a resource is whose texts are translated for this request, else nothing.

    The title of the resource belongs after it.
    """
    if localized_text(record) == record.own_text:
        return ""
    note = RESOURCE_LANGUAGE_NOTES.get(language_subtag(record.language or ENGLISH), OTHER_LANGUAGE_NOTE)
    return gettext(note)


def text_language_note(code: str | None) -> str:
    """Return in which language a text of editors is, if not in that of the request; without a code, it is English."""
    code = language_subtag(code or ENGLISH)
    return "" if code == language() else gettext(TEXT_LANGUAGE_NOTES[code]) if code in TEXT_LANGUAGE_NOTES else ""


def rating_value(value: str) -> str:
    """Return the value of an evidence rating, such as "Promising", in words; an unlisted one as it is."""
    return gettext(value) if value in RATING_VALUES else value


def localized(taxonomy: Taxonomy) -> Taxonomy:
    """Return the taxonomy with labels in the request's language, for display only: queries are read in English."""
    return taxonomy.in_language(language())


def suggestion_context(taxonomy: Taxonomy) -> dict[str, object]:
    """Return the template variables of the suggestions under the search box: the formats, whose icons they show."""
    return {"format_terms": localized(taxonomy).formats}


def facet_label(name: str) -> str:
    """Return the label of a facet."""
    return next((gettext(facet.label) for facet in FACETS if facet.name == name), name)


def relation_label(relation: Relation) -> str:
    """Return how a related resource is labeled."""
    return gettext(RELATIONS[relation])


def approach_label(approach: Approach | None) -> str:
    """Return the label of a site's approach."""
    return gettext(APPROACH_LABELS[approach])


def time_budget_label(time: TimeBudget) -> str:
    """Return the label of a time budget of the toolkit builder."""
    return gettext(TIME_BUDGET_LABELS[time])


def section_title(section: SectionName) -> str:
    """Return the title of a section that the toolkit builder proposes."""
    return gettext(SECTION_TITLES[section])


def with_facet_labels(result: SearchResult, taxonomy: Taxonomy) -> SearchResult:
    """Return a result whose facet values have the labels of `taxonomy`; unlisted values keep theirs."""
    facets = {name: relabeled(name, counts, taxonomy) for name, counts in result.facets.items()}
    return replace(result, facets=facets)


def relabeled(facet: str, counts: tuple[FacetCount, ...], taxonomy: Taxonomy) -> tuple[FacetCount, ...]:
    """Return facet values with the labels of `taxonomy`; unlisted values keep theirs."""
    if language() == ENGLISH:
        return counts  # the engine's labels are English
    if facet == "rating":  # it has no vocabulary
        return tuple(replace(count, label=_rating_label(count.label)) for count in counts)
    terms = ((count, taxonomy.term(facet, count.value)) for count in counts)
    return tuple(replace(count, label=term.label) if term else count for count, term in terms)


def _rating_label(label: str) -> str:
    """Return the label of a rating, which is its scheme, a colon and its value, with the value in words."""
    scheme, colon, value = label.rpartition(": ")
    return f"{scheme}{colon}{rating_value(value)}"
