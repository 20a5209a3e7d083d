"""Whatever a record contains, valid values stay as they are, and reading the others ends and is final."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.normalization.loading import accepts
from catalog.schemas.normalization.normalize import normalize
from catalog.schemas.records.record import RecordSchema
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import validate
from factories import taxonomy

SCHEMA = RecordSchema(taxonomy())
FIELDS = known_fields(SCHEMA)
WRITTEN = """\
Technology|gun_violence|technology, Gun Violence|Webinars|pdf|chief|small|under 50|50+|1-49|any|May 2024|3/5/2024
2024-5-3|2024|2024-05|2024-05-03|2024-11-31|90 min|1:30|1:30:00|12 pages|1,200|12|en|English|example.org|live
https://example.org/a|a.pdf|a/b.pdf|a\\b.pdf|Doe, Jane|Jane Doe and Rob Roe|NCJ 251572|10.1000/182|none|-|?||no
guide-one|Guide One|a b|\u201ctechnology\u201d|[a, b]|a; b|CrimeSolutions: Effective|2026-05-01 to 2026-06-01"""
TEXTS = st.one_of(st.sampled_from(re.split(r"[|\n]", WRITTEN)), st.text(max_size=20))
NAMES = st.sampled_from(
    [
        *FIELDS,
        *"path url role sworn_min sworn_max from until doi scheme value".split(),
        *"Title Topic SUMMARY Path sworn-max".split(),
        "Agency Size",
    ]
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-5, 3000), st.floats(allow_nan=False, allow_infinity=False)),
    lambda values: st.one_of(st.lists(values, max_size=3), st.dictionaries(NAMES, values, max_size=3)),
    max_leaves=6,
)
RECORDS = st.dictionaries(NAMES, VALUES, max_size=5)


@settings(max_examples=300)
@given(RECORDS)
@example({"topics": ["technology"], "format": "Webinars"})
@example({"documents": [{"path": "https://example.org/"}, {"url": "a.pdf"}, {"path": "x"}]})
def test_a_valid_value_is_not_changed_and_nothing_is_said_about_it(content):
    normalized = normalize(content, SCHEMA, content.keys())
    for name, value in content.items():
        if name in FIELDS and accepts(FIELDS[name], value):
            assert normalized.content[name] == value
            assert [str(note) for path, note in normalized.notes if path[0] == name] == []


@settings(max_examples=300)
@given(RECORDS)
@example({"published": ["3/5/2024"], "title": ["T"]})
def test_a_record_that_was_understood_is_valid_and_has_nothing_more_to_understand(content):
    validated = validate(RawRecord({"id": "a", "title": "T", **content}, "a.json", 1), SCHEMA, "record")
    assert (validated.value is None) == bool(validated.problems)
    if validated.problems:
        assert validated.notes == ()
    else:
        assert validate(validated.raw, SCHEMA, "record").notes == ()
