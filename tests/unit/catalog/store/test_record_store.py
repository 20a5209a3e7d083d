"""The store returns valid records, and reports every problem of the others with file, line, record and field."""

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
    """Return a function that loads a corpus of these record files; `_` in a name is a dot, `__` a slash."""

    def load_files(**files):
        for name, content in files.items():
            path = tmp_path / "corpus" / "records" / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return RecordStore(tmp_path / "corpus", taxonomy).load()

    return load_files


FIELDS = {
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
RECORD = record(
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
    """Return a value as YAML has it: all text."""
    if isinstance(value, dict):
        return {key: as_yaml_text(item) for key, item in value.items()}
    return [as_yaml_text(item) for item in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("content", [FIELDS, as_yaml_text(FIELDS)])
@pytest.mark.parametrize("name", ["a_yaml", "a_yml", "a_json", "a_jsonl"])
def test_every_field_is_read_from_every_file_format(load, name, content):
    contents = load(**{name: content})
    assert [stored.record for stored in contents.records] == [RECORD]


def test_a_record_is_written_with_the_field_names_it_was_read_with(load):
    (stored,) = load(a_json=FIELDS).records
    written = record_json(stored.record)
    assert written == FIELDS | {"documents": [FIELDS["documents"][0], {**FIELDS["documents"][1], "role": "full-text"}]}


def test_missing_fields_are_reported(load):
    problems = {(problem.field, problem.message) for problem in load(a_json={}).problems}
    assert problems == {("id", "is missing"), ("title", "is missing")}


def test_an_infinite_count_is_refused(load):
    (problem,) = load(a_json='{"id": "a", "title": "T", "pages": 1e999}').problems
    assert problem.field == "pages"


def test_all_problems_of_all_files_are_reported_in_order(load):
    contents = load(
        b_yaml="id: B!\ntitel: x\ntopics: [tecnology,\n  gun]\npublished: 2016-13\n",
        a_json=[{"id": "a", "title": "T"}, {"id": "b", "pages": "x", "url": "y"}],
        c_yaml="id: [",
    )
    assert [(problem.file, problem.line, problem.field) for problem in contents.problems] == [
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


def test_a_problem_is_one_line_of_text(load):
    (problem,) = load(a_yaml="id: a\ntitle: T\ntopics:\n  - tecnology\n").problems
    location = "corpus/records/a.yaml:4, record 'a', topics, item 1"
    assert str(problem) == f"{location}: topic 'tecnology': did you mean 'technology'?"


@pytest.mark.parametrize(
    ("field", "description"),
    [
        ("format", "field 'format'"),
        ("topics[0]", "topics, item 1"),
        ("documents[5].path", "documents, item 6, path"),
        ("agency_size.sworn_min", "agency_size, sworn_min"),
    ],
)
def test_fields_are_described_in_words_and_items_counted_from_one(field, description):
    assert str(Problem("record", "is wrong", field=field)) == f"{description}: is wrong"


def test_refused_records_and_files_are_counted_and_listed(load):
    contents = load(
        a_json=[{"id": "good", "title": "T"}, {"id": "bad", "title": ""}, {"title": "no id"}],
        b_json="{",
        c_yaml="- id: other\n  title: T\n- text\n",
    )
    assert [stored.record.id for stored in contents.records] == ["good", "other"]
    assert (contents.refused, contents.refused_ids) == (4, {"bad"})
    assert contents.refused_files == {f"corpus/records/{name}" for name in ("a.json", "b.json", "c.yaml")}


def test_every_record_with_a_duplicate_id_is_refused(load):
    contents = load(a_yaml="id: same\ntitle: A\n", b_json='[\n{"id": "same", "title": "B"}]', c_yaml="id: c\ntitle: C")
    assert [stored.record.id for stored in contents.records] == ["c"]
    assert [(problem.file, problem.message) for problem in contents.problems] == [
        ("corpus/records/a.yaml", "id 'same' is used again in corpus/records/b.json:2"),
        ("corpus/records/b.json", "id 'same' is used again in corpus/records/a.yaml:1"),
    ]


@pytest.mark.parametrize("ids", [("a", "a "), (1, 1), (1, "1"), ("a", "a\u0000"), ("a-b", "A b"), ("a-b", "a_b")])
def test_a_duplicate_id_is_refused_in_any_notation(load, ids):
    contents = load(a_json=[{"id": record_id, "title": "T"} for record_id in ids])
    assert contents.records == ()
    assert {problem.message for problem in contents.problems} == {f"id '{ids[0]}' is used again in the same line"}


def test_record_files_of_every_format_in_every_folder_are_read_in_order(load):
    text = '{"id": "%s", "title": "T"}'
    contents = load(
        b_yaml=text % "b", a_jsonl=text % "a", sub__c_yml=text % "c", sub__sub__d_json=text % "d", e_txt=text % "e"
    )
    assert [stored.record.id for stored in contents.records] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("name", ["a_YAML", "a_Yml", "a_JSON"])
def test_the_extension_of_a_record_file_may_be_in_capitals(load, name):
    assert [stored.record.id for stored in load(**{name: {"id": "a", "title": "T"}}).records] == ["a"]


def test_json_lines_are_read_from_a_file_with_an_extension_in_capitals(load):
    contents = load(a_JSONL='{"id": "a", "title": "T"}\n{"id": "b", "title": "T"}')
    assert [stored.record.id for stored in contents.records] == ["a", "b"]


def test_files_that_are_not_record_files_are_listed(load):
    contents = load(a_yaml="id: a\ntitle: T\n", sub__z24_txt="id: b\ntitle: T\n", **{"a_yaml~": "id: a\ntitle: T\n"})
    assert contents.ignored_files == ("corpus/records/a.yaml~", "corpus/records/sub/z24.txt")
    assert (contents.problems, contents.refused) == ((), 0)


def test_hidden_files_and_folders_are_ignored(tmp_path, taxonomy):
    for name in (".a.yaml", ".hidden/b.yaml", "c.yaml"):
        path = tmp_path / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: c\ntitle: T\n")
    contents = RecordStore(tmp_path, taxonomy).load()
    assert (len(contents.records), contents.ignored_files) == (1, ())


def test_a_file_with_an_undecodable_name_is_read_and_named_readably(tmp_path, taxonomy):
    folder = tmp_path / "corpus" / "records"
    folder.mkdir(parents=True)
    (folder / b"caf\xe9.yaml".decode(errors="surrogateescape")).write_text("id: a\ntitle: T\n")
    (stored,) = RecordStore(tmp_path / "corpus", taxonomy).load().records
    assert stored.file == "corpus/records/caf\ufffd.yaml"


def test_a_corpus_may_have_no_records(tmp_path, taxonomy):
    contents = RecordStore(tmp_path, taxonomy).load()
    assert (contents.records, contents.problems) == ((), ())
