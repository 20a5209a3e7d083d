"""Decides whether two records describe one resource, or editions of one, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from indexer.check.duplicates.features import Features
from indexer.check.duplicates.model import Confidence, Evidence, EvidenceKind, RecordPair, Suggestion
from indexer.check.duplicates.titles import TitleRelation, compare_titles, has_more_words

MIN_DISTINCTIVE = 4
"""Words of the shortest title that says something by itself: many publishers have an "Annual Report"."""
MIN_SIMILAR = 60
"""The similarity, from 0 to 100, of titles that may name the same resource if an identifier says so."""
MIN_SAME_SUMMARY = 95
"""The similarity, from 0 to 100, of summaries that count as the same."""
MIN_SIMILAR_SUMMARY = 60
"""The similarity, from 0 to 100, below which summaries are about different things."""
_IDENTIFIERS = frozenset({EvidenceKind.DOI, EvidenceKind.ISBN, EvidenceKind.NCJ})
_SAME_TITLE = frozenset({TitleRelation.SAME, TitleRelation.MISSPELLED})
_ALIKE = _SAME_TITLE | {TitleRelation.SUBTITLE}
Verdict = tuple[Confidence, Suggestion]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side. `shared` are the kinds of facts that both have."""

    one: Features
    other: Features
    relation: TitleRelation
    shared: frozenset[EvidenceKind]

    @property
    def shares_publisher(self) -> bool:
        """Whether both name the same publisher."""
        return not self.one.publishers.isdisjoint(self.other.publishers)

    @property
    def has_other_publisher(self) -> bool:
        """Whether both name publishers, and none is the same."""
        return bool(self.one.publishers and self.other.publishers) and not self.shares_publisher

    @property
    def is_same_year(self) -> bool:
        """Whether both are of one year, which is known."""
        return self.one.year is not None and self.one.year == self.other.year

    @property
    def is_other_year(self) -> bool:
        """Whether both years are known, and differ."""
        return None not in (self.one.year, self.other.year) and not self.is_same_year

    @property
    def has_similar_summary(self) -> bool:
        """Whether both have a summary, and these have much in common."""
        summaries = self.one.summary, self.other.summary
        return all(summaries) and fuzz.token_set_ratio(*summaries) >= MIN_SIMILAR_SUMMARY

    @property
    def has_other_summary(self) -> bool:
        """Whether both have a summary, and these have little in common."""
        summaries = self.one.summary, self.other.summary
        return all(summaries) and fuzz.token_set_ratio(*summaries) < MIN_SIMILAR_SUMMARY

    @property
    def shares_page(self) -> bool:
        """Whether both have the same address of their own, and not only a document in common."""
        return bool(self.one.page) and self.one.page == self.other.page

    @property
    def has_only_address(self) -> bool:
        """Whether an address is all that says that both are one resource."""
        is_alike = self.relation in _ALIKE | {TitleRelation.EDITION} and not self.is_other_year
        return self.shared == {EvidenceKind.ADDRESS} and not is_alike

    @property
    def is_distinctive(self) -> bool:
        """Whether both titles are long enough to say something by themselves."""
        return min(len(self.one.title.words), len(self.other.title.words)) >= MIN_DISTINCTIVE


def judge(one: Features, other: Features, *, has_common_title: bool = False) -> RecordPair | None:
    """Return the pair of two records that may describe one resource, or None.

    `has_common_title` tells that so many records have this title that it says nothing by itself.
    """
    if one.id in other.linked or other.id in one.linked:
        return None
    shared = frozenset(kind for kind, _key in one.facts.keys() & other.facts.keys())
    comparison = Comparison(one, other, compare_titles(one.title, other.title), shared)
    verdict = _verdict(comparison, has_common_title=has_common_title)
    return _pair(comparison, *verdict) if verdict else None


def resembles(one: Features, other: Features) -> bool:
    """Return whether two records have anything in common that the records of one resource would have.

    That is much less than makes them duplicates: a similar title or summary, a fact that identifies a resource, or a
    link that an editor set.
    """
    if one.id in other.linked or other.id in one.linked or one.facts.keys() & other.facts.keys():
        return True
    comparison = Comparison(one, other, compare_titles(one.title, other.title), frozenset())
    has_other_title = comparison.relation is TitleRelation.DIFFERENT and _title_similarity(comparison) < MIN_SIMILAR
    return not has_other_title or comparison.has_similar_summary


def _title_similarity(pair: Comparison) -> float:
    """Return how similar the words of both titles are, from 0 to 100."""
    return fuzz.token_set_ratio(*(" ".join(side.title.words) for side in (pair.one, pair.other)))


def _verdict(pair: Comparison, *, has_common_title: bool) -> Verdict | None:
    is_translated = pair.one.language != pair.other.language or pair.relation is TitleRelation.TRANSLATED
    if is_translated or pair.relation is TitleRelation.NUMBERED:
        return (Confidence.POSSIBLE, Suggestion.MERGE) if EvidenceKind.DOCUMENT in pair.shared else None
    if pair.relation is TitleRelation.EDITION:
        return _verdict_on_editions(pair)
    if has_common_title and (pair.is_other_year or not pair.shared):
        return None
    if pair.shared:
        return _verdict_on_facts(pair)
    return _verdict_on_titles(pair)


def _verdict_on_editions(pair: Comparison) -> Verdict | None:
    """Judge titles that name different editions. One file or address for both is one resource, called differently."""
    if pair.shared and not pair.is_other_year:
        return Confidence.LIKELY, Suggestion.MERGE
    if pair.shares_publisher or pair.shared:
        return Confidence.LIKELY, Suggestion.EDITION
    return None if pair.has_other_publisher else (Confidence.POSSIBLE, Suggestion.EDITION)


def _verdict_on_facts(pair: Comparison) -> Verdict | None:
    """Judge records with something in common that identifies a resource."""
    is_only_report = pair.shared == {EvidenceKind.REPORT}
    if is_only_report and not (pair.shares_publisher or pair.relation in _ALIKE):
        return None
    is_only_address = pair.shared == {EvidenceKind.ADDRESS}
    if pair.relation in _ALIKE and is_only_address and pair.is_other_year:
        return (Confidence.LIKELY if pair.shares_page else Confidence.POSSIBLE), Suggestion.MERGE
    if pair.relation in _SAME_TITLE:
        is_surely_one_title = pair.relation is TitleRelation.SAME or pair.is_distinctive
        is_sure = is_surely_one_title and not is_only_report
        return (Confidence.CERTAIN if is_sure else Confidence.LIKELY), Suggestion.MERGE
    if pair.relation is TitleRelation.SUBTITLE:
        return Confidence.LIKELY, Suggestion.MERGE
    if pair.shared & _IDENTIFIERS or EvidenceKind.DOCUMENT in pair.shared:
        is_similar = _title_similarity(pair) >= MIN_SIMILAR
        return (Confidence.LIKELY if is_similar else Confidence.POSSIBLE), Suggestion.MERGE
    return _verdict_on_addresses(pair)


def _verdict_on_addresses(pair: Comparison) -> Verdict | None:
    """Judge records with titles of their own that have an address in common."""
    if pair.shares_page:
        # One page may have several resources: then their summaries have little in common.
        return (Confidence.POSSIBLE if pair.has_other_summary else Confidence.LIKELY), Suggestion.MERGE
    # A list of documents often has those of several resources, each with words of its own.
    is_longer = has_more_words(pair.one.title, pair.other.title)
    return (Confidence.POSSIBLE, Suggestion.MERGE) if is_longer and not pair.is_other_year else None


def _verdict_on_titles(pair: Comparison) -> Verdict | None:
    """Judge records that have only their titles in common."""
    if pair.is_other_year:
        is_edition = pair.relation is TitleRelation.SAME and pair.shares_publisher and pair.is_distinctive
        return (Confidence.POSSIBLE, Suggestion.EDITION) if is_edition else None
    if pair.relation is TitleRelation.SAME and pair.shares_publisher and pair.is_same_year:
        return (Confidence.POSSIBLE if pair.has_other_summary else Confidence.LIKELY), Suggestion.MERGE
    if pair.relation is TitleRelation.SAME and pair.is_distinctive:
        return Confidence.POSSIBLE, Suggestion.MERGE
    is_near = pair.relation in _ALIKE and pair.shares_publisher and pair.is_same_year and pair.is_distinctive
    return (Confidence.POSSIBLE, Suggestion.MERGE) if is_near else None


def _pair(comparison: Comparison, confidence: Confidence, suggestion: Suggestion) -> RecordPair:
    one, other = comparison.one, comparison.other
    is_in_order = _is_newer(one, other) if suggestion is Suggestion.EDITION else _is_kept(one, other)
    first, second = (one, other) if is_in_order else (other, one)
    ordered = Comparison(first, second, comparison.relation, comparison.shared)
    titles = first.title.text, second.title.text
    evidence = tuple(_evidence(ordered))
    return RecordPair(
        first.id, second.id, titles, evidence, confidence, suggestion, has_only_address=comparison.has_only_address
    )


def _is_kept(one: Features, other: Features) -> bool:
    """Return whether one should stay if both are merged: what visitors see, then what was added first, or says more."""
    is_as_public = one.weight[0] == other.weight[0]
    if is_as_public and one.added and other.added and one.added != other.added:
        return one.added < other.added
    return one.weight >= other.weight


def _is_newer(one: Features, other: Features) -> bool:
    """Return whether one is a newer edition than the other: by the day it was published, or the name of the edition."""
    if one.published and other.published and one.published != other.published:
        return one.published > other.published
    return one.title.edition_number >= other.title.edition_number


def _evidence(pair: Comparison) -> Iterator[Evidence]:
    for kind in EvidenceKind:
        facts = sorted(key for key in pair.one.facts.keys() & pair.other.facts.keys() if key[0] is kind)
        for fact in facts:
            yield Evidence(kind, tuple(dict.fromkeys((pair.one.facts[fact], pair.other.facts[fact]))))
    titles = tuple(dict.fromkeys((pair.one.title.text, pair.other.title.text)))
    kinds = {
        TitleRelation.SAME: EvidenceKind.EDITION if pair.is_other_year and not pair.shared else EvidenceKind.TITLE,
        TitleRelation.MISSPELLED: EvidenceKind.NEAR_TITLE,
        TitleRelation.SUBTITLE: EvidenceKind.NEAR_TITLE,
        TitleRelation.EDITION: EvidenceKind.EDITION,
    }
    if pair.relation in kinds:
        yield Evidence(kinds[pair.relation], titles)
    if shared := sorted(pair.one.publishers & pair.other.publishers):
        yield Evidence(EvidenceKind.PUBLISHER, tuple(shared))
    if pair.is_same_year or pair.is_other_year:
        yield Evidence(EvidenceKind.YEAR, tuple(dict.fromkeys((str(pair.one.published), str(pair.other.published)))))
    if pair.one.summary and fuzz.ratio(pair.one.summary, pair.other.summary) >= MIN_SAME_SUMMARY:
        yield Evidence(EvidenceKind.SUMMARY, (pair.one.summary,))
