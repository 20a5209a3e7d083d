"""The query language: what visitors may type, how it is interpreted, and how the interpretation is displayed."""

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


def words(*terms):
    return tuple(map(Word, terms))


def every(*parts):
    return AllOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


def either(*parts):
    return AnyOf(tuple(Word(part) if isinstance(part, str) else part for part in parts))


GUN, KNIFE = words("gun", "knife")
PLATES = Phrase(("licens", "plate", "reader"))
READERS = Synonyms(every("licens", "plate", "reader"), (Word("lpr"), Word("alpr")))
LPR = Synonyms(Word("lpr"), (PLATES, Word("alpr")))


@pytest.fixture
def interpret(taxonomy):
    """Return a function that interprets a text; the result has only the English terms."""
    interpreter = Interpreter(taxonomy)

    def interpret_english(text):
        result = interpreter.interpret(text)
        nodes = {name: english_only(getattr(result, name)) for name in ("node", "all_terms", "relaxed")}
        return replace(result, **nodes)

    return interpret_english


def english_only(part):
    """Return a node, or a value of one, without the terms of other languages."""
    if isinstance(part, tuple):
        return tuple(map(english_only, part))
    if not is_dataclass(part):
        return part
    values = {field.name: english_only(getattr(part, field.name)) for field in fields(part) if field.name != "variants"}
    return type(part)(**values)


@pytest.mark.parametrize(
    ("text", "node", "displayed"),
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
def test_a_text_is_interpreted_and_displayed(interpret, text, node, displayed):
    result = interpret(text)
    assert result.node == node
    assert result.display == displayed


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
def test_plain_words_match_their_synonyms_which_are_listed_as_expansions(interpret, text, node, expansions):
    result = interpret(text)
    assert result.node == node
    assert result.expansions == tuple(Expansion(*expansion) for expansion in expansions)


def test_the_displayed_text_has_parentheses_after_an_operator(interpret):
    text = "-(license plate reader) (NCJ 251572) OR gun"
    assert interpret(text).display == "-(license plate reader) ((NCJ 251572) OR gun)"


@pytest.mark.parametrize(
    ("text", "node"),
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
def test_a_relaxed_query_requires_any_of_the_plain_words(interpret, text, node):
    assert core(interpret(text).relaxed) == node


def core(node):
    """Return a node without the outer nodes that only change scores or drop weak matches."""
    while isinstance(node, ExactName | Smoothed | MinScore | Boost | Should | BestPassage):
        node = node.part
    return node


def should_of(node):
    while not isinstance(node, Should):
        node = node.part
    return node


def test_a_plain_text_may_be_an_exact_name(interpret):
    assert interpret("The Results Are In").all_terms.terms == ("the", "result", "are", "in")
    assert not isinstance(interpret("gun -knife").all_terms, ExactName)


def test_neighboring_words_add_to_the_score(interpret):
    assert should_of(interpret("social network of lpr").all_terms).pairs == (
        words("social", "network"),
        words("network", "lpr"),
    )


def test_words_in_a_code_add_to_the_score(interpret):
    assert should_of(interpret("abcd-20").all_terms).words == (Word("abcd"),)


def test_matches_of_long_queries_share_their_scores(interpret):
    assert isinstance(interpret("gun knife car theft").relaxed.part, Smoothed)
    assert isinstance(interpret("gun knife car").relaxed.part, MinScore)


def test_two_acronyms_joined_by_or_are_alternatives(interpret):
    assert interpret("GUN OR KNIFE").node == AnyOf((GUN, KNIFE))


def test_a_text_all_in_capitals_is_read_in_lowercase(interpret):
    assert interpret("GUN OR THE KNIFE").node == interpret("gun or the knife").node


def test_operators_in_prose_are_punctuation(interpret):
    text = 'how do (small) agencies - and "their" partners - review shootings, count guns OR trace crime guns'
    assert all(isinstance(part, Word) for part in interpret(text).node.parts)


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


def nested(depth, innermost):
    return "(a1 " * depth + innermost + ")" * depth


def depth_of(node):
    return 1 + max(map(depth_of, getattr(node, "parts", ())), default=0)


def test_twelve_nested_groups_are_kept(interpret):
    node, depth = interpret(f"{'-(' * MAX_DEPTH}gun knife{')' * MAX_DEPTH}").node, 0
    while isinstance(node, Not):
        node, depth = node.part, depth + 1
    assert (node, depth) == (every(GUN, KNIFE), MAX_DEPTH)


def test_deeper_groups_are_flattened(interpret):
    deep, deepest = (interpret(nested(MAX_DEPTH + extra, "gun")) for extra in (2, 40))
    assert depth_of(deep.node) == depth_of(deepest.node) <= MAX_DEPTH + 2
    assert GUN in tuple(leaves(deepest.node))


@pytest.mark.parametrize("text", ["(" * MAX_TEXT, "-(" * (MAX_TEXT // 2), "(a OR " * (MAX_TEXT // 6), ")" * MAX_TEXT])
def test_long_runs_of_parentheses_do_not_deepen_the_tree(interpret, text):
    assert depth_of(interpret(text).node) <= 2 * MAX_DEPTH + 2
