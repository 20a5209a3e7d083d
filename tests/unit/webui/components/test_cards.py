"""Cards: what a list shows of a resource."""

import pytest

import factories
from catalog.model import DocumentText, PartialDate
from catalog.search.result import Hit, Snippet
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import ControlledVocabulary, Term
from webui.components.cards import card, format_icon
from webui.components.snippets import SnippetSpan
from webui.urls import SiteUrls

TAXONOMY_WITH_ICON = Taxonomy(
    {"formats": ControlledVocabulary((Term("talk", "Talk", icon="webinar"), Term("memo", "Memo")))}
)


@pytest.mark.parametrize(
    ("format_value", "icon"),
    [("talk", "format-webinar"), ("memo", "format-memo"), ("hologram", "format-hologram"), (None, "format-None")],
)
def test_the_icon_of_a_format_comes_from_the_taxonomy_or_else_from_its_value(format_value, icon):
    assert format_icon(format_value, TAXONOMY_WITH_ICON) == icon


def test_a_card_shows_the_matching_passage_of_the_summary():
    record = factories.record(summary="A long way. Plate readers.")
    hit = Hit(record, (), 1.0, (Snippet("Plate readers.", ((0, 5),)),))
    assert card(hit, factories.taxonomy(), SiteUrls()).spans == (
        SnippetSpan("Plate", marked=True),
        SnippetSpan(" readers."),
    )


def test_a_card_shows_the_known_facts_in_one_line():
    record = factories.record(format="webinar", published=PartialDate(2016, 3), language="es")
    hit = Hit(record, (DocumentText(pages=12, duration_s=2880),), 1.0)
    assert card(hit, factories.taxonomy(), SiteUrls()).facts == (
        "Webinar",
        "March 2016",
        "12 pages",
        "48 min",
        "Spanish",
    )
    assert card(hit, factories.taxonomy(), SiteUrls()).lang == "es"
