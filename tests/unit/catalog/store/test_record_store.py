"""The store gives valid records and names every fault of the others: file, line, record, field and what to do."""

import datetime as dt
import json

import pytest

from catalog.errors import Problem
from catalog.model import AgencySize, Document, Featured, Identifiers, PartialDate, Rating
from catalog.schemas import record_json
from catalog.store.records import RecordStore
from factories import record


@pytest.fixture
def load(tmp_path, taxonomy):
    """Return a function that loads a corpus of files given by name."""

    def loaded(**files):
        for name, content in files.items():
            path = tmp_path / "corpus" / "records" / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return RecordStore(tmp_path / "corpus", taxonomy).load()

    return loaded


WHOLE = {
    "id": "a-1",
    "title": "Title",
    "subtitle": "Subtitle",
    "summary": "One. Two.",
    "url": "https://example.org/a?b=c#d",
    "documents": [
        {"path": "a-1/file.pdf", "label": "PDF", "media_type": "application/pdf", "role": "appendix"},
        {"url": "http://example.org/x.vtt"},
    ],
    "format": "webinar",
    "topics": ["technology", "gun-violence"],
    "agency_size": {"sworn_min": 0, "sworn_max": 49},
    "audiences": ["chief"],
    "engagement": ["operations"],
    "publishers": ["Bureau of Justice Assistance"],
    "authors": ["A. Author"],
    "keywords": ["k"],
    "series": "Series",
    "edition": "2nd",
    "language": "en-US",
    "rights": "CC0 1.0",
    "published": "2016-12",
    "added": "2026-01-02",
    "reviewed": "2026-01-03",
    "duration_s": 0,
    "pages": 12,
    "identifiers": {"ncj": "251572", "doi": "10.1/x", "isbn": "978", "report": "R-1"},
    "rating": {"scheme": "CrimeSolutions", "value": "Effective", "date": "2012", "url": "https://example.org/r"},
    "supersedes": ["old"],
    "related": ["other"],
    "aliases": ["723", "/clearinghouse/resource/723"],
    "featured": {"from": "2026-01-01", "until": "2026-01-01", "image_alt": "A car"},
}
VALUES = record(
    "a-1",
    title="Title",
    subtitle="Subtitle",
    summary="One. Two.",
    url="https://example.org/a?b=c#d",
    documents=(
        Document("a-1/file.pdf", None, "PDF", "application/pdf", "appendix"),
        Document(url="http://example.org/x.vtt"),
    ),
    format="webinar",
    topics=("technology", "gun-violence"),
    agency_size=AgencySize(0, 49),
    audiences=("chief",),
    engagement=("operations",),
    publishers=("Bureau of Justice Assistance",),
    authors=("A. Author",),
    keywords=("k",),
    series="Series",
    edition="2nd",
    language="en-US",
    rights="CC0 1.0",
    published=PartialDate(2016, 12),
    added=dt.date(2026, 1, 2),
    reviewed=dt.date(2026, 1, 3),
    duration_s=0,
    pages=12,
    identifiers=Identifiers("251572", "10.1/x", "978", "R-1"),
    rating=Rating("CrimeSolutions", "Effective", "2012", "https://example.org/r"),
    supersedes=("old",),
    related=("other",),
    aliases=("723", "/clearinghouse/resource/723"),
    featured=Featured(dt.date(2026, 1, 1), dt.date(2026, 1, 1), "A car"),
)


def as_yaml_text(value):
    """A value as YAML gives it: all text."""
    if isinstance(value, dict):
        return {key: as_yaml_text(item) for key, item in value.items()}
    return [as_yaml_text(item) for item in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("content", [WHOLE, as_yaml_text(WHOLE)])
@pytest.mark.parametrize("name", ["a_yaml", "a_yml", "a_json", "a_jsonl"])
def test_every_field_is_read_from_every_form_of_file(load, name, content):
    contents = load(**{name: content})
    assert [stored.record for stored in contents.records] == [VALUES]


def test_a_record_is_written_out_under_the_names_it_was_read_by(load):
    (stored,) = load(a_json=WHOLE).records
    written = record_json(stored.record)
    assert written == WHOLE | {"documents": [WHOLE["documents"][0], {**WHOLE["documents"][1], "role": "full-text"}]}


def test_what_is_missing_is_named(load):
    contents = load(a_json={})
    assert {(each.field, each.message) for each in contents.problems} == {("id", "is missing"), ("title", "is missing")}


def test_a_count_beyond_all_numbers_is_refused(load):
    (problem,) = load(a_json='{"id": "a", "title": "T", "pages": 1e999}').problems
    assert problem.field == "pages"


def test_every_fault_of_every_file_is_told_at_once_in_order(load):
    contents = load(
        b_yaml="id: B\ntitel: x\ntopics: [tecnology,\n  gun]\npublished: 2016-13\n",
        a_json=[{"id": "a", "title": "T"}, {"id": "b", "pages": "x", "url": "y"}],
        c_yaml="id: [",
    )
    assert [(each.file, each.line, each.field) for each in contents.problems] == [
        ("corpus/records/a.json", 1, "title"),
        ("corpus/records/a.json", 1, "url"),
        ("corpus/records/a.json", 1, "pages"),
        ("corpus/records/b.yaml", 1, "id"),
        ("corpus/records/b.yaml", 1, "title"),
        ("corpus/records/b.yaml", 2, "titel"),
        ("corpus/records/b.yaml", 3, "topics[0]"),
        ("corpus/records/b.yaml", 4, "topics[1]"),
        ("corpus/records/b.yaml", 5, "published"),
        ("corpus/records/c.yaml", 1, None),
    ]


def test_a_fault_reads_as_one_line_for_people(load):
    (problem,) = load(a_yaml="id: a\ntitle: T\ntopics:\n  - tecnology\n").problems
    place = "corpus/records/a.yaml:4, record 'a', topics, item 1"
    assert str(problem) == f"{place}: topic 'tecnology': did you mean 'technology'?"


@pytest.mark.parametrize(
    ("field", "spoken"),
    [
        ("format", "field 'format'"),
        ("topics[0]", "topics, item 1"),
        ("documents[5].path", "documents, item 6: path"),
        ("agency_size.sworn_min", "agency_size: sworn_min"),
    ],
)
def test_people_read_of_a_field_in_their_own_words_and_count_from_one(field, spoken):
    assert str(Problem("record", "is wrong", field=field)) == f"{spoken}: is wrong"


def test_refused_records_and_files_are_counted_and_named(load):
    contents = load(
        a_json=[{"id": "good", "title": "T"}, {"id": "bad", "title": ""}, {"title": "no id"}],
        b_json="{",
        c_yaml="- id: other\n  title: T\n- text\n",
    )
    assert [stored.record.id for stored in contents.records] == ["good", "other"]
    assert (contents.refused, contents.refused_ids) == (4, {"bad"})
    assert contents.refused_files == {f"corpus/records/{name}" for name in ("a.json", "b.json", "c.yaml")}


def test_an_id_used_twice_is_refused_in_every_place(load):
    contents = load(a_yaml="id: same\ntitle: A\n", b_json='[\n{"id": "same", "title": "B"}]', c_yaml="id: c\ntitle: C")
    assert [stored.record.id for stored in contents.records] == ["c"]
    assert [(each.file, each.message) for each in contents.problems] == [
        ("corpus/records/a.yaml", "id 'same' is used again in corpus/records/b.json:2"),
        ("corpus/records/b.json", "id 'same' is used again in corpus/records/a.yaml:1"),
    ]


@pytest.mark.parametrize("ids", [("a", "a "), (1, 1), (1, "1"), ("a", "a\u0000")])
def test_an_id_used_twice_is_refused_however_it_is_written(load, ids):
    contents = load(a_json=[{"id": each, "title": "T"} for each in ids])
    assert contents.records == ()
    assert {each.message for each in contents.problems} == {f"id '{ids[0]}' is used again in the same line"}


def test_every_kind_of_record_file_in_every_folder_is_read_in_order(load):
    one = '{"id": "%s", "title": "T"}'
    contents = load(
        b_yaml=one % "b", a_jsonl=one % "a", sub__c_yml=one % "c", sub__sub__d_json=one % "d", e_txt=one % "e"
    )
    assert [stored.record.id for stored in contents.records] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("name", ["a_YAML", "a_Yml", "a_JSON"])
def test_the_ending_of_a_record_file_may_be_in_capitals(load, name):
    assert [stored.record.id for stored in load(**{name: {"id": "a", "title": "T"}}).records] == ["a"]


def test_json_lines_are_told_by_an_ending_in_capitals_too(load):
    contents = load(a_JSONL='{"id": "a", "title": "T"}\n{"id": "b", "title": "T"}')
    assert [stored.record.id for stored in contents.records] == ["a", "b"]


def test_files_that_are_no_record_files_are_named(load):
    contents = load(a_yaml="id: a\ntitle: T\n", sub__z24_txt="id: b\ntitle: T\n", **{"a_yaml~": "id: a\ntitle: T\n"})
    assert contents.ignored_files == ("corpus/records/a.yaml~", "corpus/records/sub/z24.txt")
    assert (contents.problems, contents.refused) == ((), 0)


def test_hidden_files_and_folders_are_passed_over(tmp_path, taxonomy):
    for name in (".a.yaml", ".hidden/b.yaml", "c.yaml"):
        path = tmp_path / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: c\ntitle: T\n")
    contents = RecordStore(tmp_path, taxonomy).load()
    assert (len(contents.records), contents.ignored_files) == (1, ())


def test_a_file_whose_name_is_no_text_is_read_and_shown(tmp_path, taxonomy):
    folder = tmp_path / "corpus" / "records"
    folder.mkdir(parents=True)
    (folder / b"caf\xe9.yaml".decode(errors="surrogateescape")).write_text("id: a\ntitle: T\n")
    (stored,) = RecordStore(tmp_path / "corpus", taxonomy).load().records
    assert stored.file == "corpus/records/caf\ufffd.yaml"


def test_a_corpus_without_records_holds_nothing(tmp_path, taxonomy):
    contents = RecordStore(tmp_path, taxonomy).load()
    assert (contents.records, contents.problems) == ((), ())
