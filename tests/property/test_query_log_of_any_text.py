"""Whatever is typed, on whatever days: no file of the log has a text that came on too few days."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.query_log.kept_text import counted_form, kept_text
from catalog.query_log.writer import MIN_DAYS
from query_log import add, search, stored_bytes, texts

MARK = "zqx"
"""Begins every text of the test, so that none of them is in the files by chance."""
typed_texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(["jane doe", "12 main street", "555-867-5309", "\u0130stanbul", "\ufdfa", "a\u0301", "x" * 90]),
).map(lambda text: f"{MARK} {text}")


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 7)), max_size=40),
    st.lists(typed_texts, min_size=3, max_size=3),
)
@settings(max_examples=60)
def test_only_texts_of_enough_days_are_in_the_files(searches, typed):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        days: dict[str, set[int]] = {}
        for number, day in sorted(searches, key=lambda item: item[1]):
            add(folder, search(typed[number], day))
            days.setdefault(counted_form(kept_text(typed[number])), set()).add(day)
        shown = texts(folder) if searches else []
        content = stored_bytes(folder)
        assert content.count(MARK.encode()) == sum(text.count(MARK) for text in shown)
        assert {counted_form(text) for text in shown} == {form for form in days if form and len(days[form]) >= MIN_DAYS}
