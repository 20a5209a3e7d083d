"""The store gives valid records and names every fault of the others: file, line, record, field and what to do."""

import datetime as dt
import json

import pytest

from catalog.model import AgencySize, Document, Featured, Identifiers, PartialDate, Rating
from catalog.schemas import record_json
from catalog.store import RecordStore
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


@pytest.fixture
def reasons(load):
    """Return a function that gives (field, message) of every fault of a record with these fields."""

    def found(**fields):
        contents = load(a_json={"id": "a", "title": "T"} | fields)
        return [(problem.field, problem.message) for problem in contents.problems]

    return found


@pytest.fixture
def taken(load):
    """Return a function that gives the record made of these fields."""

    def found(**fields):
        contents = load(a_json={"id": "a", "title": "T"} | fields)
        assert contents.problems == ()
        return contents.records[0].record

    return found


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


def test_an_id_and_a_title_are_enough(taken):
    assert taken() == record("a", title="T")


def test_what_is_missing_is_named(load):
    contents = load(a_json={})
    assert {(each.field, each.message) for each in contents.problems} == {("id", "is missing"), ("title", "is missing")}


def test_an_empty_field_is_an_absent_one(taken):
    assert taken(summary="", format=None, topics=[], documents=None, keywords=["", "k", " "], agency_size={}) == record(
        "a", title="T", keywords=("k",)
    )


def test_text_is_trimmed_composed_and_freed_of_control_characters(taken):
    assert taken(summary=" e\u0301\x00\x1b[0m \n").summary == "\u00e9[0m"


@pytest.mark.parametrize(
    ("written", "nearest"), [("titel", "title"), ("topic", "topics"), ("Format", "format"), ("publised", "published")]
)
def test_an_unknown_field_is_refused_with_the_nearest_name(reasons, written, nearest):
    assert reasons(**{written: "x"}) == [(written, f"unknown field '{written}': did you mean '{nearest}'?")]


def test_an_unknown_field_like_no_other_is_refused_with_all_names(reasons):
    ((_, message),) = reasons(zzz="x")
    assert message.startswith("unknown field 'zzz': known fields are id, title, subtitle, ")


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"documents": [{"path": "x", "lable": "y"}]}, "documents[0].lable", "did you mean 'label'?"),
        ({"agency_size": {"min": 1}}, "agency_size.min", "did you mean 'sworn_min'?"),
        ({"identifiers": {"dio": "1"}}, "identifiers.dio", "did you mean 'doi'?"),
        ({"rating": {"scheme": "s", "value": "v", "dat": "1"}}, "rating.dat", "did you mean 'date'?"),
        ({"featured": {"untill": "2026-01-01"}}, "featured.untill", "did you mean 'until'?"),
    ],
)
def test_an_unknown_field_within_a_field_is_refused_the_same_way(reasons, fields, where, message):
    ((field, reason),) = reasons(**fields)
    assert field == where
    assert reason.endswith(message)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"topics": ["tecnology"]}, ("topics[0]", "topic 'tecnology': did you mean 'technology'?")),
        ({"format": "Webinars"}, ("format", "format 'Webinars': did you mean 'webinar'?")),
        ({"audiences": ["chief", "cheif"]}, ("audiences[1]", "audience 'cheif': did you mean 'chief'?")),
        ({"engagement": ["ops"]}, ("engagement[0]", "engagement 'ops': did you mean 'operations'?")),
        (
            {"topics": ["zzz"]},
            ("topics[0]", "topic 'zzz' is not known; use one of: technology, gun-violence, crime-analysis"),
        ),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest_or_all_of_them(reasons, fields, problem):
    assert reasons(**fields) == [problem]


@pytest.mark.parametrize("field", "title subtitle summary series edition rights language format published url".split())
@pytest.mark.parametrize("value", [["x"], {"x": "y"}, True, 1.5])
def test_a_field_of_one_text_takes_nothing_else(reasons, field, value):
    assert [where for where, _ in reasons(**{field: value})] == [field]


@pytest.mark.parametrize(
    "field", "documents topics audiences engagement publishers authors keywords supersedes related aliases".split()
)
def test_a_field_with_a_list_takes_nothing_else(reasons, field):
    message = "must be a list: write [one, two], or one a line after '- '"
    assert reasons(**{field: "text"}) == [(field, message)]
    assert reasons(**{field: {"a": "b"}}) == [(field, message)]


@pytest.mark.parametrize("field", "publishers authors keywords aliases topics supersedes".split())
@pytest.mark.parametrize("item", [{"a": "b"}, ["x"], False, 0.5, None])
def test_an_item_of_a_list_must_be_text(reasons, field, item):
    assert [where for where, _ in reasons(**{field: [item]})] == [f"{field}[0]"]


@pytest.mark.parametrize("field", "agency_size identifiers rating featured".split())
@pytest.mark.parametrize("value", ["text", 5, ["x"], True])
def test_a_field_with_fields_of_its_own_takes_nothing_else(reasons, field, value):
    assert reasons(**{field: value}) == [(field, "must have fields of its own: write name: value")]


def test_a_document_must_be_told_by_fields(reasons):
    assert reasons(documents=["a.pdf"]) == [("documents[0]", "must have fields of its own: write name: value")]


@pytest.mark.parametrize("record_id", ["a", "0", "a-b-", "2016", "x" * 200])
def test_an_id_is_small_letters_digits_and_hyphens(taken, record_id):
    assert taken(id=record_id).id == record_id


@pytest.mark.parametrize("record_id", ["A", "-a", "a b", "a_b", "a/b", "a.b", "\u00e9", "..", "x" * 201])
def test_any_other_id_is_refused(reasons, record_id):
    ((field, message),) = reasons(id=record_id)
    assert field == "id"
    assert message.endswith("is no id: use a-z, 0-9 and hyphens, at most 200 characters")


@pytest.mark.parametrize("field", ["supersedes", "related"])
def test_an_id_of_another_record_has_the_same_form(reasons, field):
    assert [where for where, _ in reasons(**{field: ["b", "B"]})] == [f"{field}[1]"]


@pytest.mark.parametrize("path", ["a.pdf", "a/b c.pdf", "a..b", "...", "\u00e9.pdf"])
def test_a_document_may_stand_anywhere_below_its_folder(taken, path):
    assert taken(documents=[{"path": path}]).documents == (Document(path),)


def test_a_document_path_is_written_one_way(taken):
    assert taken(documents=[{"path": "./a//b/./c.pdf"}]).documents == (Document("a/b/c.pdf"),)


@pytest.mark.parametrize("path", ["../a", "a/../../b", "a/..", "/etc/passwd", "a\\..\\b", ".", "//a", "..", "\x00../a"])
def test_a_document_path_never_leaves_its_folder(reasons, path):
    ((field, message),) = reasons(documents=[{"path": path}])
    assert field == "documents[0].path"
    assert message.endswith("leaves the documents/ folder: write a path inside it")


@pytest.mark.parametrize("document", [{}, {"label": "x"}, {"path": "a", "url": "http://example.org/"}])
def test_a_document_has_one_place(reasons, document):
    assert reasons(documents=[document]) == [("documents[0].path", "a document has either a path or a url")]


def test_a_document_has_a_role_that_is_known(reasons):
    message = "must be one of: full-text, transcript, slides, appendix"
    assert reasons(documents=[{"path": "a", "role": "full text"}]) == [("documents[0].role", message)]


@pytest.mark.parametrize(
    "url",
    [
        "example.org", "//example.org", "ftp://example.org/", "javascript:alert(1)", "data:text/html,x", "http://",
        "http:///a", "http://me:secret@example.org/", "http://me@example.org/", "http://example.org/a b",
        "http://[::1", "http://example.org:99999/", "mailto:a@example.org", "file:///etc/passwd",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["url", "documents[0].url", "rating.url"])
def test_an_address_is_of_the_web(reasons, url, where):
    fields = {"url": {"url": url}, "documents[0].url": {"documents": [{"url": url}]}}
    found = reasons(**fields.get(where, {"rating": {"scheme": "s", "value": "v", "url": url}}))
    assert (where, f"'{url}' is no web address: it must begin with http:// or https://") in found


@pytest.mark.parametrize("language", ["en", "en-US", "zh-Hant-TW", "ES"])
def test_a_language_is_told_by_its_code(taken, language):
    assert taken(language=language).language == language


@pytest.mark.parametrize("language", ["English", "e", "en_US", "en-", "english!"])
def test_a_language_is_told_by_nothing_else(reasons, language):
    assert reasons(language=language) == [("language", "must be a language code such as en or es")]


@pytest.mark.parametrize("date", ["2016", "2016-12", "2016-12-31"])
def test_a_date_of_publication_may_be_known_in_part(taken, date):
    assert str(taken(published=date).published) == date


@pytest.mark.parametrize("date", ["16", "2016-1-1", "2016-13", "2016-02-30", "0000", "Jan 2016", "2016-01-01T00:00:00"])
def test_what_is_no_date_is_refused(reasons, date):
    ((field, message),) = reasons(published=date)
    assert field == "published"
    assert message.startswith(f"'{date}' is not a date")


@pytest.mark.parametrize("field", ["added", "reviewed", "featured.from", "featured.until"])
@pytest.mark.parametrize("day", ["2016", "2016-12", "20161231", "2016-W01-1", "2016-02-30", "31.12.2016"])
def test_a_day_is_written_one_way(reasons, field, day):
    outer, _, inner = field.partition(".")
    message = f"'{day}' is not a day: write YYYY-MM-DD"
    assert reasons(**{outer: {inner: day} if inner else day}) == [(field, message)]


@pytest.mark.parametrize("field", ["duration_s", "pages", "agency_size.sworn_min", "agency_size.sworn_max"])
@pytest.mark.parametrize("number", [-1, "-1", 1.5, "1.5", "1e3", "many", True, [1]])
def test_a_count_is_a_whole_number_from_nought(reasons, field, number):
    outer, _, inner = field.partition(".")
    assert [where for where, _ in reasons(**{outer: {inner: number} if inner else number})] == [field]


def test_a_count_beyond_all_numbers_is_refused(load):
    (problem,) = load(a_json='{"id": "a", "title": "T", "pages": 1e999}').problems
    assert problem.field == "pages"


def test_an_agency_has_no_more_than_a_hundred_thousand_officers(reasons):
    assert [where for where, _ in reasons(agency_size={"sworn_max": 100_001})] == ["agency_size.sworn_max"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"agency_size": {"sworn_min": 50, "sworn_max": 49}},
            ("agency_size.sworn_min", "sworn_min 50 is more than sworn_max 49"),
        ),
        (
            {"featured": {"from": "2026-01-02", "until": "2026-01-01"}},
            ("featured.from", "from 2026-01-02 is after until 2026-01-01"),
        ),
    ],
)
def test_a_range_that_holds_nothing_is_refused(reasons, fields, problem):
    assert reasons(**fields) == [problem]


@pytest.mark.parametrize("field", ["scheme", "value"])
def test_a_rating_has_a_scheme_and_a_value(reasons, field):
    rating = {"scheme": "s", "value": "v"}
    del rating[field]
    assert reasons(rating=rating) == [(f"rating.{field}", "is missing")]


@pytest.mark.parametrize("field", ["title", "summary", "rights"])
def test_a_text_has_twenty_thousand_characters_at_most(reasons, field):
    assert reasons(**{field: "x" * 20_001}) == [(field, "has 20,001 characters; 20,000 are the most")]


@pytest.mark.parametrize("title", [" ", "\t\n", "\x00"])
def test_a_title_of_nothing_visible_is_refused(reasons, title):
    assert reasons(title=title) == [("title", "must not be empty")]


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
    place = "corpus/records/a.yaml:4, record 'a', field 'topics[0]'"
    assert str(problem) == f"{place}: topic 'tecnology': did you mean 'technology'?"


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


def test_hidden_files_and_folders_are_passed_over(tmp_path, taxonomy):
    for name in (".a.yaml", ".hidden/b.yaml", "c.yaml"):
        path = tmp_path / "records" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("id: c\ntitle: T\n")
    assert len(RecordStore(tmp_path, taxonomy).load().records) == 1


def test_a_file_whose_name_is_no_text_is_read_and_shown(tmp_path, taxonomy):
    folder = tmp_path / "corpus" / "records"
    folder.mkdir(parents=True)
    (folder / b"caf\xe9.yaml".decode(errors="surrogateescape")).write_text("id: a\ntitle: T\n")
    (stored,) = RecordStore(tmp_path / "corpus", taxonomy).load().records
    assert stored.file == "corpus/records/caf\ufffd.yaml"


def test_a_corpus_without_records_holds_nothing(tmp_path, taxonomy):
    contents = RecordStore(tmp_path, taxonomy).load()
    assert (contents.records, contents.problems) == ((), ())
