"""Markdown and plain text, and the cleaning of all text."""

import unicodedata

import pytest

import indexer.extract
from catalog.model import Locator, LocatorKind
from extraction_results import outcome, texts
from indexer.extract import extract
from indexer.extract.cleaning import clean_text, locator_label
from indexer.extract.decoding import decode_text

SENTENCE = "The chief said “yes”: a café in Zürich, a naïve résumé. "


def test_markdown_headings_are_locators_without_fragments():
    document = extract(b"Intro *text*.\n\n# Part `one`\n\n- a\n- b\n\nPart two\n--------\nEnd.", "guide.md")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(), "Intro text."),
        (Locator(LocatorKind.HEADING, "Part one", ""), "Part one\n\na\n\nb"),
        (Locator(LocatorKind.HEADING, "Part two", ""), "Part two\n\nEnd."),
    ]


@pytest.mark.parametrize("front", ["---\ntitle: 'Gun tracing'\ntags: [x]\n---\n", '+++\ntitle = "Gun tracing"\n+++\n'])
def test_front_matter_gives_the_title_but_no_text(front):
    document = extract(f"{front}\nWords.".encode(), "page.md")
    assert (document.title, [section.text for section in document.sections]) == ("Gun tracing", ["Words."])


def test_markdown_links_pictures_tables_code_and_html_give_their_text():
    source = (
        "See [the guide](https://example.org) ![a map](m.png) <b>now</b>.\n\n"
        "| City | Cases |\n|---|---|\n| Tulsa | 12 |\n\n"
        "```\ncode\n```\n\n<div>In a <i>div</i><script>evil()</script></div>\n\n{{< youtube id >}}\n"
    )
    expected = "See the guide a map now.\n\nCity | Cases\n\nTulsa | 12\n\ncode\n\nIn a div"
    assert texts(source.encode(), "page.md") == [("", expected)]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Gun tracing\nsummary: >-\n  Two\n  lines.\ntags: [x]\n---\n",
        "---\ntitle: 'Gun tracing'\ndescription: \"Two lines.\"\n---\n",
        '+++\ntitle = "Gun tracing"\ndescription = "Two lines."\n+++\n',
    ],
)
def test_markdown_with_only_front_matter_gives_title_and_summary_as_text(front):
    document = extract(front.encode(), "page.md")
    assert (document.title, [section.text for section in document.sections]) == (
        "Gun tracing",
        ["Gun tracing\n\nTwo lines."],
    )


def test_markdown_with_only_front_matter_without_title_or_summary_is_refused_as_empty():
    assert outcome(b"---\nlayout: x\n---\n", "page.md") == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nWords between rules.\n\n---\n\n# Part\n\nMore words.",
        "---\nWords between rules.\n---\n\nMore words.",
        "---\n# Part\n\nWords between rules.\n\n---\n\nMore words.",
        "---\nNote: read this\n\nWords between rules.\n---\n\nMore words.",
    ],
)
def test_text_between_two_rules_at_the_beginning_of_markdown_is_not_taken_for_front_matter(text):
    found = "\n".join(section.text for section in extract(text.encode(), "guide.md").sections)
    assert ("Words between rules." in found, "More words." in found) == (True, True)


@pytest.mark.parametrize(
    "front",
    [
        "# made by hand\ntitle: Title\nsummary: >-\n  Two\n  lines.\n",
        "title: Title\ntags:\n- one\n- two\n\nauthor:\n  name: x\n",
        "\"title\": Title\n'other key': x\nlist: [\n  a,\n]\n",
    ],
)
def test_front_matter_in_any_style_of_yaml_is_no_text(front):
    document = extract(f"---\n{front}---\nWords.".encode(), "guide.md")
    assert [section.text for section in document.sections] == ["Words."]


def test_plain_text_is_one_section_without_a_locator():
    (section,) = extract(b"First line\nsecond line\r\n\r\n\r\n\r\nNext   paragraph", "notes.txt").sections
    assert (section.locator, section.text) == (Locator(), "First line\nsecond line\n\nNext paragraph")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_in_every_common_encoding_is_read(encoding):
    ((_, text),) = texts((SENTENCE * 3).encode(encoding), "notes.txt")
    assert text == (SENTENCE * 3).strip()


def test_a_cyrillic_text_without_a_declaration_is_recognized():
    text = "Полиция города сообщила усилила патрули ради жителей. "
    assert decode_text(text.encode("cp1251")) == text


def test_one_broken_byte_does_not_change_the_detected_encoding():
    assert decode_text((SENTENCE * 5).encode() + b"\xff").startswith(SENTENCE)


@pytest.mark.parametrize("declared", ["punycode", "utf-7", "unicode_escape", "rot13", "no such thing", "a\0b"])
def test_a_declared_encoding_that_no_document_has_is_ignored(declared):
    assert decode_text(b"plain words +AGE- \\u0041", declared) == "plain words +AGE- \\u0041"


def test_text_beyond_the_limit_is_left_out_with_a_note(monkeypatch):
    monkeypatch.setattr(indexer.extract, "MAX_CHARACTERS", 10)
    document = extract(b"# One two\n\nthree\n\n# Four\n", "x.md")
    assert [section.text for section in document.sections] == ["One two\n\nt"]
    assert document.notes == ("Only the first 10 characters were read.",)


def test_text_exactly_at_the_limit_has_no_note(monkeypatch):
    monkeypatch.setattr(indexer.extract, "MAX_CHARACTERS", 10)
    assert extract(b"0123456789", "x.txt").notes == ()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\0b\x07c\x7fd\x9f", "abcd"),
        ("e\u0301", "é"),
        ("vio\u00adlence\u200b and\ufeff \ufb01re", "violence and fire"),
        ("lone \ud800 half", "lone half"),
        ("one\t two\u00a0 three", "one two three"),
        ("a \r\n b\rc\u2028d", "a\nb\nc\nd"),
        ("a\n \n \n\n\nb\n", "a\n\nb"),
    ],
)
def test_cleaning_removes_what_cannot_be_searched_or_shown(raw, clean):
    assert clean_text(raw) == clean


def test_cleaning_is_idempotent():
    once = clean_text("  A\u0301\n\n\n b \x02\t c\u2029d ")
    assert clean_text(once) == once


def test_long_runs_of_combining_marks_are_truncated_and_the_text_is_nfc():
    text = clean_text("a" + "\u0301\u0316" * 100_000 + "b")
    assert len(text) < 40
    assert unicodedata.is_normalized("NFC", text)


def test_a_label_is_one_line_of_at_most_120_characters():
    assert locator_label(" Two\n words ") == "Two words"
    assert len(locator_label("x" * 500)) == 120


def test_a_footnote_of_one_word_is_text_in_markdown():
    assert "example.org/plan" in texts(b"See there.[^1]\n\n[^1]: https://example.org/plan\n", "guide.md")[0][1]
