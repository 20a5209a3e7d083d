"""URL parameters become a query, or are refused with a reason for each parameter."""

import pytest

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId
from catalog.model import PartialDate, Rating
from catalog.schemas import filters_json, query_from_params, query_to_params
from catalog.search.engines.memory.engine import MemoryBackend
from catalog.search.query.tree import Query, Sort
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import ControlledVocabulary, Term
from factories import entry, memory_searcher


@pytest.fixture
def read(taxonomy):
    only_entry = entry(publishers=("Town of Example",), language="fr", rating=Rating("CrimeSolutions", "Effective"))
    searcher = memory_searcher([only_entry])
    return lambda *pairs: query_from_params(pairs, taxonomy, searcher)


@pytest.fixture
def reasons(read):
    """Return a function that reads invalid pairs and returns the reasons of the refusal, by parameter."""

    def read_invalid(*pairs):
        with pytest.raises(QueryError) as caught:
            read(*pairs)
        return caught.value.errors

    return read_invalid


def did_you_mean(kind, value, nearest):
    return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=Label(kind), value=value, nearest=nearest)


def use_one_of(kind, value, *known):
    return Message(MessageId.UNKNOWN_VALUE, kind=Label(kind), value=value, known=known)


def not_a_number(example, value):
    return Message(MessageId.NOT_A_WHOLE_NUMBER, example=example, value=value)


def test_without_parameters_the_query_is_empty(read):
    assert read() == Query()


def test_every_parameter_is_read_and_written(read):
    pairs = [
        ("q", "gun"), ("topic", "technology"), ("format", "webinar"), ("agency_size", "small"), ("sworn", "120"),
        ("audience", "chief"), ("publisher", "town-of-example"), ("engagement", "operations"), ("media", "pdf"),
        ("language", "fr"), ("rating", "crimesolutions-effective"), ("published_from", "2015"),
        ("published_to", "2016-06-30"), ("sort", "oldest"), ("page", "2"), ("per_page", "100"),
    ]  # fmt: skip
    query = read(*pairs)
    assert query == Query(
        "gun",
        {
            "agency_size": ("small",),
            "audience": ("chief",),
            "engagement": ("operations",),
            "format": ("webinar",),
            "language": ("fr",),
            "media": ("pdf",),
            "publisher": ("town-of-example",),
            "rating": ("crimesolutions-effective",),
            "topic": ("technology",),
        },
        120,
        PartialDate(2015),
        PartialDate(2016, 6, 30),
        Sort.OLDEST,
        2,
        100,
    )
    assert query_to_params(query) == tuple(sorted(pairs))


def test_a_facet_may_be_repeated_and_duplicate_values_are_dropped(read):
    query = read(("topic", "technology"), ("topic", "gun-violence"), ("topic", "technology"))
    assert query.filters == {"topic": ("technology", "gun-violence")}


@pytest.mark.parametrize(
    "name", "q topic format agency_size sworn audience publisher rating published_from sort page per_page".split()
)
@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_empty_values_are_ignored(read, name, value):
    assert read((name, value)) == Query()


@pytest.mark.parametrize("text", ["1200", "1,200", "1 200", "1\u00a0200"])
def test_numbers_may_have_thousands_separators(read, text):
    assert read(("sworn", text)).sworn == 1200


def test_values_are_case_insensitive(read):
    query = read(("topic", "TECHNOLOGY"), ("topic", "technology"), ("publisher", "BJA"), ("sort", "Newest"))
    assert (query.filters, query.sort) == ({"topic": ("technology",), "publisher": ("bja",)}, Sort.NEWEST)


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [
        ("topic", "Gun Violence", "gun-violence"),
        ("publisher", "Bureau of Justice Assistance", "bja"),
        ("engagement", "operation", "operations"),
    ],
)
def test_a_label_stands_for_its_value(read, name, label, value):
    assert read((name, label)) == read((name, value))


def test_an_unknown_value_of_many_is_refused_with_their_number(taxonomy):
    entries = [entry(f"e{number}", publishers=(f"Town {number}",)) for number in range(70)]
    searcher = memory_searcher(entries)
    with pytest.raises(QueryError) as caught:
        query_from_params([("publisher", "zzz")], taxonomy, searcher)
    reason = Message(MessageId.UNKNOWN_VALUE_OF_MANY, kind=Label("Publisher"), value="zzz", count=71)
    assert caught.value.errors == {"publisher": (reason,)}


def test_reversed_dates_are_refused(reasons):
    errors = reasons(("published_from", "2020"), ("published_to", "2015-06"))
    assert errors == {"published_from": (Message(MessageId.DATES_REVERSED, date="2015-06"),)}


@pytest.mark.parametrize(("first", "last"), [("2015", "2015"), ("2015", "2015-03"), ("2015-03-05", "2015")])
def test_overlapping_dates_are_a_valid_range(read, first, last):
    assert str(read(("published_from", first), ("published_to", last)).published_from) == first


def test_spaces_around_a_value_are_ignored(read):
    assert read(("q", " gun "), ("topic", " technology"), ("page", " 2 ")) == Query(
        "gun", {"topic": ("technology",)}, page=2
    )


@pytest.mark.parametrize(
    ("name", "nearest"), [("topc", "topic"), ("Sort", "sort"), ("perpage", "per_page"), ("agency-size", "agency_size")]
)
def test_an_unknown_parameter_is_refused_with_the_nearest_name(reasons, name, nearest):
    assert reasons((name, "")) == {name: (Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest=nearest),)}


def test_an_unknown_parameter_similar_to_none_is_refused_with_all_names(reasons):
    ((reason,),) = reasons(("zzz", "x")).values()
    assert (reason.id, {"q", "topic", "page"} - set(reason.params["known"])) == (MessageId.UNKNOWN_PARAMETER, set())


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("topic", "tecnology", did_you_mean("Topic", "tecnology", "technology")),
        ("topic", "tech", did_you_mean("Topic", "tech", "technology")),
        ("publisher", "BJAA", did_you_mean("Publisher", "BJAA", "bja")),
        ("topic", "zzz", use_one_of("Topic", "zzz", "crime-analysis", "gun-violence", "technology")),
        ("agency_size", "smal", did_you_mean("Agency size", "smal", "small")),
        ("engagement", "opration", did_you_mean("PSP engagement", "opration", "operations")),
        ("publisher", "town-of-exemple", did_you_mean("Publisher", "town-of-exemple", "town-of-example")),
        ("language", "zz", use_one_of("Language", "zz", "en", "es", "fr")),
        ("sort", "newst", did_you_mean("Sort", "newst", "newest")),
        ("sort", "bogus", use_one_of("Sort", "bogus", "relevance", "newest", "oldest", "added", "title")),
        ("page", "0", Message(MessageId.PAGE_BELOW_ONE)),
        ("page", "-1", Message(MessageId.PAGE_BELOW_ONE)),
        ("page", "two", not_a_number(2, "two")),
        ("page", "1.5", not_a_number(2, "1.5")),
        ("page", "1_0", not_a_number(2, "1_0")),
        ("page", "9" * 5000, not_a_number(2, f"{'9' * 40}\u2026")),
        ("per_page", "many", not_a_number(20, "many")),
        ("per_page", "0", Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=100)),
        ("per_page", "101", Message(MessageId.PER_PAGE_OUT_OF_RANGE, limit=100)),
        ("sworn", "0", Message(MessageId.SWORN_OUT_OF_RANGE, limit=100_000)),
        ("sworn", "100001", Message(MessageId.SWORN_OUT_OF_RANGE, limit=100_000)),
        ("sworn", "about 120", not_a_number(120, "about 120")),
        ("sworn", "12,00", not_a_number(120, "12,00")),
        ("published_from", "soon", Message(MessageId.NOT_A_DATE, value="soon")),
        ("published_to", "2016-13", Message(MessageId.NOT_A_DATE, value="2016-13")),
        ("explain", "perhaps", Message(MessageId.NOT_A_FLAG)),
        ("q", "x" * 2001, Message(MessageId.TOO_MANY_CHARACTERS, limit=2_000)),
    ],
)
def test_an_invalid_value_is_refused_with_what_is_allowed(reasons, name, value, reason):
    assert reasons((name, value)) == {name: (reason,)}


@pytest.mark.parametrize("junk", ["a\x00", "a\ud800", "\ufffd", "\x1b[0m", "\x7f"])
def test_values_with_control_or_invalid_characters_are_refused(reasons, junk):
    assert reasons(("q", junk)) == {"q": (Message(MessageId.NOT_TEXT),)}


def test_a_parameter_with_an_unprintable_name_is_refused_under_a_readable_name(reasons):
    assert reasons(("\ud800" + "x" * 100, "")) == {"\ufffd" + "x" * 79: (Message(MessageId.NOT_TEXT),)}


def test_the_query_text_may_have_several_lines(read):
    assert read(("q", "gun\nviolence")).text == "gun\nviolence"


def test_two_values_for_a_single_value_parameter_are_refused(reasons):
    assert reasons(("q", "gun"), ("q", "knife")) == {"q": (Message(MessageId.GIVEN_TWICE),)}


def test_a_repeated_value_counts_once(read):
    assert read(("page", "2"), ("page", "2"), ("page", "")) == Query(page=2)


def test_more_than_fifty_values_of_a_facet_are_refused(reasons):
    assert reasons(*[("topic", "technology")] * 51) == {"topic": (Message(MessageId.TOO_MANY_VALUES, limit=50),)}


def test_every_invalid_parameter_has_its_reasons(reasons):
    errors = reasons(("topic", "tecnology"), ("topic", "zzz"), ("page", "x"), ("fromat", "y"), ("sort", "z"))
    counts = {name: len(messages) for name, messages in errors.items()}
    assert counts == {"topic": 2, "page": 1, "fromat": 1, "sort": 1}


@pytest.mark.parametrize(
    "pairs", [[("page", "1001")], [("page", "101"), ("per_page", "100")], [("page", "10000")], [("page", "99999")]]
)
def test_a_page_beyond_ten_thousand_results_is_refused(reasons, pairs):
    assert reasons(*pairs) == {"page": (Message(MessageId.RESULTS_TOO_DEEP, limit=10_000),)}


@pytest.mark.parametrize(
    "pairs", [[("page", "1000")], [("page", "100"), ("per_page", "100")], [("page", "10000"), ("per_page", "1")]]
)
def test_pages_up_to_ten_thousand_results_are_accepted(read, pairs):
    query = read(*pairs)
    assert query.page * query.per_page == 10_000


def test_the_error_message_quotes_the_first_reason(read):
    with pytest.raises(QueryError) as caught:
        read(("page", "0"), ("topc", ""))
    reason = Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest="topic")
    assert caught.value.message == Message(MessageId.SEARCH_NOT_UNDERSTOOD, parameter="topc", reason=reason)
    assert str(caught.value) == "The search could not be understood. topc: unknown parameter: did you mean 'topic'?"


def test_default_values_are_not_written():
    assert query_to_params(Query("", {"topic": ()}, page=1, per_page=10)) == ()


def test_the_active_filters_are_returned_by_parameter():
    query = Query("gun", {"topic": ("technology",), "format": ()}, 120, PartialDate(2015), PartialDate(2016, 6))
    assert filters_json(query) == {
        "topic": ["technology"],
        "sworn": 120,
        "published_from": "2015",
        "published_to": "2016-06",
    }


def test_a_reason_quotes_no_characters_that_turn_around_what_follows_them(reasons):
    assert reasons(("sort", "x\u202ey")) == {"sort": (use_one_of("Sort", "x\ufffdy", *map(str, Sort)),)}


def test_only_the_first_of_many_unknown_values_are_refused_by_name(reasons):
    errors = reasons(*(("topic", f"zzz{number}") for number in range(50)))
    assert [message.params["value"] for message in errors["topic"]] == [f"zzz{number}" for number in range(5)]


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [
        ("publisher", "Town of Example", "town-of-example"),
        ("publisher", "town OF example", "town-of-example"),
        ("rating", "CrimeSolutions: Effective", "crimesolutions-effective"),
    ],
)
def test_a_value_that_no_vocabulary_lists_can_be_given_by_its_label(read, name, label, value):
    assert read((name, label)).filters == {name: (value,)}


def test_a_label_of_several_values_is_refused():
    terms = (Term("south", "South End"), Term("south-end-of-town", "South end"))
    taxonomy = Taxonomy({"topics": ControlledVocabulary(terms)})
    entries = [entry(value, topics=(value,)) for value in ("south", "south-end-of-town")]
    searcher = Searcher(MemoryBackend(entries, taxonomy, "000001-test"))
    with pytest.raises(QueryError):
        query_from_params([("topic", "South end")], taxonomy, searcher)
    assert query_from_params([("topic", "South")], taxonomy, searcher).filters == {"topic": ("south",)}
