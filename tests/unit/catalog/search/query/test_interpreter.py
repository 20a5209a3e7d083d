"""The query language: what visitors may type, how it is interpreted, and how the interpretation is displayed."""

import pytest

from catalog.search.query.tree import (
    AllOf,
    AnyOf,
    DisjunctionMax,
    Expansion,
    HasValue,
    Not,
    Phrase,
    Prefix,
    Synonyms,
    Word,
    Years,
)
from query_nodes import GUN, KNIFE, LPR, PLATES, READERS, all_of, any_of, in_titles, outside_publisher

EVERYTHING = AllOf()


@pytest.mark.parametrize(
    ("text", "node", "displayed"),
    [
        ("", EVERYTHING, ""),
        ("gun", GUN, "gun"),
        ("  gun\tviolence\n", all_of("gun", "violenc"), "gun violence"),
        ("GUNS", GUN, "GUNS"),
        ("r\u00e9sum\u00e9", Word("resum"), "r\u00e9sum\u00e9"),
        ('"gun violence"', Phrase(("gun", "violenc")), '"gun violence"'),
        ("\u201cgun violence\u201d", Phrase(("gun", "violenc")), '"gun violence"'),
        ("\u00abgun violence\u00bb", Phrase(("gun", "violenc")), '"gun violence"'),
        ('"the gun"', Phrase(("the", "gun")), '"the gun"'),
        ("gun-violence", all_of("gun", "violenc"), "gun violence"),
        ("-gun", Not(GUN), "-gun"),
        ("knife -gun", all_of(KNIFE, Not(GUN)), "knife -gun"),
        ("knife - gun", all_of(KNIFE, GUN), "knife gun"),
        ('-"gun violence"', Not(Phrase(("gun", "violenc"))), '-"gun violence"'),
        ("-(gun violence)", Not(all_of("gun", "violenc")), "-(gun violence)"),
        ("-(-gun)", Not(Not(GUN)), "-(-gun)"),
        ("-(NCJ 251572)", Not(Phrase(("ncj", "251572"))), "-(NCJ 251572)"),
        ("gun OR knife", any_of(GUN, KNIFE), "(gun OR knife)"),
        ("gun OR knife OR car", any_of(GUN, KNIFE, "car"), "(gun OR knife OR car)"),
        ("car gun OR knife", all_of("car", any_of(GUN, KNIFE)), "car (gun OR knife)"),
        ("gun OR (knife car)", any_of(GUN, all_of(KNIFE, "car")), "(gun OR (knife car))"),
        ("gun or knife", all_of(GUN, KNIFE), "gun knife"),
        ("(gun knife) car", all_of(GUN, KNIFE, "car"), "gun knife car"),
        ("(gun knife) OR car", any_of(all_of(GUN, KNIFE), "car"), "((gun knife) OR car)"),
        ("((gun))", GUN, "gun"),
        ("prosec*", Prefix("prosec"), "prosec*"),
        ("r\u00e9s*", Prefix("res"), "r\u00e9s*"),
        ("policing*", DisjunctionMax((Prefix("policing"), Word("polic"))), "policing*"),
        ("NCJ-25*", all_of("ncj", Prefix("25")), "NCJ-25*"),
        ("title:gun", in_titles(GUN), "title:gun"),
        ("TITLE:gun", in_titles(GUN), "title:gun"),
        ('title:"gun violence"', in_titles(Phrase(("gun", "violenc"))), 'title:"gun violence"'),
        ("title:prosec*", in_titles(Prefix("prosec")), "title:prosec*"),
        ("-title:gun", Not(in_titles(GUN)), "-title:gun"),
        ("author:smith", Word("smith", "publisher"), "author:smith"),
        ("ncj:251572", Word("251572", "identifiers"), "ncj:251572"),
        ("text:gun", Word("gun", "body"), "text:gun"),
        ("topic:technology", HasValue("topic", "technology"), "topic:technology"),
        ('topic:"Gun violence"', HasValue("topic", "gun-violence"), 'topic:"Gun violence"'),
        ("format:webinars", HasValue("format", "webinar"), "format:webinars"),
        ("publisher:bja", HasValue("publisher", "bja"), "publisher:bja"),
        ("agency_size:small", HasValue("agency_size", "small"), "agency_size:small"),
        ("publisher:smith", Word("smith", "publisher"), "publisher:smith"),
        ("topic:guns", Word("gun"), "topic:guns"),
        ("year:2015", Years(2015, 2015), "year:2015"),
        ("year:2015..2017", Years(2015, 2017), "year:2015..2017"),
        ("year:2015..", Years(2015, None), "year:2015.."),
        ("year:..2017", Years(None, 2017), "year:..2017"),
        ("year:soon", Word("soon"), "year:soon"),
        ("colour:red", all_of("colour", "red"), "colour red"),
        ("9/11", Phrase(("9", "11")), "9/11"),
        ("NCJ 251572", Phrase(("ncj", "251572")), "NCJ 251572"),
        ("ncj251572", Phrase(("ncj", "251572")), "ncj251572"),
        ("C", Word("c"), "C"),
        ("chief's", Word("chief"), "chief's"),
        ("U.S. attorneys", all_of("us", "attorney"), "U.S. attorneys"),
        ("=guns", GUN, "=guns"),
        ("the gun", GUN, "gun"),
        ("what is the IT", Word("it"), "IT"),
        ("to be", all_of("to", "be"), "to be"),
    ],
)
def test_a_text_is_interpreted_and_displayed(interpret, text, node, displayed):
    result = interpret(text)
    assert result.node == node
    assert result.display == displayed


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ('"gun', GUN),
        ('gun"', GUN),
        ('gun "knife', all_of(GUN, KNIFE)),
        ("(gun", GUN),
        ("gun)", GUN),
        (")gun(", GUN),
        ("gun OR", GUN),
        ("OR gun", GUN),
        ("gun OR OR knife", any_of(GUN, KNIFE)),
        ("gun OR ()", GUN),
        ("() gun", GUN),
        ("*gun", GUN),
        ("*gun*", Prefix("gun")),
        ("title: gun", all_of("titl", GUN)),
        ("title:()gun", all_of("titl", GUN)),
        ("gun & knife", all_of(GUN, KNIFE)),
        ("gun \U0001f52b", GUN),
        ("gu\x00n\ud800", GUN),
        ("<b>gun</b>", all_of("b", "gun", "b")),
        ("gun~2^5", Phrase(("gun", "2", "5"))),
        ("[gun TO knife]", all_of(GUN, "to", KNIFE)),
    ],
)
def test_operators_without_a_meaning_are_ignored(interpret, text, node):
    assert interpret(text).node == node


@pytest.mark.parametrize(
    "text", ['"', '""', "()", "(", ")", "-", "*", "OR", "=", "\U0001f525", "-()", '-""', "year:..", " . "]
)
def test_a_text_without_words_matches_everything(interpret, text):
    result = interpret(text)
    assert (result.node, result.all_terms, result.relaxed, result.display) == (EVERYTHING, EVERYTHING, None, "")


@pytest.mark.parametrize(
    ("text", "node", "expansions"),
    [
        ("lpr", LPR, [("lpr", ("license plate reader", "ALPR"))]),
        ("LPR cameras", all_of(LPR, "camera"), [("LPR", ("license plate reader", "ALPR"))]),
        ("License Plate Readers", READERS, [("License Plate Readers", ("LPR", "ALPR"))]),
        ("cheap license plate reader", all_of("cheap", READERS), [("license plate reader", ("LPR", "ALPR"))]),
        ("(license) plate reader", READERS, [("license plate reader", ("LPR", "ALPR"))]),
        ("the license of the plate reader", READERS, [("license plate reader", ("LPR", "ALPR"))]),
        ("-lpr", Not(LPR), [("lpr", ("license plate reader", "ALPR"))]),
        ("gun OR (license plate reader)", any_of(GUN, READERS), [("license plate reader", ("LPR", "ALPR"))]),
        (
            "spi",
            Synonyms(Word("spi"), (outside_publisher("polic", "innov"), outside_publisher("smart", "polic"))),
            [("spi", ("policing innovation", "smart policing"))],
        ),
        (
            "smart policing innovation",
            all_of(Synonyms(all_of("smart", "polic"), (Word("spi"),)), "innov"),
            [("smart policing", ("SPI",))],
        ),
        ("license plates", all_of("licens", "plate"), []),
        ("plate license reader", all_of("plate", "licens", "reader"), []),
        ("license -plate reader", all_of("licens", Not(Word("plate")), "reader"), []),
        ("=lpr", Word("lpr"), []),
        ('"lpr"', Word("lpr"), []),
        ('"license plate reader"', PLATES, []),
        ("title:lpr", in_titles(Word("lpr")), []),
        ("lpr*", Prefix("lpr"), []),
    ],
)
def test_plain_words_match_their_synonyms_which_are_listed_as_expansions(interpret, text, node, expansions):
    result = interpret(text)
    assert result.node == node
    assert result.expansions == tuple(Expansion(*expansion) for expansion in expansions)


def test_the_displayed_text_has_parentheses_after_an_operator(interpret):
    text = "-(license plate reader) (NCJ 251572) OR gun"
    assert interpret(text).display == "-(license plate reader) ((NCJ 251572) OR gun)"


def test_two_acronyms_joined_by_or_are_alternatives(interpret):
    assert interpret("GUN OR KNIFE").node == AnyOf((GUN, KNIFE))


def test_a_text_all_in_capitals_is_read_in_lowercase(interpret):
    assert interpret("GUN OR THE KNIFE").node == interpret("gun or the knife").node


def test_operators_in_prose_are_punctuation(interpret):
    text = 'how do (small) agencies - and "their" partners - review shootings, count guns OR trace crime guns'
    assert all(isinstance(part, Word) for part in interpret(text).node.parts)
