"""Records that may be the same are found with the evidence, and the parts of a series are not."""

import dataclasses
import datetime as dt

import pytest

from catalog.model import Document, Identifiers, Imported, PartialDate, RecordStatus, Withdrawal
from catalog.taxonomy import Taxonomy
from factories import record
from indexer.check.duplicates.finder import DuplicateFinder
from indexer.check.duplicates.groups import group_pairs
from indexer.check.duplicates.model import Confidence, EvidenceKind, Suggestion

TITLE = "Reducing Gun Violence in Small Cities"
MONTHS = "January February March April May June July August September October November December".split()


def pairs(*records, **options):
    return DuplicateFinder(records, Taxonomy(), **options).pairs()


def pair(one, other, **options):
    """Return the only pair of two records."""
    (only,) = pairs(one, other, **options)
    return only


def kinds(found):
    return [evidence.kind for evidence in found.evidence]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("doi", "10.1000/ABC", "https://doi.org/10.1000/abc"),
        ("isbn", "978-0-306-40615-7", "0-306-40615-2"),
        ("ncj", "NCJ 012345", "12345"),
    ],
)
def test_the_same_identifier_in_another_form_and_the_same_title_are_certain(kind, one, other):
    first, second = (
        record(key, title=TITLE, identifiers=Identifiers(**{kind: value})) for key, value in (("a", one), ("b", other))
    )
    found = pair(first, second)
    assert (found.confidence, found.suggestion) == (Confidence.CERTAIN, Suggestion.MERGE)
    assert (EvidenceKind(kind), (one, other)) in [(evidence.kind, evidence.values) for evidence in found.evidence]


def test_a_doi_in_the_address_counts_as_the_identifier():
    one = record("a", title=TITLE, url="https://doi.org/10.1000/abc")
    other = record("b", title=TITLE, identifiers=Identifiers(doi="10.1000/abc"))
    assert EvidenceKind.DOI in kinds(pair(one, other))


def test_the_same_identifier_with_another_title_is_only_possible():
    one = record("a", title=TITLE, identifiers=Identifiers(doi="10.1000/abc"))
    other = record("b", title="Traffic Stops on Rural Roads", identifiers=Identifiers(doi="10.1000/abc"))
    assert pair(one, other).confidence is Confidence.POSSIBLE


def test_the_same_address_and_title_are_certain():
    one = record("a", title=TITLE, url="http://www.example.org/guide/")
    other = record("b", title=TITLE, url="https://example.org/guide?utm_source=news")
    assert pair(one, other).confidence is Confidence.CERTAIN


def on_one_page(**changes):
    """Return two records with the same address, in other forms, and titles of their own."""
    one = record("a", title=TITLE, url="http://www.example.org/guide/", **changes)
    return one, record("b", title="Traffic Stops on Rural Roads", url="https://example.org/guide?utm_source=news")


def test_the_same_address_is_strong_evidence_whatever_the_titles():
    assert pair(*on_one_page()).confidence is Confidence.LIKELY


def test_the_same_address_and_title_in_another_year_are_likely_the_same():
    facts = {"title": TITLE, "url": "https://example.org/guide"}
    one = record("a", **facts, published=PartialDate(2015))
    assert pair(one, record("b", **facts, published=PartialDate(2020))).confidence is Confidence.LIKELY


def test_resources_on_one_page_with_other_summaries_are_only_possibly_the_same():
    one, other = on_one_page(summary="How a city counted arrests by month, by district and by age. " * 2)
    other = dataclasses.replace(
        other, summary="Which rural roads troopers chose for stops, and what drivers said. " * 2
    )
    assert pair(one, other).confidence is Confidence.POSSIBLE


def test_resources_at_other_positions_of_one_page_are_not_the_same():
    one, other = on_one_page()
    places = (dataclasses.replace(item, url=f"https://example.org/guide#{item.id}") for item in (one, other))
    assert pairs(*places) == []


def test_parts_of_a_series_with_one_address_are_not_the_same():
    url = "https://example.org/data"
    numbered = record("a", title="Arrests in 12 Cities", url=url), record("b", title="Stops in Cities", url=url)
    assert pairs(*numbered) == []


def test_a_document_in_common_says_little_about_records_with_words_of_their_own():
    document = (Document(url="https://example.org/all.pdf"),)
    one, other = record("a", title=TITLE, documents=document), record("b", title="Traffic Stops", documents=document)
    assert pairs(one, other) == []


def test_a_new_record_with_only_an_address_in_common_is_not_taken_for_known():
    one, other = on_one_page()
    assert DuplicateFinder([one], Taxonomy()).matches(other) == []


def test_the_front_page_of_a_site_says_nothing_about_a_resource():
    one, other = (record(key, title=f"The {key} guide", url="https://example.org/") for key in ("cats", "dogs"))
    assert pairs(one, other) == []


def test_the_same_file_in_two_records_is_found():
    hashes = {"a": ("f" * 64,), "b": ("f" * 64,)}
    found = pair(record("a", title=TITLE), record("b", title=f"{TITLE}: A Guide"), hashes=hashes)
    assert EvidenceKind.DOCUMENT in kinds(found)


def test_title_publisher_and_year_make_a_pair_likely():
    facts = {"title": TITLE, "publishers": ("RAND",)}
    one = record("a", **facts, published=PartialDate(2020))
    other = record("b", **facts, published=PartialDate(2020, 5))
    assert pair(one, other).confidence is Confidence.LIKELY


def test_the_same_title_in_another_year_may_be_an_edition_and_the_newer_is_first():
    facts = {"title": TITLE, "publishers": ("RAND",)}
    found = pair(record("a", **facts, published=PartialDate(2015)), record("b", **facts, published=PartialDate(2020)))
    assert (found.suggestion, found.ids) == (Suggestion.EDITION, ("b", "a"))


def test_an_edition_with_a_number_is_newer_than_one_without():
    found = pair(record("a", title=TITLE), record("b", title=f"{TITLE}, 2nd Ed."))
    assert (found.suggestion, found.ids) == (Suggestion.EDITION, ("b", "a"))


def test_parts_of_a_series_on_one_page_are_not_the_same():
    records = [
        record(f"{month.lower()}-{year}", title=f"Federal Firearms Licensees - {month} {year}", publishers=("ATF",))
        for month in MONTHS
        for year in (2021, 2022)
    ]
    on_one_page = [
        record(r.id, title=r.title, publishers=r.publishers, url="https://atf.gov/list") for r in records[:3]
    ]
    assert pairs(*records) == []
    assert pairs(*on_one_page) == []


def test_a_spanish_edition_is_not_a_duplicate():
    url = "https://example.org/guide"
    one, other = record("a", title=TITLE, url=url), record("b", title=TITLE, url=url, language="es")
    assert pairs(one, other) == []


def test_a_title_that_many_records_have_says_nothing_by_itself():
    records = [record(f"r{number}", title="Annual Report on Police Work", publishers=("ATF",)) for number in range(6)]
    assert pairs(*records) == []


def test_records_that_editors_set_in_order_are_not_reported():
    one, other = record("a", title=TITLE, supersedes=("b",)), record("b", title=TITLE)
    assert pairs(one, other) == []
    gone = record(
        "b", title=TITLE, status=RecordStatus.WITHDRAWN, withdrawn=Withdrawal(dt.date(2026, 1, 1), "Old.", "a")
    )
    assert pairs(record("a", title=TITLE), gone) == []


def test_records_that_are_known_not_to_be_the_same_are_not_reported():
    records = [record(key, title=TITLE) for key in ("a", "b", "c")]
    assert [found.ids for found in pairs(*records, distinct=[("a", "b")])] == [("a", "c"), ("b", "c")]


def test_the_record_that_an_editor_wrote_comes_before_an_imported_one():
    imported = record("a", title=TITLE, summary="A long text. " * 9, imported=Imported("partner", "1"))
    assert pair(imported, record("b", title=TITLE)).first == "b"


def test_the_record_that_was_added_first_comes_first():
    older = record("b", title=TITLE, added=dt.date(2026, 1, 1), imported=Imported("partner", "1"))
    newer = record("a", title=TITLE, added=dt.date(2026, 2, 1), summary="A long text. " * 9)
    assert pair(newer, older).ids == ("b", "a")
    assert pair(dataclasses.replace(older, status=RecordStatus.DRAFT), newer).ids == ("a", "b")


def test_a_candidate_is_compared_with_what_there_is():
    finder = DuplicateFinder([record("a", title=TITLE, url="https://example.org/guide")], Taxonomy())
    (match,) = finder.matches(record("new", title=TITLE, url="http://example.org/guide/"))
    assert set(match.ids) == {"a", "new"}
    assert finder.matches(record("other", title="Something Else Entirely", url="https://example.org/other")) == []


def test_a_candidate_that_is_only_possibly_the_same_is_not_a_match():
    finder = DuplicateFinder([record("a", title=TITLE)], Taxonomy())
    assert finder.matches(record("new", title=TITLE)) == []


def test_pairs_with_records_in_common_are_one_group():
    records = [record(key, title=TITLE) for key in ("a", "b", "c")]
    (group,) = group_pairs(pairs(*records))
    assert sorted(group.ids) == ["a", "b", "c"]
    assert len(group.pairs) == 3
