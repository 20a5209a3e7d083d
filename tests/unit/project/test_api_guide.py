"""The guide of the API names every operation, and everything that can be chosen of an answer."""

import re

import pytest

import webui.api.routes  # noqa: F401  # registers the operations
from catalog.schemas import HIT_FIELD_NAMES, SUGGESTION_FIELDS
from paths import ROOT
from webui.api.operations import operations
from webui.api.options import SEARCH_OPTIONS

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.name)
def test_the_guide_has_a_row_for_every_operation(operation):
    assert f"| `{operation.name}` | `{operation.path}` |" in GUIDE


def test_every_operation_in_the_guide_has_a_view():
    names = re.findall(r"^\| `(\w+)` \| `/", GUIDE, re.MULTILINE)
    assert names == [operation.name for operation in operations()] != []


@pytest.mark.parametrize("name", [*SEARCH_OPTIONS, *HIT_FIELD_NAMES, *SUGGESTION_FIELDS])
def test_the_guide_names_every_option_and_field(name):
    assert f"`{name}`" in GUIDE
