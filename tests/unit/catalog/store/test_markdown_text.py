"""The Markdown of a page becomes plain text, in a part for each heading."""

import pytest

from catalog.program import PagePart
from catalog.store.editorial.markdown_text import MAX_NESTING, page_parts


def text_of(markdown):
    return " / ".join(part.text for part in page_parts(markdown))


def test_each_heading_begins_a_part():
    text = "Before.\n\n## A [link](/x) here\n\n- **one**\n- two\n\n### `Code` ###\n\n> quoted\n\nLast\n====\n"
    assert page_parts(text) == (
        PagePart("", "Before."),
        PagePart("A link here", "one two"),
        PagePart("Code", "quoted"),
        PagePart("Last", ""),
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("one\ntwo  \nthree\n\nfour", "one two three four"),
        ("*one* __two__ `three` [four](https://example.org)", "one two three four"),
        ("snake_case and 2*3*4 and \\*stars\\*", "snake_case and 234 and *stars*"),
        ("R&amp;D &lt;3", "R&D <3"),
        ("<https://example.org/>", "https://example.org/"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("![A map](map.png)", "!A map"),
        ("1. one\n2. two\n\n   more", "one two more"),
        ("```\n# no heading\n```", "# no heading"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("> " * (MAX_NESTING + 9) + "deep", ""),
    ],
)
def test_the_text_is_what_people_read_on_one_line(markdown, text):
    assert text_of(markdown) == text


@pytest.mark.parametrize("characters", ["# ", " ", "\t", "[", "![", "[a](", "|", "- ", "1", "*", "`", "> ", "[a]", "#"])
def test_a_page_that_repeats_special_characters_is_read_to_its_end(characters):
    text = characters * (10_000 // len(characters))
    assert page_parts(f"# {text}x")[-1].heading.endswith("x")
    assert page_parts(f"{text}\n\nend")[-1].text.endswith("end")
