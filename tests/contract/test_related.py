"""What every engine shows beside a resource, and in which order."""

from catalog.search.result import Relation
from factories import entry

WORDS = "ballistics tracing firearms evidence detectives"


def beside(searcher, record_id, **asked):
    return [(each.record.id, each.relation) for each in searcher.related(record_id, **asked)]


def test_beside_a_resource_stand_its_successor_then_what_an_editor_named_then_what_it_replaces(build):
    searcher = build(
        entry("a", related=("c",), supersedes=("old",)),
        entry("b", related=("a",)),
        entry("c"),
        entry("new", supersedes=("a",)),
        entry("old"),
    )
    assert beside(searcher, "a") == [
        ("new", Relation.REPLACES),
        ("c", Relation.EDITORS_PICK),
        ("b", Relation.EDITORS_PICK),
        ("old", Relation.REPLACED),
    ]


def test_a_successor_stands_for_what_it_replaced(build):
    searcher = build(
        entry("a", title=WORDS, related=("old",)),
        entry("old", title=WORDS),
        entry("new", supersedes=("old",)),
        entry("f", title="Parking"),
    )
    assert beside(searcher, "a") == [("new", Relation.EDITORS_PICK)]


def test_records_that_claim_to_replace_each_other_are_shown_once(build):
    searcher = build(entry("a", supersedes=("b",)), entry("b", supersedes=("a",)))
    assert beside(searcher, "a") == [("b", Relation.REPLACES)]


def test_a_short_series_comes_before_what_is_about_the_same(build):
    series = [entry(f"s{number}", title="Issue", series="Bulletin ") for number in range(3)]
    searcher = build(entry("a", title=WORDS, series="bulletin"), entry("b", title=WORDS), *series)
    same_series = [(f"s{number}", Relation.SAME_SERIES) for number in range(3)]
    assert beside(searcher, "a") == [*same_series, ("b", Relation.SIMILAR_TOPIC)]


def test_of_a_long_series_only_what_is_about_the_same_is_shown(build):
    series = [entry(f"s{number}", title="Issue", series="Bulletin") for number in range(4)]
    searcher = build(entry("a", title=WORDS, series="Bulletin"), entry("z", title=WORDS, series="Bulletin"), *series)
    assert beside(searcher, "a") == [("z", Relation.SAME_SERIES)]


def test_what_is_about_the_same_comes_with_the_most_similar_first(build):
    fillers = [entry(f"f{number}", title="Parking") for number in range(5)]
    near, far = entry("z", title=WORDS), entry("b", title="ballistics tracing firearms for courts")
    searcher = build(entry("a", title=WORDS), far, near, *fillers)
    assert beside(searcher, "a") == [("z", Relation.SIMILAR_TOPIC), ("b", Relation.SIMILAR_TOPIC)]


def test_shared_topics_count_more_than_the_same_format(build):
    one = entry("a", title=WORDS, topics=("technology",), format="webinar")
    same_format = entry("b", title=WORDS, format="webinar")
    same_topic = entry("c", title=WORDS, topics=("technology",))
    searcher = build(one, same_format, same_topic, entry("f", title="Parking"))
    assert [key for key, _ in beside(searcher, "a")] == ["c", "b"]


def test_two_words_in_common_do_not_relate_resources(build):
    searcher = build(entry("a", title="Ballistics tracing"), entry("b", title="Ballistics tracing"), entry("c"))
    assert beside(searcher, "a") == []


def test_no_more_than_the_limit_are_shown_beside_a_resource(build):
    searcher = build(*(entry(f"r{number}", title=WORDS) for number in range(9)), entry("f", title="Parking"))
    assert [len(beside(searcher, "r1", limit=limit)) for limit in (0, 2, 8)] == [0, 2, 8]


def test_what_was_removed_is_not_shown_beside_a_resource(build):
    searcher = build(entry("a", related=("b",)), entry("b"), removed=["b"])
    assert beside(searcher, "a") == []


def test_an_alias_has_the_same_beside_it_and_an_unknown_id_nothing(build):
    searcher = build(entry("a", aliases=("723",), related=("b",)), entry("b"))
    assert (beside(searcher, "723"), beside(searcher, "x")) == ([("b", Relation.EDITORS_PICK)], [])
