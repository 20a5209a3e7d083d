"""URL pairs become a query, or are refused with the reason for each parameter."""

import pytest

from catalog.errors import QueryError
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
    assert refused.value.errors == {
        "publisher": ("publisher 'zzz' is not known; the search page lists the 71 there are",)
    }


def test_dates_the_wrong_way_round_are_refused(reasons):
    found = reasons(("published_from", "2020"), ("published_to", "2015-06"))
    assert found == {"published_from": ("From is after To: write the earlier one, 2015-06, first",)}


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
    assert reasons((name, "")) == {name: (f"is no parameter of a search: did you mean '{nearest}'?",)}


def test_an_unknown_parameter_like_no_other_is_refused_with_all_of_them(reasons):
    ((reason,),) = reasons(("zzz", "x")).values()
    assert reason.startswith("is no parameter of a search: known parameters are q, topic, format, agency_size,")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("topic", "tecnology", "topic 'tecnology': did you mean 'technology'?"),
        ("topic", "tech", "topic 'tech': did you mean 'technology'?"),
        ("publisher", "BJAA", "publisher 'BJAA': did you mean 'bja'?"),
        ("publisher", "Bureau of Justice Assistance", "publisher 'Bureau of Justice Assistance': did you mean 'bja'?"),
        ("topic", "zzz", "topic 'zzz' is not known; use one of: crime-analysis, gun-violence, technology"),
        ("agency_size", "smal", "agency size 'smal': did you mean 'small'?"),
        ("publisher", "town-of-exemple", "publisher 'town-of-exemple': did you mean 'town-of-example'?"),
        ("language", "zz", "language 'zz' is not known; use one of: en, es, fr"),
        ("sort", "newst", "sort 'newst': did you mean 'newest'?"),
        ("sort", "bogus", "sort 'bogus' is not known; use one of: relevance, newest, oldest, title"),
        ("page", "0", "a page number from 1"),
        ("page", "-1", "a page number from 1"),
        ("page", "two", "write a whole number such as 2, not 'two'"),
        ("page", "1.5", "write a whole number such as 2, not '1.5'"),
        ("page", "1_0", "write a whole number such as 2, not '1_0'"),
        ("page", "9" * 5000, f"write a whole number such as 2, not '{'9' * 40}\u2026'"),
        ("per_page", "many", "write a whole number such as 20, not 'many'"),
        ("per_page", "0", "from 1 to 100"),
        ("per_page", "101", "from 1 to 100"),
        ("sworn", "0", "a number of officers from 1 to 100,000"),
        ("sworn", "100001", "a number of officers from 1 to 100,000"),
        ("sworn", "about 120", "write a whole number such as 120, not 'about 120'"),
        ("sworn", "12,00", "write a whole number such as 120, not '12,00'"),
        ("published_from", "soon", "write a year such as 2015 (or 2015-06, or 2015-06-30), not 'soon'"),
        ("published_to", "2016-13", "write a year such as 2015 (or 2015-06, or 2015-06-30), not '2016-13'"),
        ("q", "x" * 2001, "at most 2,000 characters"),
    ],
)
def test_a_value_that_is_none_is_refused_with_what_is_allowed(reasons, name, value, reason):
    assert reasons((name, value)) == {name: (reason,)}


@pytest.mark.parametrize("junk", ["a\x00", "a\ud800", "\ufffd", "\x1b[0m", "\x7f"])
def test_what_is_no_text_is_refused(reasons, junk):
    assert reasons(("q", junk)) == {"q": ("has characters that are no text",)}


def test_a_parameter_whose_name_is_no_text_is_refused_by_a_name_that_is(reasons):
    assert reasons(("\ud800" + "x" * 100, "")) == {"\ufffd" + "x" * 79: ("has characters that are no text",)}


def test_a_text_may_have_several_lines(read):
    assert read(("q", "gun\nviolence")).text == "gun\nviolence"


def test_two_values_where_one_is_wanted_are_refused(reasons):
    assert reasons(("q", "gun"), ("q", "knife")) == {"q": ("is given twice; once is enough",)}


def test_the_same_value_twice_is_one(read):
    assert read(("page", "2"), ("page", "2"), ("page", "")) == Query(page=2)


def test_fifty_values_of_a_facet_are_the_most(reasons):
    assert reasons(*[("topic", "technology")] * 51) == {"topic": ("at most 50 values",)}


def test_every_wrong_parameter_has_its_reason(reasons):
    found = reasons(("topic", "tecnology"), ("topic", "zzz"), ("page", "x"), ("fromat", "y"), ("sort", "z"))
    assert {name: len(each) for name, each in found.items()} == {"topic": 2, "page": 1, "fromat": 1, "sort": 1}


@pytest.mark.parametrize(
    "pairs", [[("page", "1001")], [("page", "101"), ("per_page", "100")], [("page", "10000")], [("page", "99999")]]
)
def test_a_page_beyond_ten_thousand_results_is_refused(reasons, pairs):
    assert reasons(*pairs) == {"page": ("only the first 10,000 results can be shown: narrow the search instead",)}


@pytest.mark.parametrize(
    "pairs", [[("page", "1000")], [("page", "100"), ("per_page", "100")], [("page", "10000"), ("per_page", "1")]]
)
def test_ten_thousand_results_can_be_seen(read, pairs):
    query = read(*pairs)
    assert query.page * query.per_page == 10_000


@pytest.mark.parametrize(
    ("pairs", "end"), [([("page", "0")], "page: a page number from 1."), ([("topc", "")], "'topic'?")]
)
def test_the_message_is_a_sentence_with_the_first_reason(read, pairs, end):
    with pytest.raises(QueryError) as refused:
        read(*pairs)
    assert str(refused.value).startswith("The search could not be understood. ")
    assert str(refused.value).endswith(end)


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
