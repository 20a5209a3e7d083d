"""The checker of DCAT-US 3.0 that other tests rely on finds every kind of fault."""

import pytest

from dcat_checker import dcat_faults

DATASET = {
    "title": "T",
    "description": "D",
    "publisher": {"name": "P"},
    "contactPoint": {"fn": "C", "hasEmail": "mailto:c@example.org"},
    "identifier": "https://example.org/1",
}


@pytest.mark.parametrize("property_name", DATASET)
def test_a_dataset_without_a_required_property_is_a_fault(property_name):
    incomplete = {name: value for name, value in DATASET.items() if name != property_name}
    assert dcat_faults({"dataset": [DATASET]}) == []
    assert dcat_faults({"dataset": [DATASET, incomplete]}) == [f"catalog.dataset[1]: has no {property_name}"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": ["T"]},
        {"description": ""},
        {"publisher": "P"},
        {"publisher": {"@type": "Agent", "name": "P"}},
        {"contactPoint": {"fn": "C"}},
        {"contactPoint": [{"fn": "C", "hasEmail": "c@example.org"}]},
        {"issued": "May 2020"},
        {"modified": "2020-05-01T10:00:00"},
        {"language": "eng"},
        {"keyword": "one"},
        {"theme": [{"@type": "Concept"}]},
        {"landingPage": {"title": "P", "accessURL": "a b"}},
        {"distribution": [{"byteSize": 12}]},
        {"distribution": {"downloadURL": "https://example.org/a.pdf"}},
        {"keywords": ["one"]},
    ],
)
def test_a_wrong_type_format_or_cardinality_is_a_fault(change):
    assert len(dcat_faults({"dataset": [DATASET | change]})) == 1


def test_a_catalog_is_an_object_with_datasets():
    assert dcat_faults([]) == ["catalog: [] is not an object"]
    assert dcat_faults({}) == ["catalog: has no dataset"]
