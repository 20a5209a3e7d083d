"""What the words of a heading name."""

import pytest

from indexer.importers.mapping.headings import targets_named


@pytest.mark.parametrize(
    ("heading", "targets"),
    [
        ("Title of publication", ("title",)),
        ("Name of author(s)", ("authors",)),
        ("publicationDate", ("published",)),
        ("Publishing organisation", ("publishers",)),
        ("Number of pages", ("pages",)),
        ("Pages (count)", ("pages",)),
        ("DOI or URL", ("identifiers.doi", "url")),
        ("Abstract (max. 200 words)", ("summary",)),
        ("NCJ no.", ("identifiers.ncj",)),
        ("Dirección web", ("url",)),
    ],
)
def test_words_around_the_name_of_a_field_do_not_matter(heading, targets):
    assert targets_named(heading) == targets


@pytest.mark.parametrize(
    "heading", ["Author e-mail", "Agency type", "Date modified", "Date of birth", "Contact person", "Publisher ID", ""]
)
def test_a_heading_with_a_word_that_may_mean_another_thing_names_nothing(heading):
    assert targets_named(heading) == ()
