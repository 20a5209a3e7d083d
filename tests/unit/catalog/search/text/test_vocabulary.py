"""The vocabulary of an index counts words, and pairs of adjacent words."""

import pytest

from catalog.search.text.vocabulary import WordCounter, merge_vocabularies, subtract_vocabulary
from factories import vocabulary


def pair_count(index_words, left, right):
    return index_words.pair_count(index_words.number(left), index_words.number(right))


def following(index_words, left, prefix=""):
    numbers, counts = index_words.following(index_words.number(left), index_words.with_prefix(prefix))
    words = [index_words.words[number] for number in numbers.tolist()]
    return dict(zip(words, counts.tolist(), strict=True))


def test_words_are_counted_once_per_entry():
    assert vocabulary("gun gun", "gun crime").count("gun") == 2


def test_words_are_counted_without_case_accents_apostrophes_and_possessive_s():
    assert vocabulary("R\u00e9sum\u00e9s O'Brien's U.S.").words == ("obrien", "resumes", "us")


def test_numbers_are_not_words_and_separate_the_words_around_them():
    index_words = vocabulary("COVID 19 vaccine")
    assert (index_words.words, pair_count(index_words, "covid", "vaccine")) == (("covid", "vaccine"), 0)


def test_adjacent_words_are_counted_once_per_entry():
    index_words = vocabulary("license plate reader", "a license plate", "plate license")
    assert (pair_count(index_words, "license", "plate"), pair_count(index_words, "plate", "license")) == (2, 1)


def test_words_of_two_texts_are_not_adjacent():
    counter = WordCounter()
    counter.add({"title": ["gun"], "keywords": ["crime", "theft"]})
    assert len(counter.vocabulary().pairs) == 0


def test_words_of_documents_are_counted_but_not_their_pairs():
    counter = WordCounter()
    counter.add({"body": ["gun crime"]})
    index_words = counter.vocabulary()
    assert (index_words.words, len(index_words.pairs)) == (("crime", "gun"), 0)


def test_an_unknown_word_has_no_number_and_no_entries():
    index_words = vocabulary("gun")
    assert (index_words.number("guns"), index_words.count("guns"), index_words.pair_count(-1, 0)) == (-1, 0, 0)


def test_the_words_with_a_prefix_have_successive_numbers():
    index_words = vocabulary("plan plane plate zoo")
    assert [index_words.words[number] for number in index_words.with_prefix("pla")] == ["plan", "plane", "plate"]


def test_the_words_after_a_word_are_found_by_their_prefix():
    index_words = vocabulary("gun violence", "gun victims", "gun crime", "gang violence", "gun violence")
    assert following(index_words, "gun", "vi") == {"victims": 1, "violence": 2}


def test_nothing_follows_an_unknown_word():
    assert following(vocabulary("gun violence"), "guns") == {}


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_merged_vocabularies_equal_one_of_all_texts(cut):
    titles = ("license plate reader", "plate glass", "zebra license plate")
    merged = merge_vocabularies([vocabulary(*titles[:cut]), vocabulary(*titles[cut:])])
    expected = vocabulary(*titles)
    assert (merged.entries, merged.words, merged.counts.tolist()) == (3, expected.words, expected.counts.tolist())
    assert merged.pairs.tolist() == expected.pairs.tolist()
    assert merged.pair_counts.tolist() == expected.pair_counts.tolist()


def test_merging_no_vocabularies_gives_an_empty_one():
    assert merge_vocabularies([]).words == ()


def compounds_of(index_words):
    pairs = zip(index_words.compounds.tolist(), index_words.compound_counts.tolist(), strict=True)
    return {f"{index_words.words[key >> 32]}-{index_words.words[key & 0xFFFFFFFF]}": count for key, count in pairs}


def test_words_with_a_hyphen_between_them_are_counted_in_every_field():
    counter = WordCounter()
    counter.add({"title": ["Pre-trial desk", "pre trial"], "body": ["an e\u2011mail, a co-op-ed; COVID-19 pre- trial"]})
    counter.add({"body": ["pre-trial pre-trial"]})
    assert compounds_of(counter.vocabulary()) == {"co-op": 1, "e-mail": 1, "op-ed": 1, "pre-trial": 2}


def test_compounds_are_merged_and_subtracted_like_pairs():
    parts = [vocabulary("pre-trial e-mail"), vocabulary("zoo pre-trial")]
    merged = merge_vocabularies(parts)
    assert compounds_of(merged) == {"e-mail": 1, "pre-trial": 2}
    assert compounds_of(subtract_vocabulary(merged, parts[0])) == {"pre-trial": 1}


def test_the_share_of_a_word_before_a_hyphen_is_per_entry_that_has_it():
    index_words = vocabulary("pre-trial pre-arrest", "pre-trial", "gun-shot", "gun", "gun", "guns")
    shares = {word: index_words.hyphenated_share(index_words.number(word)) for word in ("pre", "gun", "guns")}
    assert shares == {"pre": 1.5, "gun": 1 / 3, "guns": 0.0}
