"""Merging of lines: a change is taken out of a text that was changed elsewhere, or that is refused."""

import random

import pytest

from indexer.editing.texts.line_merge import merged

RANDOM_TEXTS = 300


def changed(generator, lines, letter):
    """Return lines of which some are changed, added or removed."""
    result = []
    for line in lines:
        result += generator.choice([[line], [line], [line], [], [letter, line], [letter]])
    return result


@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_is_as_if_only_the_other_change_had_been_made(seed):
    generator = random.Random(seed)  # noqa: S311 - a test
    for _ in range(RANDOM_TEXTS):
        first, second = ([generator.choice([b"a\n", b"\n", b"b%d\n" % n]) for n in range(8)] for _ in range(2))
        between = [b"between 1\n", b"between 2\n"]
        undone, kept = changed(generator, first, b"u\n"), changed(generator, second, b"k\n")
        text = merged(
            b"".join([*undone, *between, *second]),
            b"".join([*undone, *between, *kept]),
            b"".join([*first, *between, *second]),
        )
        assert text == b"".join([*first, *between, *kept])


def test_changes_of_the_same_line_are_refused():
    assert merged(b"a\nb\nc\n", b"a\nours\nc\n", b"a\ntheirs\nc\n") is None


def test_thousands_of_changed_lines_are_merged_with_one_that_changed_since():
    before = [b'{"id": %d}\n' % number for number in range(20_000)]
    after = [line if number % 2 else line.replace(b"id", b"ID") for number, line in enumerate(before)]
    since = [*after[:15_001], b"since\n", *after[15_001:]]
    text = merged(b"".join(after), b"".join([*since, b"end\n"]), b"".join(before))
    assert text is None  # between two lines that changed
    assert merged(b"".join(after), b"".join([*after, b"end\n"]), b"".join(before)) == b"".join([*before, b"end\n"])
