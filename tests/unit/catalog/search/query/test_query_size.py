"""The length and depth of a query are limited."""

import pytest

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.search.query.tree import MAX_DEPTH, MAX_LEAVES, MAX_TEXT, Not, Word, leaves
from query_nodes import GUN, KNIFE, all_of


def nested(depth, innermost):
    return "(a1 " * depth + innermost + ")" * depth


def depth_of(node):
    return 1 + max(map(depth_of, getattr(node, "parts", ())), default=0)


def test_two_thousand_characters_are_accepted(interpret):
    assert interpret("x" * MAX_TEXT).node == Word("x" * 64)


@pytest.mark.parametrize("text", ["x" * (MAX_TEXT + 1), " " * (MAX_TEXT + 1), "\x00" * (MAX_TEXT + 1)])
def test_more_than_two_thousand_characters_are_refused(interpret, text):
    with pytest.raises(QueryError) as caught:
        interpret(text)
    assert caught.value.errors == {"q": (Message(MessageId.TEXT_TOO_LONG, limit=2_000, count=2_001),)}


def test_words_after_the_sixty_fourth_are_left_out(interpret):
    typed = [f"x{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MAX_LEAVES + 9)]
    result = interpret(" ".join(typed))
    assert len(tuple(leaves(result.node))) == MAX_LEAVES
    assert result.display == " ".join(typed[:MAX_LEAVES])


def test_twelve_nested_groups_are_kept(interpret):
    node, depth = interpret(f"{'-(' * MAX_DEPTH}gun knife{')' * MAX_DEPTH}").node, 0
    while isinstance(node, Not):
        node, depth = node.part, depth + 1
    assert (node, depth) == (all_of(GUN, KNIFE), MAX_DEPTH)


def test_deeper_groups_are_flattened(interpret):
    deep, deepest = (interpret(nested(MAX_DEPTH + extra, "gun")) for extra in (2, 40))
    assert depth_of(deep.node) == depth_of(deepest.node) <= MAX_DEPTH + 2
    assert GUN in tuple(leaves(deepest.node))


@pytest.mark.parametrize("text", ["(" * MAX_TEXT, "-(" * (MAX_TEXT // 2), "(a OR " * (MAX_TEXT // 6), ")" * MAX_TEXT])
def test_long_runs_of_parentheses_do_not_deepen_the_tree(interpret, text):
    assert depth_of(interpret(text).node) <= 2 * MAX_DEPTH + 2


def test_a_field_name_counts_as_one_word_although_translations_have_their_own(interpret):
    typed = " ".join(f"title:x{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MAX_LEAVES + 9))
    assert interpret(typed).display.count("title:") == MAX_LEAVES
