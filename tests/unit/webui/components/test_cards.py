"""Cards: what a resource shows in a list."""

import pytest

from catalog.taxonomy import Taxonomy
from catalog.vocabularies import ControlledVocabulary, Term
from webui.components.cards import format_icon

TAXONOMY = Taxonomy({"formats": ControlledVocabulary((Term("talk", "Talk", icon="webinar"), Term("memo", "Memo")))})


@pytest.mark.parametrize(
    ("format_value", "icon"),
    [("talk", "format-webinar"), ("memo", "format-memo"), ("hologram", "format-hologram"), (None, "format-None")],
)
def test_the_icon_of_a_format_comes_from_the_taxonomy_or_else_from_its_value(format_value, icon):
    assert format_icon(format_value, TAXONOMY) == icon
