"""Catalogs in DCAT-US: datasets as rows, and files that are damaged, huge or something else."""

import json

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.web import dcat_rows
from indexer.importers.rows import SourceLink

DATASET = {
    "@type": "dcat:Dataset",
    "identifier": "BJS-1",
    "title": "Crime &amp; justice",
    "description": "<p>One</p><p>Two&nbsp;three</p>",
    "keyword": ["arrests", "arrests", "jails"],
    "theme": ["geospatial"],
    "publisher": {"@type": "org:Organization", "name": "Bureau of Justice Statistics"},
    "contactPoint": {"@type": "vcard:Contact", "fn": "Jane Doe"},
    "modified": "R/P1Y",
    "issued": "2015-02-03",
    "landingPage": "https://bjs.example/x",
    "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    "language": ["en-US"],
    "distribution": [
        {"downloadURL": "https://bjs.example/a.csv", "mediaType": "text/csv", "title": "Table"},
        {"downloadURL": "https://bjs.example/a.pdf", "mediaType": "application/pdf"},
        {"accessURL": "https://bjs.example/api"},
    ],
}


def catalog(*datasets, **others):
    return json.dumps({"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": datasets, **others})


def values(**changes):
    (row,) = values_of(dcat_rows, catalog({**DATASET, **changes}))
    return row


def test_a_dataset_is_a_row_with_the_fields_of_a_record():
    assert values() == {
        "source_id": "BJS-1",
        "title": "Crime & justice",
        "summary": "One\n\nTwo three",
        "keywords": ["arrests", "jails"],
        "theme": ["geospatial"],
        "publishers": ["Bureau of Justice Statistics"],
        "contact": "Jane Doe",
        "language": "en",
        "published": "2015-02-03",
        "rights": "https://creativecommons.org/publicdomain/zero/1.0/",
        "url": "https://bjs.example/x",
        "documents": [
            {"url": "https://bjs.example/a.csv", "label": "Table", "media_type": "text/csv", "role": "data"},
            {"url": "https://bjs.example/a.pdf", "media_type": "application/pdf"},
        ],
    }


def test_without_a_page_of_its_own_the_address_is_that_of_a_file():
    assert values(landingPage=None)["url"] == "https://bjs.example/api"


def test_a_list_of_datasets_is_read_as_well():
    assert [row["title"] for row in values_of(dcat_rows, json.dumps([{"title": "A"}, {"title": "B"}]))] == ["A", "B"]


def test_names_of_json_ld_are_understood():
    graph = {"@graph": [{"@type": "dcat:Dataset", "dct:title": {"@value": "A"}, "dct:issued": {"@value": "2020"}}]}
    assert values_of(dcat_rows, json.dumps(graph)) == [{"title": "A", "published": "2020"}]


def test_a_date_that_is_not_in_the_calendar_is_named_and_left_out():
    ((place, message),) = faults_of(dcat_rows, catalog({**DATASET, "issued": "2015-02-30"}))
    assert (place, "2015-02-30" in message) == ("dataset 1", True)


def test_what_is_not_a_dataset_is_named_and_the_rest_is_read():
    content = catalog(5, {"title": "A"})
    assert [place for place, _ in faults_of(dcat_rows, content)] == ["dataset 1"]
    assert values_of(dcat_rows, content) == [{"title": "A"}]


def test_what_comes_before_damage_is_read():
    content = catalog({"title": "A"}, {"title": "B"})[:-6]
    assert values_of(dcat_rows, content)[0] == {"title": "A"}
    assert len(faults_of(dcat_rows, content)) == 1


@pytest.mark.parametrize("content", ["", "<html>", "null", "12", '{"a": 1}', "[" * 100_000])
def test_anything_else_is_one_fault(content):
    assert len(faults_of(dcat_rows, content)) == 1
    assert values_of(dcat_rows, content) == []


def test_an_encoding_other_than_utf_8_is_understood():
    content = json.dumps([{"title": "Prevención de la violencia"}], ensure_ascii=False).encode("cp1252")
    assert values_of(dcat_rows, content) == [{"title": "Prevención de la violencia"}]


def test_datasets_across_the_pieces_of_a_large_file_are_whole():
    datasets = [{"title": f"Dataset {number}", "description": "é" * 50_000} for number in range(60)]
    rows = values_of(dcat_rows, json.dumps({"dataset": datasets}, ensure_ascii=False))
    assert [row["title"] for row in rows] == [dataset["title"] for dataset in datasets]
    assert {len(row["summary"]) for row in rows} == {50_000}


def test_parts_of_a_catalog_are_links():
    items = items_of(dcat_rows, catalog({"title": "A"}, hasPart=[{"@id": "https://bjs.example/data.json?part=2"}]))
    assert items[-1] == SourceLink("part", "https://bjs.example/data.json?part=2")
