"""The query language: what visitors may type, what it asks for, and how that is shown."""

from dataclasses import fields, is_dataclass, replace

import pytest

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.search.query.interpreter import Interpreter
from catalog.search.query.tree import (
    MAX_DEPTH,
    MAX_LEAVES,
    MAX_TEXT,
    AllOf,
    AnyOf,
    AtLeast,
    BestPassage,
    Boost,
    DisjunctionMax,
    ExactName,
    Expansion,
    HasValue,
    MinScore,
    Not,
    Phrase,
    Prefix,
    Should,
    Smoothed,
    Synonyms,
    Word,
    Years,
    leaves,
)

EVERYTHING = AllOf()


def words(*found):
    return tuple(Word(each) for each in found)


def every(*parts):
    return AllOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


def either(*parts):
    return AnyOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


GUN, KNIFE = words("gun", "knife")
PLATES = Phrase(("licens", "plate", "reader"))
READERS = Synonyms(every("licens", "plate", "reader"), (Word("lpr"), Word("alpr")))
LPR = Synonyms(Word("lpr"), (PLATES, Word("alpr")))


@pytest.fixture
def understand(taxonomy):
    """What a text asks of English texts; Spanish ones have their own tests below."""
    read = Interpreter(taxonomy).understand

    def understood(text):
        found = read(text)
        return replace(found, **{name: english(getattr(found, name)) for name in ("node", "asked", "loosely")})

    return understood


def english(part):
    """A part of a tree without the terms of Spanish texts."""
    if isinstance(part, tuple):
        return tuple(map(english, part))
    if not is_dataclass(part):
        return part
    changes = {each.name: english(getattr(part, each.name)) for each in fields(part) if each.name != "variants"}
    return type(part)(**changes)


@pytest.mark.parametrize(
    ("text", "node", "shown"),
    [
        ("", EVERYTHING, ""),
        ("gun", GUN, "gun"),
        ("  gun\tviolence\n", every("gun", "violenc"), "gun violence"),
        ("GUNS", GUN, "GUNS"),
        ("r\u00e9sum\u00e9", Word("resum"), "r\u00e9sum\u00e9"),
        ('"gun violence"', Phrase(("gun", "violenc")), '"gun violence"'),
        ("\u201cgun violence\u201d", Phrase(("gun", "violenc")), '"gun violence"'),
        ("\u00abgun violence\u00bb", Phrase(("gun", "violenc")), '"gun violence"'),
        ('"the gun"', Phrase(("the", "gun")), '"the gun"'),
        ("gun-violence", every("gun", "violenc"), "gun violence"),
        ("-gun", Not(GUN), "-gun"),
        ("knife -gun", every(KNIFE, Not(GUN)), "knife -gun"),
        ("knife - gun", every(KNIFE, GUN), "knife gun"),
        ('-"gun violence"', Not(Phrase(("gun", "violenc"))), '-"gun violence"'),
        ("-(gun violence)", Not(every("gun", "violenc")), "-(gun violence)"),
        ("-(-gun)", Not(Not(GUN)), "-(-gun)"),
        ("-(NCJ 251572)", Not(Phrase(("ncj", "251572"))), "-(NCJ 251572)"),
        ("gun OR knife", either(GUN, KNIFE), "(gun OR knife)"),
        ("gun OR knife OR car", either(GUN, KNIFE, "car"), "(gun OR knife OR car)"),
        ("car gun OR knife", every("car", either(GUN, KNIFE)), "car (gun OR knife)"),
        ("gun OR (knife car)", either(GUN, every(KNIFE, "car")), "(gun OR (knife car))"),
        ("gun or knife", every(GUN, KNIFE), "gun knife"),
        ("(gun knife) car", every(GUN, KNIFE, "car"), "gun knife car"),
        ("(gun knife) OR car", either(every(GUN, KNIFE), "car"), "((gun knife) OR car)"),
        ("((gun))", GUN, "gun"),
        ("prosec*", Prefix("prosec"), "prosec*"),
        ("r\u00e9s*", Prefix("res"), "r\u00e9s*"),
        ("policing*", DisjunctionMax((Prefix("policing"), Word("polic"))), "policing*"),
        ("NCJ-25*", every("ncj", Prefix("25")), "NCJ-25*"),
        ("title:gun", Word("gun", "title"), "title:gun"),
        ("TITLE:gun", Word("gun", "title"), "title:gun"),
        ('title:"gun violence"', Phrase(("gun", "violenc"), "title"), 'title:"gun violence"'),
        ("title:prosec*", Prefix("prosec", "title"), "title:prosec*"),
        ("-title:gun", Not(Word("gun", "title")), "-title:gun"),
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
        ("colour:red", every("colour", "red"), "colour red"),
        ("9/11", Phrase(("9", "11")), "9/11"),
        ("NCJ 251572", Phrase(("ncj", "251572")), "NCJ 251572"),
        ("ncj251572", Phrase(("ncj", "251572")), "ncj251572"),
        ("C", Word("c"), "C"),
        ("chief's", Word("chief"), "chief's"),
        ("U.S. attorneys", every("us", "attorney"), "U.S. attorneys"),
        ("=guns", GUN, "=guns"),
        ("the gun", GUN, "gun"),
        ("what is the IT", Word("it"), "IT"),
        ("to be", every("to", "be"), "to be"),
    ],
)
def test_a_text_asks_for(understand, text, node, shown):
    found = understand(text)
    assert found.node == node
    assert found.shown == shown


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ('"gun', GUN),
        ('gun"', GUN),
        ('gun "knife', every(GUN, KNIFE)),
        ("(gun", GUN),
        ("gun)", GUN),
        (")gun(", GUN),
        ("gun OR", GUN),
        ("OR gun", GUN),
        ("gun OR OR knife", either(GUN, KNIFE)),
        ("gun OR ()", GUN),
        ("() gun", GUN),
        ("*gun", GUN),
        ("*gun*", Prefix("gun")),
        ("title: gun", every("titl", GUN)),
        ("title:()gun", every("titl", GUN)),
        ("gun & knife", every(GUN, KNIFE)),
        ("gun \U0001f52b", GUN),
        ("gu\x00n\ud800", GUN),
        ("<b>gun</b>", every("b", "gun", "b")),
        ("gun~2^5", Phrase(("gun", "2", "5"))),
        ("[gun TO knife]", every(GUN, "to", KNIFE)),
    ],
)
def test_what_has_no_meaning_is_read_as_plain_words(understand, text, node):
    assert understand(text).node == node


@pytest.mark.parametrize(
    "text", ['"', '""', "()", "(", ")", "-", "*", "OR", "=", "\U0001f525", "-()", '-""', "year:..", " . "]
)
def test_a_text_without_words_asks_for_everything(understand, text):
    found = understand(text)
    assert (found.node, found.asked, found.loosely, found.shown) == (EVERYTHING, EVERYTHING, None, "")


@pytest.mark.parametrize(
    ("text", "node", "expansions"),
    [
        ("lpr", LPR, [("lpr", ("license plate reader", "ALPR"))]),
        ("LPR cameras", every(LPR, "camera"), [("LPR", ("license plate reader", "ALPR"))]),
        ("License Plate Readers", READERS, [("License Plate Readers", ("LPR", "ALPR"))]),
        ("cheap license plate reader", every("cheap", READERS), [("license plate reader", ("LPR", "ALPR"))]),
        ("(license) plate reader", READERS, [("license plate reader", ("LPR", "ALPR"))]),
        ("the license of the plate reader", READERS, [("license plate reader", ("LPR", "ALPR"))]),
        ("-lpr", Not(LPR), [("lpr", ("license plate reader", "ALPR"))]),
        ("gun OR (license plate reader)", either(GUN, READERS), [("license plate reader", ("LPR", "ALPR"))]),
        (
            "spi",
            Synonyms(Word("spi"), (Phrase(("polic", "innov")), Phrase(("smart", "polic")))),
            [("spi", ("policing innovation", "smart policing"))],
        ),
        (
            "smart policing innovation",
            every(Synonyms(every("smart", "polic"), (Word("spi"),)), "innov"),
            [("smart policing", ("SPI",))],
        ),
        ("license plates", every("licens", "plate"), []),
        ("plate license reader", every("plate", "licens", "reader"), []),
        ("license -plate reader", every("licens", Not(Word("plate")), "reader"), []),
        ("=lpr", Word("lpr"), []),
        ('"lpr"', Word("lpr"), []),
        ('"license plate reader"', PLATES, []),
        ("title:lpr", Word("lpr", "title"), []),
        ("lpr*", Prefix("lpr"), []),
    ],
)
def test_plain_words_also_mean_their_synonyms_and_it_says_so(understand, text, node, expansions):
    found = understand(text)
    assert found.node == node
    assert found.expansions == tuple(Expansion(*each) for each in expansions)


def test_what_is_shown_keeps_together_what_a_sign_stands_before(understand):
    text = "-(license plate reader) (NCJ 251572) OR gun"
    assert understand(text).shown == "-(license plate reader) ((NCJ 251572) OR gun)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("gun", None),
        ("gun gun", None),
        ("gun knife", AtLeast(1, (GUN, KNIFE))),
        ("a1 b2", AtLeast(1, (Phrase(("a", "1")), Phrase(("b", "2"))))),
        ("gun the knife", AtLeast(1, (GUN, KNIFE))),
        ("gun -knife", None),
        ('gun knife "car"', every(AtLeast(1, (GUN, KNIFE)), "car")),
        ("gun knife year:2015", every(AtLeast(1, (GUN, KNIFE)), Years(2015, 2015))),
        ("license plate reader", None),
        ("gun lpr", AtLeast(1, (GUN, LPR))),
    ],
)
def test_asked_less_strictly_any_of_the_plain_words_will_do(understand, text, wanted):
    assert core(understand(text).loosely) == wanted


def core(node):
    """What is wanted, without what looks at all matches together."""
    while isinstance(node, ExactName | Smoothed | MinScore | Boost | Should | BestPassage):
        node = node.part
    return node


def helped(node):
    while not isinstance(node, Should):
        node = node.part
    return node


def test_a_text_may_be_what_something_is_called(understand):
    assert understand("The Results Are In").asked.terms == ("the", "result", "are", "in")
    assert not isinstance(understand("gun -knife").asked, ExactName)


def test_words_typed_beside_each_other_help_where_they_stand_so(understand):
    assert helped(understand("social network of lpr").asked).pairs == (
        words("social", "network"),
        words("network", "lpr"),
    )


def test_words_within_a_code_help_on_their_own(understand):
    assert helped(understand("abcd-20").asked).words == (Word("abcd"),)


def test_answers_to_long_questions_share_their_scores(understand):
    assert isinstance(understand("gun knife car theft").loosely.part, Smoothed)
    assert isinstance(understand("gun knife car").loosely.part, MinScore)


def test_two_acronyms_with_or_between_them_are_alternatives(understand):
    assert understand("GUN OR KNIFE").node == AnyOf((GUN, KNIFE))


def test_a_text_in_capitals_is_read_as_if_it_were_not(understand):
    assert understand("GUN OR THE KNIFE").node == understand("gun or the knife").node


def test_signs_in_prose_are_punctuation(understand):
    text = 'how do (small) agencies - and "their" partners - review shootings, count guns OR trace crime guns'
    assert all(isinstance(each, Word) for each in understand(text).node.parts)


def test_two_thousand_characters_are_read(understand):
    assert understand("x" * MAX_TEXT).node == Word("x" * 64)


@pytest.mark.parametrize("text", ["x" * (MAX_TEXT + 1), " " * (MAX_TEXT + 1), "\x00" * (MAX_TEXT + 1)])
def test_more_than_two_thousand_characters_are_refused(understand, text):
    with pytest.raises(QueryError) as refused:
        understand(text)
    assert refused.value.errors == {"q": (Message(MessageId.TEXT_TOO_LONG, limit=2_000, count=2_001),)}


def test_words_after_the_sixty_fourth_are_left_out(understand):
    typed = [f"x{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(MAX_LEAVES + 9)]
    found = understand(" ".join(typed))
    assert len(tuple(leaves(found.node))) == MAX_LEAVES
    assert found.shown == " ".join(typed[:MAX_LEAVES])


def nested(depth, innermost):
    return "(a1 " * depth + innermost + ")" * depth


def depth_of(node):
    return 1 + max(map(depth_of, getattr(node, "parts", ())), default=0)


def test_twelve_groups_in_each_other_are_read(understand):
    node, depth = understand(f"{'-(' * MAX_DEPTH}gun knife{')' * MAX_DEPTH}").node, 0
    while isinstance(node, Not):
        node, depth = node.part, depth + 1
    assert (node, depth) == (every(GUN, KNIFE), MAX_DEPTH)


def test_deeper_groups_are_flattened(understand):
    deep, deepest = (understand(nested(MAX_DEPTH + more, "gun")) for more in (2, 40))
    assert depth_of(deep.node) == depth_of(deepest.node) <= MAX_DEPTH + 2
    assert GUN in tuple(leaves(deepest.node))


@pytest.mark.parametrize("text", ["(" * MAX_TEXT, "-(" * (MAX_TEXT // 2), "(a OR " * (MAX_TEXT // 6), ")" * MAX_TEXT])
def test_brackets_without_end_do_no_harm(understand, text):
    assert depth_of(understand(text).node) <= 2 * MAX_DEPTH + 2
