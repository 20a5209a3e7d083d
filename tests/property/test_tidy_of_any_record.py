"""Whatever a record contains, tidying it again changes nothing, and what was valid stays valid."""

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.schemas.records.record import RecordFileSchema, record_json
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import validate
from catalog.text import clean
from factories import taxonomy
from indexer.check.tidy.steps import TidyContext
from indexer.check.tidy.texts import TextRole, with_plain_spaces
from indexer.check.tidy.tidy import tidied
from record_strategies import records

CONTEXT = TidyContext(taxonomy(), frozenset({"example.org"}))
SCHEMA = RecordFileSchema(taxonomy())
NOT_ASCII = "\u00e9"
PIECES = st.sampled_from(
    [
        "&amp;",
        "&lt;",
        "p",
        ">",
        "<",
        "b",
        "/",
        "\u2019",
        "\u201c",
        "\u201d",
        ".",
        " ",
        "\u00a0",
        "guide",
        "&#38;",
        "\n",
        ";",
    ]
)
DIRTY = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=200)
@given(records(2))
def test_a_tidy_record_is_valid_and_stays_as_it_is(some_records):
    for content in map(record_json, some_records):
        once = tidied(content, CONTEXT)
        assert validate(RawRecord(once, "a.json", 1), SCHEMA, "record").problems == ()
        assert tidied(once, CONTEXT) == once


@settings(max_examples=300)
@given(DIRTY, DIRTY)
def test_texts_from_the_web_are_repaired_at_once(title, summary):
    content = {"id": "a", "title": f"T {title}", "summary": summary, "keywords": [title, summary]}
    once = tidied(content, CONTEXT)
    assert tidied(once, CONTEXT) == once


@given(st.text(st.characters(max_codepoint=0x7F)), st.sampled_from(TextRole))
def test_plain_texts_are_repaired_like_any_others(text, role):
    other = with_plain_spaces(f"{text}{NOT_ASCII}", role)
    assert with_plain_spaces(text, role) == other.removesuffix(NOT_ASCII).rstrip()
    assert clean(text) == clean(f"{text}{NOT_ASCII}").removesuffix(NOT_ASCII)
