"""What each facet defines, and which changes of FACETS require a new index."""

from dataclasses import replace

import pytest

from catalog.facets import FACETS, Facet, FacetValue, FromRecord, Panel, facets_signature
from catalog.vocabularies import ControlledVocabulary, Term
from factories import entry

BY_NAME = {facet.name: facet for facet in FACETS}
REGION = Facet("region", "Region", "regions", FromRecord("keywords"), Panel.MORE)


def test_a_facet_is_closed_if_its_vocabulary_lists_every_value():
    assert [facet.name for facet in FACETS if not facet.closed] == ["publisher", "language", "rating"]


def test_a_facet_names_the_record_field_that_holds_its_values():
    fields = {name: facet.field for name, facet in BY_NAME.items()}
    assert (fields["topic"], fields["publisher"], fields["media"]) == ("topics", "publishers", None)


def test_values_of_a_record_field_keep_their_order_without_duplicates():
    vocabulary = ControlledVocabulary((Term("south", "South"),))
    values = REGION.values_of(entry(keywords=("west", "south", "west")), vocabulary)
    assert values == (FacetValue("west", "west"), FacetValue("south", "South"))


@pytest.mark.parametrize(
    "changed",
    [
        (*FACETS, REGION),
        FACETS[1:],
        (*FACETS[1:], replace(FACETS[0], name="subject")),
        (replace(FACETS[0], vocabulary="subjects"), *FACETS[1:]),
        (replace(FACETS[0], values=FromRecord("keywords")), *FACETS[1:]),
        (replace(FACETS[0], values=FromRecord("topics", BY_NAME["rating"].values.read)), *FACETS[1:]),
        (replace(FACETS[0], values=BY_NAME["media"].values), *FACETS[1:]),
    ],
)
def test_the_signature_changes_with_names_vocabularies_and_sources_of_values(changed):
    assert facets_signature(changed) != facets_signature()


def test_the_signature_stays_if_only_labels_or_panels_change():
    changed = (replace(FACETS[0], label="Subject", panel=Panel.MORE), *FACETS[1:])
    assert facets_signature(changed) == facets_signature(tuple(FACETS))
