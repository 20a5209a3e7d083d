"""A value with several possible meanings is refused with a question, and one with none with what is wrong."""

import pytest

from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.records.record import RecordSchema
from catalog.store.files.yaml_json import RawRecord
from catalog.store.taxonomy import load_taxonomy
from catalog.store.validation import validate
from paths import CORPUS

SCHEMA = RecordSchema(load_taxonomy(CORPUS / "taxonomy.yaml"))


def reason(field, value):
    """Return the field and message of the only problem of a record with a value."""
    (problem,) = validate(RawRecord({"id": "a", "title": "T", field: value}, "a.yaml", 1), SCHEMA, "record").problems
    return problem.field, problem.message


@pytest.mark.parametrize(
    ("field", "written", "meanings"),
    [
        ("published", "03/05/2024", "'2024-03-05' or '2024-05-03'"),
        ("added", "3.5.2024", "'2024-03-05' or '2024-05-03'"),
        ("duration_s", "1:30", "90 (1 min 30 s) or 5400 (1 h 30 min)"),
        ("authors", "Doe, Jane", "['Doe, Jane'] or [Doe, Jane]"),
        ("authors", "Jane Doe and Richard Roe", "[Jane Doe and Richard Roe] or [Jane Doe, Richard Roe]"),
        ("related", "guide primer", "[guide-primer] or [guide, primer]"),
        ("documents", "example.org/a.pdf", "{url: 'https://example.org/a.pdf'} or {path: example.org/a.pdf}"),
        ("documents", "Doe, J. report.pdf", "[{path: 'Doe, J. report.pdf'}] or [{path: Doe}, {path: J. report.pdf}]"),
    ],
)
def test_several_meanings_are_named(field, written, meanings):
    assert reason(field, written) == (field, f"'{written}' can mean {meanings}: write the one you mean")


@pytest.mark.parametrize(
    ("field", "written", "message"),
    [
        ("published", "5/3/24", "'5/3/24' has a year of two digits: write four, such as 2024-05-17"),
        ("published", "May-24", "'May-24' has a year of two digits: write four, such as 2024-05-17"),
        ("added", "May 2024", "'May 2024' has no day: write the full date, such as 2024-05-17"),
        ("added", "31/11/2026", "'31/11/2026' is not in the calendar: that month has 30 days"),
        ("added", "May 32, 2024", "'May 32, 2024' is not in the calendar: that month has 31 days"),
        ("added", "Monday, May 3, 2024", "'Monday, May 3, 2024' is on another day of the week: correct the date"),
        ("format", ["webinar", "podcast"], "must be one value, not a list of 2: choose one"),
        ("format", "webinar, podcast", "must be one value, not a list of 2: choose one"),
        ("title", ["A", "B"], "must be one value, not a list of 2: choose one"),
        ("topics", "tecnology", "topic 'tecnology': did you mean 'technology'?"),
        ("topics", "technology and guns", "topic 'guns': did you mean 'gun-violence'?"),
        ("format", "report", "format 'report': did you mean 'publication'?"),
        ("format", "technology", "format 'technology' is not known; it is a value of topics"),
        ("topics", ["Case studies"], "topic 'Case studies' is not known; it is a value of format"),
        ("agency_size", "49", "must have fields of its own, such as agency_size: {sworn_max: 49}"),
        ("agency_size", "small and large", "must have fields of its own, such as agency_size: {sworn_max: 49}"),
        ("agency_size", "49-1", "sworn_min 49 is more than sworn_max 1"),
        ("documents", "ftp://example.org/a.pdf", "'ftp://example.org/a.pdf' is not a web address: "),
        ("documents", "../a.pdf", "'../a.pdf' is outside the documents/ folder: "),
        ("pages", "1.200", "must be a whole number"),
        ("pages", "12-15", "must be a whole number"),
        ("pages", "12 slides", "must be a whole number"),
        ("duration_s", "about 90 min", "must be a whole number"),
        ("duration_s", "30 min 1 h", "must be a whole number"),
        ("language", "English and Spanish", "must be a language code such as en or es"),
        ("featured", "yes", "must have fields of its own, such as featured: {from: "),
    ],
)
def test_what_is_wrong_with_a_value_without_a_meaning_is_said(field, written, message):
    where, text = reason(field, written)
    assert (where.partition("[")[0], text[: len(message)]) == (field, message)


def test_two_spellings_of_one_field_are_refused():
    assert reason("Title", "U") == ("Title", "'Title' and 'title' are the same field: keep one of them")


@pytest.mark.parametrize("text", ["1" * 10_000 + "!", "a-" * 10_000 + "!", "a." * 5_000, "1 h " * 5_000, " -" * 5_000])
def test_reading_a_long_text_ends(text):
    content = dict.fromkeys(known_fields(SCHEMA), text)
    assert validate(RawRecord(content, "a.yaml", 1), SCHEMA, "record").problems


def test_a_synonym_is_suggested_and_not_read():
    assert reason("topics", ["cameras"]) == ("topics[0]", "topic 'cameras': did you mean 'technology'?")
