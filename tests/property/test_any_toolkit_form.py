"""Any form or draft gets a response from the toolkit page, and leaves a toolkit that can be displayed."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit_site import SAME_ORIGIN, ToolkitSite

RECORDS = st.sampled_from(["guide", "talk", "723", "gone", "hostile", "a/b", "__proto__", "", "x" * 300])
TEXTS = st.one_of(
    st.text(max_size=20),
    st.text("\ufb2c\u0958\U0001d160", min_size=60, max_size=210),  # longer in NFC
    st.text("\x00\x01\x0b\ud800\u202e\r\n =@", max_size=6),
)
NUMBERS = st.one_of(st.integers(-2, 40).map(str), st.sampled_from(["\u00b2", "\u0661", "9" * 5000, "1e9", "0x1", ""]))
INVALID = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.none(), max_size=2), st.just({}))
DAYS = st.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", "2026", "", "\u0662\u0660\u0662\u0666-01-01"])


def objects(**fields):
    """Return a strategy for objects with any of these fields, each valid or invalid."""
    optional = {name: st.one_of(values, INVALID) for name, values in fields.items()}
    return st.fixed_dictionaries({}, optional=optional)


ITEMS = objects(record=RECORDS, note=TEXTS, title=TEXTS, edition=TEXTS, published=TEXTS, added=DAYS)
VALID_ITEMS = st.fixed_dictionaries({"record": RECORDS}, optional={"note": TEXTS, "added": DAYS})
SECTIONS = objects(title=TEXTS, items=st.lists(st.one_of(VALID_ITEMS, ITEMS), max_size=3))
DRAFTS = objects(title=TEXTS, purpose=TEXTS, sections=st.lists(SECTIONS, max_size=3), made=DAYS, language=TEXTS)
VALID_DRAFTS = st.lists(st.fixed_dictionaries({}, optional={"title": st.sampled_from(["", "A"])}), max_size=3).map(
    lambda sections: {"sections": [*sections, {"title": "Z", "items": [{"record": "guide"}, {"record": "talk"}]}]}
)
ACTIONS = st.one_of(
    st.sampled_from(["save", "share", "clear", "section", "adopt", "show", "", "remove:guide", "up:talk", "into:gone"]),
    st.tuples(st.sampled_from(["section-up", "section-down", "section-remove"]), NUMBERS).map(":".join),
)
TEXT_FIELDS = ("title", "purpose", "new-section", "section-0", "section-1", "section-2", "note-guide")
FIELDS = st.fixed_dictionaries(
    {"do": ACTIONS},
    optional={
        **dict.fromkeys(TEXT_FIELDS, TEXTS),
        **dict.fromkeys(("place-guide", "place-talk", "sections"), NUMBERS),
        "add": RECORDS,
    },
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return ToolkitSite(tmp_path_factory.mktemp("forms"))


def _encodable(fields):
    """Return the fields as a browser sends them, without unpaired surrogates."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}


@given(draft=st.one_of(VALID_DRAFTS, DRAFTS, INVALID), fields=FIELDS)
@settings(max_examples=250)
@example(draft={"sections": [{}, {"title": "A"}]}, fields={"do": "save", "sections": "2", "section-1": ""})
def test_any_draft_with_any_fields_gets_a_response_and_can_be_displayed_once_shared(site, draft, fields):
    visitor = site.visitor()
    data = {**_encodable(fields), "draft": json.dumps(draft)}
    response = visitor.client.post("/toolkit", data=data, headers=SAME_ORIGIN)
    assert response.status_code in {200, 303, 400, 404}
    if response.status_code == 303:
        assert visitor.client.get(response.location).status_code == 200


@given(st.lists(FIELDS, min_size=1, max_size=4))
@settings(max_examples=100)
@example([{"do": "save", "title": "\ufb2c" * 200}])
@example([{"do": "section", "new-section": "A"}, {"do": f"section-up:{'9' * 5000}", "sections": "1"}])
def test_any_sequence_of_forms_leaves_a_toolkit_that_can_be_displayed(site, forms):
    visitor = site.visitor()
    for fields in forms:
        response = visitor.client.post("/toolkit", data=_encodable(fields), headers=SAME_ORIGIN)
        assert response.status_code in {200, 303, 400, 404}
    assert visitor.client.get("/toolkit").status_code == 200
