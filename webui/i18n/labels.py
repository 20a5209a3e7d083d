"""Labels of facets, facet values and relations in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from catalog.facets import FACETS
from catalog.messages import to_translate
from catalog.search.result import FacetCount, Relation, SearchResult
from catalog.taxonomy import Taxonomy
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


def localized(taxonomy: Taxonomy) -> Taxonomy:
    """Return the taxonomy with labels in the request's language, for display only: queries are read in English."""
    return taxonomy.in_language(language())


def suggestion_context(taxonomy: Taxonomy) -> dict[str, object]:
    """Return the template variables of the suggestions under the search box.

    They are the formats, and the topics on pages in another language than the labels of the JSON endpoint.
    """
    terms = localized(taxonomy)
    return {"format_terms": terms.formats, "topic_terms": () if terms is taxonomy else terms.topics}


def legend(name: str) -> str:
    """Return the label of a facet."""
    return next((gettext(facet.label) for facet in FACETS if facet.name == name), name)


def relation_label(relation: Relation) -> str:
    """Return how a related resource is labeled."""
    return gettext(RELATIONS[relation])


def labelled(result: SearchResult, taxonomy: Taxonomy) -> SearchResult:
    """Return a result whose facet values have the labels of `taxonomy`; unlisted values keep theirs."""
    if language() == ENGLISH:
        return result  # the engine's labels are English

    def relabeled(facet: str, count: FacetCount) -> FacetCount:
        term = taxonomy.term(facet, count.value)
        return replace(count, label=term.label) if term else count

    facets = {name: tuple(relabeled(name, count) for count in counts) for name, counts in result.facets.items()}
    return replace(result, facets=facets)
