"""The nearest known name: typos and parts of names are found, and what is only somewhat alike is not guessed."""

import pytest

from catalog.text import nearest

FORMATS = (
    *("model-program", "best-practice", "training", "technical-assistance", "webinar", "podcast", "publication"),
    *("research", "lessons-learned", "peer-exchange", "toolkit", "case-study", "newsletter", "model-policy"),
    *("statistics", "website"),
)
SORTS = ("relevance", "newest", "oldest", "added", "title")
PARAMETERS = (
    "q",
    "topic",
    "format",
    "agency_size",
    "per_page",
    "page",
    "sort",
    "published_from",
    "published_to",
    "lang",
)


@pytest.mark.parametrize(
    ("name", "candidate", "known"),
    [
        ("podcst", "podcast", FORMATS),
        ("webnair", "webinar", FORMATS),
        ("publicaton", "publication", FORMATS),
        ("case-studies", "case-study", FORMATS),
        ("Case Study", "case-study", FORMATS),
        ("casestudy", "case-study", FORMATS),
        ("tools", "toolkit", FORMATS),
        ("stats", "statistics", FORMATS),
        ("peer", "peer-exchange", FORMATS),
        ("policy", "model-policy", FORMATS),
        ("training-course", "training", FORMATS),
        ("sorce_id", "source_id", ("id", "source_id", "title")),
        ("newset", "newest", SORTS),
        ("relevant", "relevance", SORTS),
        ("new", "newest", SORTS),
        ("pge", "page", PARAMETERS),
        ("perpage", "per_page", PARAMETERS),
        ("format[]", "format", PARAMETERS),
        ("from", "published_from", PARAMETERS),
        ("agencysize", "agency_size", PARAMETERS),
        ("es-MX", "es", ("en", "es")),
        ("dio", "doi", ("ncj", "doi", "isbn")),
    ],
)
def test_a_misspelled_or_partial_name_is_recognized(name, candidate, known):
    assert nearest(name, known) == candidate


@pytest.mark.parametrize(
    ("name", "known"),
    [
        *((name, FORMATS) for name in ("csv", "pdf", "doc", "html", "police", "book", "data-set", "slides")),
        *((name, SORTS) for name in ("date", "asc", "desc", "popular", "name")),
        *((name, PARAMETERS) for name in ("text", "tag", "type", "date", "author", "year", "p")),
        *((name, ("en", "es")) for name in ("fr", "french", "sp", "de")),
        ("domestic-violence", ("gun-violence",)),
        ("nij", ("bja", "bjs", "nic")),
        ("", FORMATS),
        ("--", FORMATS),
        ("\u72d7", FORMATS),
    ],
)
def test_a_name_that_is_not_like_a_single_known_one_is_not_guessed(name, known):
    assert nearest(name, known) is None


@pytest.mark.parametrize("name", ["model", "web", "published"])
def test_a_part_of_several_names_stands_for_none_of_them(name):
    assert nearest(name, (*FORMATS, *PARAMETERS)) is None
