"""Which value is suggested for the word of another catalog."""

from functools import cache

import pytest

from catalog.store.taxonomy import load_taxonomy
from indexer.importers.mapping.nearest_values import nearest_value
from paths import CORPUS


@cache
def taxonomy():
    return load_taxonomy(CORPUS / "taxonomy.yaml")


@pytest.mark.parametrize(
    ("facet", "text", "value"),
    [
        ("format", "Problem Guide", "publication"),
        ("format", "Guide to problems", "publication"),
        ("format", "Dataset", "statistics"),
        ("format", "THES", "research"),
        ("format", "VIDEO", "webinar"),
        ("format", "phdthesis", "research"),
        ("format", "PowerPoint", "webinar"),
        ("format", "TRAFFIC STOPS", None),
        ("format", "libs", None),
        ("audience", "Sheriffs", "chief"),
        ("topic", "community policing", "community-engagement"),
        ("topic", "Use of force in schools", "constitutional-policing"),
        ("topic", "Housing & Community Development", None),
        ("topic", "Military & Veterans Affairs", None),
    ],
)
def test_the_nearest_value_is_found_by_its_names_its_head_and_its_parts(facet, text, value):
    assert nearest_value(taxonomy(), facet, text) == value
