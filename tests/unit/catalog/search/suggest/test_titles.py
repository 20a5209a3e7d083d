"""The titles that match typed words, and their order."""

from catalog.search.suggest.titles import MAX_COMPARED, Titles


def matching(typed, *titles):
    matches = Titles((title, title, None) for title in titles).matching(typed.split())
    return [title for _, title, _ in matches]


def test_every_typed_word_must_begin_a_word_of_the_title():
    assert matching("gun vio", "Gun violence", "Gun crime", "Violence", "Shotgun violence") == ["Gun violence"]


def test_the_words_may_be_in_any_order():
    assert matching("vio gun", "Gun violence") == ["Gun violence"]


def test_titles_that_begin_with_the_typed_text_come_first():
    assert matching("gun", "A gun", "Gun violence and its many long words") == [
        "Gun violence and its many long words",
        "A gun",
    ]


def test_titles_that_contain_the_typed_text_come_before_others():
    assert matching("gun crime", "The crime gun", "The gun crime plan")[0] == "The gun crime plan"


def test_whole_words_come_before_longer_ones():
    assert matching("gun", "The gunner", "The gun report")[0] == "The gun report"


def test_shorter_titles_come_first():
    assert matching("gun", "Gun laws of states", "Gun laws") == ["Gun laws", "Gun laws of states"]


def test_equally_good_titles_keep_their_order():
    assert matching("gun", "Gun b", "Gun a") == ["Gun b", "Gun a"]


def test_accents_case_and_apostrophes_make_no_difference():
    assert matching("resumes obrien", "R\u00c9SUM\u00c9S of O\u2019Brien") == ["R\u00c9SUM\u00c9S of O\u2019Brien"]


def test_numbers_count_as_words():
    assert matching("covid 19", "COVID-19 guide", "COVID-20 guide") == ["COVID-19 guide"]


def test_a_title_of_several_lines_is_one_title():
    assert matching("gun crime", "Gun\ncrime") == ["Gun\ncrime"]


def test_only_the_best_titles_are_returned():
    assert len(matching("gun", *(f"Gun {number}" for number in range(MAX_COMPARED + 5)))) == MAX_COMPARED


def test_nothing_typed_and_no_titles_match_nothing():
    assert (matching("", "Gun"), matching("gun")) == ([], [])


def test_characters_that_fold_to_nothing_are_ignored():
    assert matching("gun", "\uff9e\n\u00b7 Gun", "Crime") == ["\uff9e\n\u00b7 Gun"]


def test_a_prefix_is_known_if_some_word_has_it():
    titles = Titles([("a", "Gun violence", None)])
    assert (titles.knows("vio"), titles.knows("olence")) == (True, False)
