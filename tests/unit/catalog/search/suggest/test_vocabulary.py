"""What a vocabulary knows of words and of words in a row."""

import pytest

from catalog.search.suggest.vocabulary import WordCounter, merge_vocabularies
from factories import vocabulary


def pair(known, left, right):
    return known.pair_count(known.number(left), known.number(right))


def following(known, left, start=""):
    numbers, counts = known.following(known.number(left), known.with_prefix(start))
    return {known.words[number]: count for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)}


def test_words_are_counted_once_per_entry():
    assert vocabulary("gun gun", "gun crime").count("gun") == 2


def test_words_are_counted_without_case_accents_apostrophes_and_possessive_s():
    assert vocabulary("R\u00e9sum\u00e9s O'Brien's U.S.").words == ("obrien", "resumes", "us")


def test_numbers_are_not_words_and_separate_the_words_around_them():
    known = vocabulary("COVID 19 vaccine")
    assert (known.words, pair(known, "covid", "vaccine")) == (("covid", "vaccine"), 0)


def test_words_in_a_row_are_counted_by_entry():
    known = vocabulary("license plate reader", "a license plate", "plate license")
    assert (pair(known, "license", "plate"), pair(known, "plate", "license")) == (2, 1)


def test_words_of_two_texts_are_not_in_a_row():
    counter = WordCounter()
    counter.add({"title": ["gun"], "keywords": ["crime", "theft"]})
    assert len(counter.vocabulary().pairs) == 0


def test_words_of_a_documents_text_are_counted_and_their_pairs_are_not():
    counter = WordCounter()
    counter.add({"body": ["gun crime"]})
    known = counter.vocabulary()
    assert (known.words, len(known.pairs)) == (("crime", "gun"), 0)


def test_an_unknown_word_has_no_number_and_no_entries():
    known = vocabulary("gun")
    assert (known.number("guns"), known.count("guns"), known.pair_count(-1, 0)) == (-1, 0, 0)


def test_the_words_with_a_prefix_have_successive_numbers():
    known = vocabulary("plan plane plate zoo")
    assert [known.words[number] for number in known.with_prefix("pla")] == ["plan", "plane", "plate"]


def test_the_words_after_a_word_are_found_by_their_prefix():
    known = vocabulary("gun violence", "gun victims", "gun crime", "gang violence", "gun violence")
    assert following(known, "gun", "vi") == {"victims": 1, "violence": 2}


def test_nothing_follows_an_unknown_word():
    assert following(vocabulary("gun violence"), "guns") == {}


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_merged_parts_equal_the_whole_counted_at_once(cut):
    titles = ("license plate reader", "plate glass", "zebra license plate")
    parts, whole = merge_vocabularies([vocabulary(*titles[:cut]), vocabulary(*titles[cut:])]), vocabulary(*titles)
    assert (parts.entries, parts.words, parts.counts.tolist()) == (3, whole.words, whole.counts.tolist())
    assert (parts.pairs.tolist(), parts.pair_counts.tolist()) == (whole.pairs.tolist(), whole.pair_counts.tolist())


def test_no_parts_merge_into_an_empty_vocabulary():
    assert merge_vocabularies([]).words == ()
