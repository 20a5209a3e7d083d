"""URL pairs become a query, or are refused with the reason for each parameter."""

import pytest

from catalog.errors import QueryError
from catalog.messages import Label, Message, MessageId
from catalog.model import PartialDate, Rating
from catalog.schemas import filters_json, query_from_pairs, query_to_pairs
from catalog.search.query.tree import Query, Sort
from factories import entry, memory_searcher


@pytest.fixture
def read(taxonomy):
    one = entry(publishers=("Town of Example",), language="fr", rating=Rating("CrimeSolutions", "Effective"))
    searcher = memory_searcher([one])
    return lambda *pairs: query_from_pairs(pairs, taxonomy, searcher)


@pytest.fixture
def reasons(read):
    """Return a function that gives the reasons by parameter for which pairs are refused."""

    def refused(*pairs):
        with pytest.raises(QueryError) as found:
            read(*pairs)
        return found.value.errors

    return refused


def did_you_mean(kind, value, nearest):
    return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=Label(kind), value=value, nearest=nearest)


def use_one_of(kind, value, *known):
    return Message(MessageId.UNKNOWN_VALUE, kind=Label(kind), value=value, known=known)


def not_a_number(example, value):
    return Message(MessageId.NOT_A_WHOLE_NUMBER, example=example, value=value)


def test_without_pairs_everything_is_asked_for(read):
    assert read() == Query()


def test_every_parameter_has_its_place(read):
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
    assert query_to_pairs(query) == tuple(sorted(pairs))


def test_a_facet_may_be_given_several_times_without_doubles(read):
    query = read(("topic", "technology"), ("topic", "gun-violence"), ("topic", "technology"))
    assert query.filters == {"topic": ("technology", "gun-violence")}


@pytest.mark.parametrize(
    "name", "q topic format agency_size sworn audience publisher rating published_from sort page per_page".split()
)
@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_an_empty_value_asks_for_nothing(read, name, value):
    assert read((name, value)) == Query()


@pytest.mark.parametrize("text", ["1200", "1,200", "1 200", "1\u00a0200"])
def test_a_number_may_have_its_thousands_set_apart(read, text):
    assert read(("sworn", text)).sworn == 1200


def test_upper_and_lower_case_of_a_value_do_not_count(read):
    query = read(("topic", "TECHNOLOGY"), ("topic", "technology"), ("publisher", "BJA"), ("sort", "Newest"))
    assert (query.filters, query.sort) == ({"topic": ("technology",), "publisher": ("bja",)}, Sort.NEWEST)


def test_a_value_like_no_other_is_refused_without_listing_many(taxonomy):
    entries = [entry(f"e{number}", publishers=(f"Town {number}",)) for number in range(70)]
    searcher = memory_searcher(entries)
    with pytest.raises(QueryError) as refused:
        query_from_pairs([("publisher", "zzz")], taxonomy, searcher)
    reason = Message(MessageId.UNKNOWN_VALUE_OF_MANY, kind=Label("Publisher"), value="zzz", count=71)
    assert refused.value.errors == {"publisher": (reason,)}


def test_dates_the_wrong_way_round_are_refused(reasons):
    refused = reasons(("published_from", "2020"), ("published_to", "2015-06"))
    assert refused == {"published_from": (Message(MessageId.DATES_REVERSED, date="2015-06"),)}


@pytest.mark.parametrize(("first", "last"), [("2015", "2015"), ("2015", "2015-03"), ("2015-03-05", "2015")])
def test_dates_that_have_a_day_in_common_are_a_range(read, first, last):
    assert str(read(("published_from", first), ("published_to", last)).published_from) == first


def test_space_around_a_value_does_not_count(read):
    assert read(("q", " gun "), ("topic", " technology"), ("page", " 2 ")) == Query(
        "gun", {"topic": ("technology",)}, page=2
    )


@pytest.mark.parametrize(
    ("name", "nearest"), [("topc", "topic"), ("Sort", "sort"), ("perpage", "per_page"), ("agency-size", "agency_size")]
)
def test_an_unknown_parameter_is_refused_with_the_nearest_one(reasons, name, nearest):
    assert reasons((name, "")) == {name: (Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest=nearest),)}


def test_an_unknown_parameter_like_no_other_is_refused_with_all_of_them(reasons):
    ((reason,),) = reasons(("zzz", "x")).values()
    assert (reason.id, {"q", "topic", "page"} - set(reason.params["known"])) == (MessageId.UNKNOWN_PARAMETER, set())


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("topic", "tecnology", did_you_mean("Topic", "tecnology", "technology")),
        ("topic", "tech", did_you_mean("Topic", "tech", "technology")),
        ("publisher", "BJAA", did_you_mean("Publisher", "BJAA", "bja")),
        (
            "publisher",
            "Bureau of Justice Assistance",
            did_you_mean("Publisher", "Bureau of Justice Assistance", "bja"),
        ),
        ("topic", "zzz", use_one_of("Topic", "zzz", "crime-analysis", "gun-violence", "technology")),
        ("agency_size", "smal", did_you_mean("Agency size", "smal", "small")),
        ("engagement", "operation", did_you_mean("PSP engagement", "operation", "operations")),
        ("publisher", "town-of-exemple", did_you_mean("Publisher", "town-of-exemple", "town-of-example")),
        ("language", "zz", use_one_of("Language", "zz", "en", "es", "fr")),
        ("sort", "newst", did_you_mean("Sort", "newst", "newest")),
        ("sort", "bogus", use_one_of("Sort", "bogus", "relevance", "newest", "oldest", "title")),
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
def test_a_value_that_is_none_is_refused_with_what_is_allowed(reasons, name, value, reason):
    assert reasons((name, value)) == {name: (reason,)}


@pytest.mark.parametrize("junk", ["a\x00", "a\ud800", "\ufffd", "\x1b[0m", "\x7f"])
def test_what_is_no_text_is_refused(reasons, junk):
    assert reasons(("q", junk)) == {"q": (Message(MessageId.NOT_TEXT),)}


def test_a_parameter_whose_name_is_no_text_is_refused_by_a_name_that_is(reasons):
    assert reasons(("\ud800" + "x" * 100, "")) == {"\ufffd" + "x" * 79: (Message(MessageId.NOT_TEXT),)}


def test_a_text_may_have_several_lines(read):
    assert read(("q", "gun\nviolence")).text == "gun\nviolence"


def test_two_values_where_one_is_wanted_are_refused(reasons):
    assert reasons(("q", "gun"), ("q", "knife")) == {"q": (Message(MessageId.GIVEN_TWICE),)}


def test_the_same_value_twice_is_one(read):
    assert read(("page", "2"), ("page", "2"), ("page", "")) == Query(page=2)


def test_fifty_values_of_a_facet_are_the_most(reasons):
    assert reasons(*[("topic", "technology")] * 51) == {"topic": (Message(MessageId.TOO_MANY_VALUES, limit=50),)}


def test_every_wrong_parameter_has_its_reason(reasons):
    found = reasons(("topic", "tecnology"), ("topic", "zzz"), ("page", "x"), ("fromat", "y"), ("sort", "z"))
    assert {name: len(each) for name, each in found.items()} == {"topic": 2, "page": 1, "fromat": 1, "sort": 1}


@pytest.mark.parametrize(
    "pairs", [[("page", "1001")], [("page", "101"), ("per_page", "100")], [("page", "10000")], [("page", "99999")]]
)
def test_a_page_beyond_ten_thousand_results_is_refused(reasons, pairs):
    assert reasons(*pairs) == {"page": (Message(MessageId.RESULTS_TOO_DEEP, limit=10_000),)}


@pytest.mark.parametrize(
    "pairs", [[("page", "1000")], [("page", "100"), ("per_page", "100")], [("page", "10000"), ("per_page", "1")]]
)
def test_ten_thousand_results_can_be_seen(read, pairs):
    query = read(*pairs)
    assert query.page * query.per_page == 10_000


def test_the_message_quotes_the_first_reason(read):
    with pytest.raises(QueryError) as refused:
        read(("page", "0"), ("topc", ""))
    reason = Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest="topic")
    assert refused.value.message == Message(MessageId.SEARCH_NOT_UNDERSTOOD, parameter="topc", reason=reason)
    assert str(refused.value) == "The search could not be understood. topc: unknown parameter: did you mean 'topic'?"


def test_what_is_default_is_not_written():
    assert query_to_pairs(Query("", {"topic": ()}, page=1, per_page=10)) == ()


def test_the_filters_in_force_are_told_by_parameter():
    query = Query("gun", {"topic": ("technology",), "format": ()}, 120, PartialDate(2015), PartialDate(2016, 6))
    assert filters_json(query) == {
        "topic": ["technology"],
        "sworn": 120,
        "published_from": "2015",
        "published_to": "2016-06",
    }
