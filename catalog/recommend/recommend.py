"""Propose a first toolkit from a few answers: which resources, in which order, and why. Pure functions.

Only the engine port is used. Equal answers give equal proposals from the same generation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice

from catalog.recommend.candidates import ProposalCandidate, candidate_sort_key, candidates_of
from catalog.recommend.model import (
    BuilderAnswers,
    Proposal,
    Recommendation,
    RelaxableAnswer,
    SectionName,
)
from catalog.recommend.reasons import reasons
from catalog.search.query.tree import MAX_PER_PAGE, Query
from catalog.search.result import Relation, SearchResult
from catalog.search.searcher import Searcher

MIN_RECOMMENDATIONS = 6
"""Resources to propose, if there are that many. With fewer matches, answers are relaxed."""
SECTION_SLOTS: tuple[SectionName, ...] = (
    *SectionName,
    SectionName.START,
    SectionName.DEEPER,
    SectionName.EXAMPLES,
    SectionName.DEEPER,
    SectionName.HELP,
    SectionName.DEEPER,
)
"""The section of each recommendation, in the order they are chosen. A slot without a suitable resource stays empty."""
RELAXATION_ORDER = tuple(RelaxableAnswer)
"""The answers in the order they are relaxed. The topic and the time never are."""

SelectedCandidates = tuple[tuple[SectionName, ProposalCandidate], ...]
"""The proposed candidates with their sections, in the order they were chosen."""
IsSuperseded = Callable[[str], bool]
"""Tells whether a newer resource replaces the one with an id."""


def propose(searcher: Searcher, answers: BuilderAnswers) -> Proposal:
    """Return up to ten resources within the time, and at least MIN_RECOMMENDATIONS if there are that many.

    With fewer matches, the audience is relaxed first, then the formats, the size and the words; resources that match
    them still come first. Superseded resources are left out. Raises QueryError if the text is too long.
    """
    exact = _search(searcher, answers)
    hits = {hit.record.id: hit for hit in exact.hits}
    is_superseded = cache(
        lambda record_id: any(related.relation is Relation.REPLACES for related in searcher.related(record_id, 1))
    )
    candidates = candidates_of(hits.values(), answers, None, searcher.taxonomy)
    dropped: tuple[RelaxableAnswer, ...] = ()
    for name in _given_answers(answers):
        if _are_enough(candidates, answers, is_superseded):
            break
        dropped = (*dropped, name)
        for hit in _search(searcher, answers, dropped).hits:
            hits.setdefault(hit.record.id, hit)  # the one that was found first has the words that it matches
        text_matches = _text_matches(searcher, answers, exact) if RelaxableAnswer.TEXT in dropped else None
        candidates = candidates_of(hits.values(), answers, text_matches, searcher.taxonomy)
    selected = _select(candidates, answers, is_superseded)
    relaxed = tuple(name for name in RELAXATION_ORDER if any(name in candidate.missed for _, candidate in selected))
    return Proposal(answers, _sections(selected, answers), relaxed, exact.total)


def _are_enough(candidates: Iterable[ProposalCandidate], answers: BuilderAnswers, is_superseded: IsSuperseded) -> bool:
    """Return whether MIN_RECOMMENDATIONS candidates are current and, each by itself, within the time."""
    budget = answers.budget_minutes
    usable = (
        candidate
        for candidate in candidates
        if (budget is None or candidate.time.minutes <= budget) and not is_superseded(candidate.record.id)
    )
    return len(list(islice(usable, MIN_RECOMMENDATIONS))) == MIN_RECOMMENDATIONS


def _given_answers(answers: BuilderAnswers) -> tuple[RelaxableAnswer, ...]:
    """Return the names of the answers that were given, in the order they are relaxed."""
    values = {
        RelaxableAnswer.AUDIENCE: answers.audience,
        RelaxableAnswer.FORMAT: answers.formats,
        RelaxableAnswer.SWORN: answers.sworn,
        RelaxableAnswer.TEXT: answers.text.strip(),
    }
    return tuple(name for name in RELAXATION_ORDER if values[name])


def _search(searcher: Searcher, answers: BuilderAnswers, dropped: Sequence[RelaxableAnswer] = ()) -> SearchResult:
    filters: dict[str, tuple[str, ...]] = {"topic": (answers.topic,)}
    if answers.audience and RelaxableAnswer.AUDIENCE not in dropped:
        filters["audience"] = (answers.audience,)
    if answers.formats and RelaxableAnswer.FORMAT not in dropped:
        filters["format"] = answers.formats
    sworn = None if RelaxableAnswer.SWORN in dropped else answers.sworn
    return searcher.search(
        Query("" if RelaxableAnswer.TEXT in dropped else answers.text, filters, sworn, per_page=MAX_PER_PAGE)
    )


def _text_matches(searcher: Searcher, answers: BuilderAnswers, exact: SearchResult) -> frozenset[str]:
    """Return the ids of the resources on the topic that match the words."""
    result = _search(searcher, answers, (RelaxableAnswer.AUDIENCE, RelaxableAnswer.FORMAT, RelaxableAnswer.SWORN))
    return frozenset(hit.record.id for hit in (*result.hits, *exact.hits))


def _select(
    candidates: Sequence[ProposalCandidate], answers: BuilderAnswers, is_superseded: IsSuperseded
) -> SelectedCandidates:
    """Return the proposed candidates with their sections, in the order they were chosen.

    Candidates that match every answer are placed first. Others fill up to MIN_RECOMMENDATIONS.
    """
    pool, selected = list(candidates), list[tuple[SectionName, ProposalCandidate]]()
    format_counts: Counter[str | None] = Counter()
    slots = (*SECTION_SLOTS, *[None] * MIN_RECOMMENDATIONS)
    for is_relaxed, slot in ((is_relaxed, slot) for is_relaxed in (False, True) for slot in slots):
        if (is_relaxed or slot is None) and len(selected) >= MIN_RECOMMENDATIONS:
            continue
        budget, spent = answers.budget_minutes, sum(candidate.time.minutes for _, candidate in selected)
        matching = [candidate for candidate in pool if is_relaxed or not candidate.missed]
        affordable = _affordable(matching, None if budget is None else budget - spent, len(selected))
        fitting = [candidate for candidate in affordable if candidate.fits(slot, answers)]
        fitting.sort(key=lambda candidate: candidate_sort_key(candidate, slot, format_counts, answers))
        best = next((candidate for candidate in fitting if not is_superseded(candidate.record.id)), None)
        if best:
            pool.remove(best)
            format_counts[best.record.format] += 1
            selected.append((slot or best.section, best))
    return tuple(selected)


def _affordable(
    pool: Sequence[ProposalCandidate], minutes_left: int | None, selected_count: int
) -> list[ProposalCandidate]:
    """Return the candidates that leave enough time to reach MIN_RECOMMENDATIONS, if it can be reached."""
    if minutes_left is None:
        return list(pool)
    shortest = sorted(candidate.time.minutes for candidate in pool)
    still_needed = max(0, min(MIN_RECOMMENDATIONS, len(pool) + selected_count) - selected_count - 1)
    can_reach = sum(shortest[: still_needed + 1]) <= minutes_left
    reserved = sum(shortest[:still_needed]) if can_reach else 0
    return [candidate for candidate in pool if candidate.time.minutes <= minutes_left - reserved]


def _sections(
    selected: SelectedCandidates, answers: BuilderAnswers
) -> tuple[tuple[SectionName, tuple[Recommendation, ...]], ...]:
    def recommend(section: SectionName, candidate: ProposalCandidate) -> Recommendation:
        why = reasons(candidate.hit, answers)
        return Recommendation(candidate.record, candidate.hit.texts, section, candidate.time, why)

    by_section = (
        (name, tuple(recommend(name, candidate) for section, candidate in selected if section == name))
        for name in SectionName
    )
    return tuple((name, recommendations) for name, recommendations in by_section if recommendations)
