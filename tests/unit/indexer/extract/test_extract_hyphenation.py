"""Words that are split at line ends are joined, in every format alike; compounds keep their hyphen."""

import pytest

import document_bytes
from extraction_results import texts
from indexer.extract.cleaning import clean_line
from indexer.extract.hyphenation import SplitWords, fold_lines


def joined(text, *others):
    return SplitWords((text, *others)).join(text)


@pytest.mark.parametrize(
    "split",
    [
        "vio-\nlence",
        "vio-\r\nlence",
        "vio-\rlence",
        "vio- \n   lence",
        "vio-\n\flence",
        "vio\u2010\nlence",
        "vio\xad\nlence",
        "vio\xadlence",
        "vio\xac\nlence",
        "vio\xaclence",
        "vio\ufffelence",
        "vio\x02lence",
    ],
)
def test_a_split_word_is_joined(split):
    assert joined(f"gun {split} falls") == "gun violence falls"


def test_a_word_split_twice_is_joined_twice():
    assert joined("anti\ufffevio-\nlence") == "antiviolence"


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("twenty-\nfive", "twenty-five"),
        ("ninety-\nninth", "ninety-ninth"),
        ("self-\ndefense", "self-defense"),
        ("self-\nish", "selfish"),
        ("well-\nknown", "well-known"),
        ("well-\nness", "wellness"),
        ("co-\nresponder", "co-responder"),
        ("co-\nalition", "coalition"),
        ("place-\nbased", "place-based"),
        ("de-\nbased", "debased"),
        ("2015-\n16", "2015-16"),
        ("45-\nday", "45-day"),
        ("NIBIN-\nbased", "NIBIN-based"),
        ("COVID-\nrelief", "COVID-relief"),
        ("Smith-\nJones", "Smith-Jones"),
        ("INVESTI-\nGATION", "INVESTIGATION"),
        ("e-\nmail", "e-mail"),
        ("example.org/some-\nthing", "example.org/some-thing"),
        ("first-\nand second-line", "first- and second-line"),
    ],
)
def test_a_compound_keeps_its_hyphen(split, whole):
    assert joined(split) == whole


@pytest.mark.parametrize(
    ("split", "other", "whole"),
    [
        ("body-\nworn", "Body-worn cameras", "body-worn"),
        ("post-\ntraumatic", "a post-traumatic state", "post-traumatic"),
        ("direct-\nor", "the director said", "director"),
        ("co-\nowner", "an owner", "co-owner"),
        ("well-\nbeing", "our wellbeing", "wellbeing"),
        ("state-of-the-\nart", "the state", "state-of-the-art"),
    ],
)
def test_the_other_words_of_the_document_decide(split, other, whole):
    assert joined(split, other) == whole


@pytest.mark.parametrize("text", ["a -\nb", "one -- \ntwo", "x-\n\ny", "- item\n- item", "end-", "p \xac q"])
def test_other_hyphens_stay(text):
    assert joined(text) == text


def test_white_space_is_folded_but_not_where_a_word_may_be_split():
    assert fold_lines("one  two\n three-\n four -\n five") == "one two three-\nfour - five"


def test_a_cell_or_title_is_joined_too():
    assert clean_line("The investi-\ngation\nof") == "The investigation of"


SPLIT = "The investi-\ngation of a shooting"
WHOLE = "The investigation of a shooting"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("notes.txt", SPLIT),
        ("notes.txt", SPLIT.replace("-", "\xad")),
        ("page.md", SPLIT),
        ("page.md", f"```\n{SPLIT}\n```"),
        ("page.md", SPLIT.replace("-", "-\\")),
        ("page.html", f"<main><p>{SPLIT}</p></main>"),
        ("page.html", f"<main><pre>{SPLIT}</pre></main>"),
        ("page.html", f"<main><p>{SPLIT.replace(chr(10), '<br>')}</p></main>"),
        ("page.html", f"<main><p>{WHOLE.replace('ti', '&shy;ti<wbr>')}</p></main>"),
        ("page.html", f"<main><table><tr><td>{SPLIT}</td></tr></table></main>"),
        ("talk.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{SPLIT}"),
        ("talk.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{SPLIT.replace('-', '&shy;')}"),
        (
            "talk.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\nThe investi-\n\n00:02.000 --> 00:03.000\ngation of a shooting",
        ),
    ],
)
def test_every_text_format_joins_split_words(name, data):
    assert [text for _, text in texts(data.encode(), name)] == [WHOLE]


def test_a_word_split_between_two_runs_of_captions_is_whole_in_the_first():
    cues = (("00:01", "The investi-"), ("00:50", "gation of"), ("01:40", "all"))
    data = "\n\n".join(["WEBVTT", *(f"{start}.000 --> {start}.900\n{text}" for start, text in cues)])
    assert texts(data.encode(), "talk.vtt") == [("00:00:01", "The investigation of"), ("00:01:40", "all")]


def test_pdf_lines_are_joined_by_the_same_rules():
    ((_, text),) = texts(document_bytes.pdf(("The investi-", "gation took twenty-", "five days")), "report.pdf")
    assert text.replace("\n\n", " ") == "The investigation took twenty-five days"
