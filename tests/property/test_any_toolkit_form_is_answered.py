"""Whatever a form or a draft says, a toolkit's page answers it, and what it keeps can be read again."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit_site import SAME_ORIGIN, ToolkitSite

RECORDS = st.sampled_from(["guide", "talk", "723", "gone", "hostile", "a/b", "__proto__", "", "x" * 300])
TEXTS = st.one_of(
    st.text(max_size=20),
    st.text("\ufb2c\u0958\U0001d160", min_size=60, max_size=210),  # which NFC makes longer
    st.text("\x00\x01\x0b\ud800\u202e\r\n =@", max_size=6),
)
NUMBERS = st.one_of(st.integers(-2, 40).map(str), st.sampled_from(["\u00b2", "\u0661", "9" * 5000, "1e9", "0x1", ""]))
WRONG = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.lists(st.none(), max_size=2), st.just({}))
DAYS = st.sampled_from(["0001-01-01", "9999-12-31", "2026-02-30", "2026", "", "\u0662\u0660\u0662\u0666-01-01"])


def parts(**fields):
    """Objects with any of some fields, each as it should be or wrong."""
    return st.fixed_dictionaries({}, optional={name: st.one_of(kind, WRONG) for name, kind in fields.items()})


ITEMS = parts(record=RECORDS, note=TEXTS, title=TEXTS, edition=TEXTS, published=TEXTS, added=DAYS)
GOOD_ITEMS = st.fixed_dictionaries({"record": RECORDS}, optional={"note": TEXTS, "added": DAYS})
SECTIONS = parts(title=TEXTS, items=st.lists(st.one_of(GOOD_ITEMS, ITEMS), max_size=3))
DRAFTS = parts(title=TEXTS, purpose=TEXTS, sections=st.lists(SECTIONS, max_size=3), made=DAYS, language=TEXTS)
GOOD = st.lists(st.fixed_dictionaries({}, optional={"title": st.sampled_from(["", "A"])}), max_size=3).map(
    lambda sections: {"sections": [*sections, {"title": "Z", "items": [{"record": "guide"}, {"record": "talk"}]}]}
)
DO = st.one_of(
    st.sampled_from(["save", "share", "clear", "section", "adopt", "show", "", "remove:guide", "up:talk", "into:gone"]),
    st.tuples(st.sampled_from(["section-up", "section-down", "section-remove"]), NUMBERS).map(":".join),
)
WRITTEN = ("title", "purpose", "new-section", "section-0", "section-1", "section-2", "note-guide")
FIELDS = st.fixed_dictionaries(
    {"do": DO},
    optional={
        **dict.fromkeys(
            ("title", "purpose", "new-section", "section-0", "section-1", "section-2", "note-guide"), TEXTS
        ),
        **dict.fromkeys(("place-guide", "place-talk", "sections"), NUMBERS),
        "add": RECORDS,
    },
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return ToolkitSite(tmp_path_factory.mktemp("forms"))


def _sent(fields):
    """Fields as a browser sends them, which has no half characters."""
    return {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}


@given(draft=st.one_of(GOOD, DRAFTS, WRONG), fields=FIELDS)
@settings(max_examples=250)
@example(draft={"sections": [{}, {"title": "A"}]}, fields={"do": "save", "sections": "2", "section-1": ""})
def test_any_draft_with_any_fields_is_answered_and_shared_readably(site, draft, fields):
    visitor = site.visitor()
    answer = visitor.client.post("/toolkit", data={**_sent(fields), "draft": json.dumps(draft)}, headers=SAME_ORIGIN)
    assert answer.status_code in {200, 303, 400, 404}
    if answer.status_code == 303:
        assert visitor.client.get(answer.location).status_code == 200


@given(st.lists(FIELDS, min_size=1, max_size=4))
@settings(max_examples=100)
@example([{"do": "save", "title": "\ufb2c" * 200}])
@example([{"do": "section", "new-section": "A"}, {"do": f"section-up:{'9' * 5000}", "sections": "1"}])
def test_any_forms_one_after_the_other_leave_a_toolkit_that_can_be_shown(site, forms):
    visitor = site.visitor()
    for fields in forms:
        answer = visitor.client.post("/toolkit", data=_sent(fields), headers=SAME_ORIGIN)
        assert answer.status_code in {200, 303, 400, 404}
    assert visitor.client.get("/toolkit").status_code == 200
