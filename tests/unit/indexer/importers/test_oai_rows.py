"""Answers of OAI-PMH servers: records as rows, errors, tokens, and answers that break off."""

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.web import oai_rows
from indexer.importers.rows import SourceFault, SourceLink

SPACES = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def record(statements, identifier="oai:repo.example:1"):
    metadata = f"<metadata><oai_dc:dc {SPACES}>{statements}</oai_dc:dc></metadata>"
    return f"<record><header><identifier>{identifier}</identifier></header>{metadata}</record>"


def answer(content):
    request = '<request verb="ListRecords">https://repo.example/oai</request>'
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{request}{content}</OAI-PMH>'


def records(*parts):
    return answer(f"<ListRecords>{''.join(parts)}</ListRecords>")


def values(statements):
    (row,) = values_of(oai_rows, records(record(statements)))
    return {name: value for name, value in row.items() if name != "source_id"}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("<dc:title>Arrests &lt;i&gt;and&lt;/i&gt; jails</dc:title>", {"title": "Arrests and jails"}),
        ("<dc:creator>Doe, J.</dc:creator><dc:creator>Roe, K.</dc:creator>", {"authors": ["Doe, J.", "Roe, K."]}),
        ("<dc:subject>Jails</dc:subject>", {"keywords": ["Jails"]}),
        ("<dc:publisher>NIJ</dc:publisher>", {"publishers": ["NIJ"]}),
        ("<dc:description>One.</dc:description>", {"summary": "One."}),
        ("<dc:language>spa</dc:language>", {"language": "es"}),
        ("<dc:rights>Public domain</dc:rights>", {"rights": "Public domain"}),
        ("<dc:type>Text</dc:type><dc:type>Technical Report</dc:type>", {"type": ["Technical Report"]}),
        ("<dc:type>Text</dc:type>", {"type": ["Text"]}),
        ("<dc:format>application/pdf</dc:format>", {"media_type": "application/pdf"}),
        ("<dc:date>2019-01-02T00:00:00Z</dc:date><dc:date>2018-05</dc:date>", {"published": "2018-05"}),
        ("<dc:date>c1998</dc:date>", {"published": "1998"}),
        (
            "<dc:identifier>https://doi.org/10.1000/182</dc:identifier>",
            {"url": "https://doi.org/10.1000/182", "identifiers": {"doi": "10.1000/182"}},
        ),
        (
            "<dc:identifier>https://repo.example/1</dc:identifier><dc:identifier>https://nij.example/1</dc:identifier>",
            {"url": "https://nij.example/1", "other_addresses": ["https://repo.example/1"]},
        ),
        ("<dc:identifier>J. of Law, 12(3)</dc:identifier>", {"other_identifiers": ["J. of Law, 12(3)"]}),
    ],
)
def test_statements_become_fields(statements, expected):
    assert values(statements) == expected


def test_a_deleted_record_is_a_row_that_says_so():
    header = '<header status="deleted"><identifier>oai:repo.example:2</identifier></header>'
    assert values_of(oai_rows, records(f"<record>{header}</record>")) == [
        {"source_id": "oai:repo.example:2", "deleted": True}
    ]


def test_the_token_of_the_next_part_is_a_link():
    content = records(record("<dc:title>A</dc:title>"), "<resumptionToken>a|b &amp; c</resumptionToken>")
    assert items_of(oai_rows, content)[-1] == SourceLink("token", "a|b & c")


def test_an_empty_token_ends_the_list():
    content = records(record("<dc:title>A</dc:title>"), "<resumptionToken/>")
    assert not [item for item in items_of(oai_rows, content) if isinstance(item, SourceLink)]


def test_an_error_of_the_protocol_has_its_code_and_a_sentence():
    items = items_of(oai_rows, answer('<error code="badResumptionToken">Too old</error>'))
    assert items[0] == SourceLink("error", "badResumptionToken")
    assert isinstance(items[1], SourceFault)


def test_that_no_record_matches_is_no_fault():
    items = items_of(oai_rows, answer('<error code="noRecordsMatch"/>'))
    assert items == [SourceLink("error", "noRecordsMatch")]


def test_of_an_answer_that_breaks_off_the_whole_records_are_read():
    content = records(record("<dc:title>A</dc:title>", "oai:1"), record("<dc:title>B</dc:title>", "oai:2"))
    cut = content[: content.index("B</dc:title>") + 1]
    assert [row["source_id"] for row in values_of(oai_rows, cut)] == ["oai:1"]
    assert [place for place, _ in faults_of(oai_rows, cut)] == ["answer"]


def test_a_record_without_dublin_core_is_named():
    header = "<header><identifier>oai:1</identifier></header>"
    content = records(f"<record>{header}<metadata/></record>", record("<dc:title>A</dc:title>"))
    assert [place for place, _ in faults_of(oai_rows, content)] == ["record 1"]
    assert len(values_of(oai_rows, content)) == 1


@pytest.mark.parametrize("content", ["", "<html><body>Error 500</body></html>", "hello", '{"a": 1}', "\0\1"])
def test_anything_else_is_one_fault(content):
    assert len(items_of(oai_rows, content)) == len(faults_of(oai_rows, content)) == 1


def test_entities_are_not_read_from_files():
    entity = '<!DOCTYPE OAI-PMH [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    content = entity + records(record("<dc:title>A &secret;</dc:title>"))
    assert [row["title"] for row in values_of(oai_rows, content)] == ["A &secret;"]
