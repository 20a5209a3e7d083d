"""What the site exports can be imported again: the records of the starter corpus come back field by field."""

import datetime as dt
from functools import cache

import pytest

from catalog.model import DocumentText, Entry
from catalog.schemas.answers.resource_line import resource_line
from catalog.schemas.records.record import record_json
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from import_sources import items_of
from indexer.importers.readers import jsonl_rows
from indexer.importers.readers.citations import bibtex_rows, ris_rows
from indexer.importers.readers.tables import csv_rows
from indexer.importers.rows import SourceFault, SourceNote
from paths import CORPUS
from webui.formats.citations.csl_item import csl_item
from webui.formats.citations.person_names import AuthorKind, parse_name
from webui.formats.records.bibtex import bibtex, citation_key
from webui.formats.records.csv_table import COLUMNS, csv_table
from webui.formats.records.listing import Listing, one_line
from webui.formats.records.ris import ris
from webui.urls import SiteUrls

pytestmark = pytest.mark.xdist_group("starter corpus")


@cache
def listing():
    """Return all records of the starter corpus."""
    taxonomy = load_taxonomy(CORPUS / "taxonomy.yaml")
    records = tuple(stored.record for stored in RecordStore(CORPUS, taxonomy).load().records)
    urls = SiteUrls("https://clearinghouse.example")
    return Listing("All", records, len(records), taxonomy, urls, dt.datetime(2026, 5, 4, tzinfo=dt.UTC))


@cache
def imported(reader, export):
    """Return the values of each record of an export, after checking that all of it is read."""
    items = items_of(reader, export(listing()))
    assert not [item for item in items if isinstance(item, SourceFault | SourceNote)]
    return [item.values for item in items]


def references():
    return [csl_item(record, listing().taxonomy) for record in listing().records]


def fields_of(item):
    """Return the fields of a reference as its import has them, without those that are empty."""
    identifiers = {"doi": item.doi, "isbn": item.isbn, "report": item.number, "ncj": item.ncj}
    fields = {
        "title": item.title,
        "publishers": [name for publisher in item.publishers for name in publisher.split("; ")],
        "published": str(item.issued or ""),
        "series": item.series,
        "edition": item.edition,
        "language": item.language,
        "identifiers": {name: value for name, value in identifiers.items() if value},
    }
    return {name: value for name, value in fields.items() if value}


def test_a_table_comes_back_cell_by_cell():
    for values, record in zip(imported(csv_rows, csv_table), listing().records, strict=True):
        cells = {name: cell(record, listing()).strip() for name, cell in COLUMNS.items()}
        assert values == {name: cell for name, cell in cells.items() if cell}


def test_json_lines_come_back_record_by_record():
    entries = [Entry(record, tuple(DocumentText() for _ in record.documents)) for record in listing().records]
    items = items_of(jsonl_rows, b"\n".join(map(resource_line, entries)))
    assert [item.values for item in items] == [record_json(record) for record in listing().records]


def test_ris_comes_back_field_by_field():
    for values, item in zip(imported(ris_rows, ris), references(), strict=True):
        assert {name: values[name] for name in fields_of(item) if name in values} == fields_of(item)
        assert values.get("summary", "") == one_line(item.abstract)
        assert values.get("keywords", []) == [*item.topics, *item.keywords]


def test_bibtex_comes_back_field_by_field():
    for values, item in zip(imported(bibtex_rows, bibtex), references(), strict=True):
        expected = fields_of(item) | ({"published": str(item.issued)[:7]} if item.issued else {})
        assert {name: values[name] for name in expected if name in values} == expected
        assert values["source_id"] == citation_key(item.id)
        assert values.get("summary", "") == one_line(item.abstract)
        assert values.get("keywords", []) == list(item.keywords)


@pytest.mark.parametrize(("reader", "export"), [(ris_rows, ris), (bibtex_rows, bibtex)])
def test_authors_come_back_as_the_same_people(reader, export):
    for values, item in zip(imported(reader, export), references(), strict=True):
        for text, name in zip(values.get("authors", []), item.authors, strict=True):
            if name.kind is AuthorKind.PERSON:
                assert parse_name(text) == name
            else:
                assert text.replace(",", "") == name.natural.replace(",", "")


@pytest.mark.parametrize(("reader", "export"), [(ris_rows, ris), (bibtex_rows, bibtex)])
def test_addresses_come_back(reader, export):
    for values, record in zip(imported(reader, export), listing().records, strict=True):
        assert values["url"] == (record.url or listing().urls.resource(record.id))
