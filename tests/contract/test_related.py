"""Related resources, and their order, with every engine."""

from catalog.search.result import Relation
from factories import entry

WORDS = "ballistics tracing firearms evidence detectives"


def related(searcher, record_id, **params):
    return [(resource.record.id, resource.relation) for resource in searcher.related(record_id, **params)]


def test_the_successor_comes_first_then_editors_picks_then_the_replaced_resource(build):
    searcher = build(
        entry("a", related=("c",), supersedes=("old",)),
        entry("b", related=("a",)),
        entry("c"),
        entry("new", supersedes=("a",)),
        entry("old"),
    )
    assert related(searcher, "a") == [
        ("new", Relation.REPLACES),
        ("c", Relation.EDITORS_PICK),
        ("b", Relation.EDITORS_PICK),
        ("old", Relation.REPLACED),
    ]


def test_a_successor_is_related_in_place_of_the_resource_it_replaced(build):
    searcher = build(
        entry("a", title=WORDS, related=("old",)),
        entry("old", title=WORDS),
        entry("new", supersedes=("old",)),
        entry("f", title="Parking"),
    )
    assert related(searcher, "a") == [("new", Relation.EDITORS_PICK)]


def test_records_that_replace_each_other_are_related_once(build):
    searcher = build(entry("a", supersedes=("b",)), entry("b", supersedes=("a",)))
    assert related(searcher, "a") == [("b", Relation.REPLACES)]


def test_a_short_series_comes_before_similar_resources(build):
    series = [entry(f"s{number}", title="Issue", series="Bulletin ") for number in range(3)]
    searcher = build(entry("a", title=WORDS, series="bulletin"), entry("b", title=WORDS), *series)
    same_series = [(f"s{number}", Relation.SAME_SERIES) for number in range(3)]
    assert related(searcher, "a") == [*same_series, ("b", Relation.SIMILAR_TOPIC)]


def test_of_a_long_series_only_similar_resources_are_related(build):
    series = [entry(f"s{number}", title="Issue", series="Bulletin") for number in range(4)]
    searcher = build(entry("a", title=WORDS, series="Bulletin"), entry("z", title=WORDS, series="Bulletin"), *series)
    assert related(searcher, "a") == [("z", Relation.SAME_SERIES)]


def test_the_most_similar_resource_comes_first(build):
    fillers = [entry(f"f{number}", title="Parking") for number in range(5)]
    near, far = entry("z", title=WORDS), entry("b", title="ballistics tracing firearms for courts")
    searcher = build(entry("a", title=WORDS), far, near, *fillers)
    assert related(searcher, "a") == [("z", Relation.SIMILAR_TOPIC), ("b", Relation.SIMILAR_TOPIC)]


def test_shared_topics_count_more_than_the_same_format(build):
    resource = entry("a", title=WORDS, topics=("technology",), format="webinar")
    same_format = entry("b", title=WORDS, format="webinar")
    same_topic = entry("c", title=WORDS, topics=("technology",))
    searcher = build(resource, same_format, same_topic, entry("f", title="Parking"))
    assert [record_id for record_id, _ in related(searcher, "a")] == ["c", "b"]


def test_two_words_in_common_are_not_enough(build):
    searcher = build(entry("a", title="Ballistics tracing"), entry("b", title="Ballistics tracing"), entry("c"))
    assert related(searcher, "a") == []


def test_at_most_the_requested_number_is_returned(build):
    searcher = build(*(entry(f"r{number}", title=WORDS) for number in range(9)), entry("f", title="Parking"))
    assert [len(related(searcher, "r1", limit=limit)) for limit in (0, 2, 8)] == [0, 2, 8]


def test_a_removed_resource_is_not_related(build):
    searcher = build(entry("a", related=("b",)), entry("b"), removed=["b"])
    assert related(searcher, "a") == []


def test_an_alias_has_the_related_resources_of_its_record_and_an_unknown_id_has_none(build):
    searcher = build(entry("a", aliases=("723",), related=("b",)), entry("b"))
    assert (related(searcher, "723"), related(searcher, "x")) == ([("b", Relation.EDITORS_PICK)], [])
