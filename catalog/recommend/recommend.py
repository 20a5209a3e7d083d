"""Propose a first toolkit from a few answers: which resources, in which order, and why. Pure functions.

Only the engine port is used. Equal answers give equal proposals from the same generation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType

from catalog.model import Record
from catalog.recommend.model import (
    POSITIVE_RATINGS,
    BuilderAnswers,
    Proposal,
    Recommendation,
    RelaxableAnswer,
    SectionName,
    TimeEstimate,
)
from catalog.recommend.reading_time import estimate_time
from catalog.recommend.reasons import reasons
from catalog.search.query.tree import MAX_PER_PAGE, Query, Sort
from catalog.search.result import Hit, Relation, SearchResult
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy

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
MISS_PRIORITY = (
    RelaxableAnswer.TEXT,
    RelaxableAnswer.SWORN,
    RelaxableAnswer.FORMAT,
    RelaxableAnswer.AUDIENCE,
)
"""Relaxed answers by how much a match still counts, the most important first."""
EXAMPLE_FORMATS = frozenset({"model-program", "case-study", "model-policy", "peer-exchange", "lessons-learned"})
HELP_FORMATS = frozenset({"training", "technical-assistance"})
FILLER_FORMATS = frozenset({"newsletter", "statistics"})
"""Formats that are proposed only on request, or if there is too little else."""
FORMAT_DEPTH = MappingProxyType({"best-practice": 0, "toolkit": 0, "research": 2, "newsletter": 3, "statistics": 3})
"""The sort position of a format among equally good resources, 1 by default: guidance comes before studies."""
MAX_START_MINUTES = 30
"""Minutes that a resource to start with takes, unless it is an overview."""
OVERVIEW_TITLE = re.compile(
    r"\b(primer|overview|introduction|basics|what works|at a glance|road ?map|blueprint|essential actions|first look|"
    r"introducci[oó]n|panorama|gu[ií]a pr[aá]ctica)\b",
    re.IGNORECASE,
)
RELEVANCE_BAND_SIZE = 5
"""Consecutive hits that count as equally relevant to the words."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A resource that may be proposed.

    `missed` are the answers it does not match, `misses` the same as flags in the order of MISS_PRIORITY. A lower `rank`
    is better. `position` is that of the hit, from 0.
    """

    hit: Hit
    time: TimeEstimate
    missed: frozenset[RelaxableAnswer]
    misses: tuple[bool, ...]
    rank: tuple[int, ...]
    position: int

    @property
    def record(self) -> Record:
        return self.hit.record

    @property
    def is_overview(self) -> bool:
        return bool(OVERVIEW_TITLE.search(f"{self.record.title} {self.record.subtitle or ''}"))

    @property
    def section(self) -> SectionName:
        """The section for its format."""
        record_format = self.record.format
        if record_format in EXAMPLE_FORMATS:
            return SectionName.EXAMPLES
        return SectionName.HELP if record_format in HELP_FORMATS else SectionName.DEEPER

    def fits(self, slot: SectionName | None, answers: BuilderAnswers) -> bool:
        """Tell whether the candidate fits a slot; None is a slot in any section."""
        if slot is None:
            return True
        if self.record.format in FILLER_FORMATS and not answers.formats:
            return False
        is_short = self.is_overview or self.time.minutes <= MAX_START_MINUTES
        if slot is SectionName.START:
            return self.section is SectionName.DEEPER and is_short
        return self.section is slot


SelectedCandidates = tuple[tuple[SectionName, _Candidate], ...]
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
        lambda record_id: any(each.relation is Relation.REPLACES for each in searcher.related(record_id, 1))
    )
    candidates = _candidates(hits.values(), answers, None, searcher.taxonomy)
    dropped: tuple[RelaxableAnswer, ...] = ()
    for name in _given_answers(answers):
        if _are_enough(candidates, answers, is_superseded):
            break
        dropped = (*dropped, name)
        hits = {**hits, **{hit.record.id: hit for hit in _search(searcher, answers, dropped).hits}}
        text_matches = _text_matches(searcher, answers, exact) if RelaxableAnswer.TEXT in dropped else None
        candidates = _candidates(hits.values(), answers, text_matches, searcher.taxonomy)
    selected = _select(candidates, answers, is_superseded)
    relaxed = tuple(name for name in RELAXATION_ORDER if any(name in candidate.missed for _, candidate in selected))
    return Proposal(answers, _sections(selected, answers, _newest_year(searcher, answers)), relaxed, exact.total)


def _are_enough(candidates: Iterable[_Candidate], answers: BuilderAnswers, is_superseded: IsSuperseded) -> bool:
    """Tell whether MIN_RECOMMENDATIONS candidates are current and, each by itself, within the time."""
    budget = answers.budget_minutes
    usable = (
        candidate
        for candidate in candidates
        if (budget is None or candidate.time.minutes <= budget) and not is_superseded(candidate.record.id)
    )
    return len(list(islice(usable, MIN_RECOMMENDATIONS))) == MIN_RECOMMENDATIONS


def _given_answers(answers: BuilderAnswers) -> tuple[RelaxableAnswer, ...]:
    """Return the names of the answers that were given, in the order they are relaxed."""
    given = {"audience": answers.audience, "format": answers.formats, "sworn": answers.sworn, "q": answers.text.strip()}
    return tuple(name for name in RELAXATION_ORDER if given[name])


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


def _newest_year(searcher: Searcher, answers: BuilderAnswers) -> int | None:
    hits = searcher.search(Query(filters={"topic": (answers.topic,)}, sort=Sort.NEWEST, per_page=1)).hits
    published = hits[0].record.published if hits else None
    return published.year if published else None


def _candidates(
    hits: Iterable[Hit], answers: BuilderAnswers, text_matches: frozenset[str] | None, taxonomy: Taxonomy
) -> list[_Candidate]:
    """Return the hits as candidates, without those that another one supersedes.

    `text_matches` are the ids that match the words, None if all do.
    """
    hits = list(hits)
    superseded = {record_id for hit in hits for record_id in hit.record.supersedes}
    return [
        _candidate(hit, estimate_time(hit.record, hit.texts, taxonomy), position, answers, text_matches)
        for position, hit in enumerate(hits)
        if hit.record.id not in superseded
    ]


def _candidate(
    hit: Hit, time: TimeEstimate, position: int, answers: BuilderAnswers, text_matches: frozenset[str] | None
) -> _Candidate:
    record, size = hit.record, hit.record.agency_size
    matches: dict[RelaxableAnswer, bool] = {
        RelaxableAnswer.AUDIENCE: not answers.audience or answers.audience in record.audiences,
        RelaxableAnswer.FORMAT: not answers.formats or record.format in answers.formats,
        RelaxableAnswer.SWORN: not answers.sworn or size is None or size.overlaps(answers.sworn, answers.sworn),
        RelaxableAnswer.TEXT: text_matches is None or record.id in text_matches,
    }
    is_foreign = record.language is not None and record.language.partition("-")[0].lower() != answers.language
    fits_size = bool(answers.sworn and size and matches[RelaxableAnswer.SWORN])
    rating = 1 if record.rating is None else 0 if record.rating.value.casefold() in POSITIVE_RATINGS else 2
    return _Candidate(
        hit,
        time,
        frozenset(name for name, is_match in matches.items() if not is_match),
        tuple(not matches[name] for name in MISS_PRIORITY),
        (is_foreign, not fits_size, position // RELEVANCE_BAND_SIZE if answers.text.strip() else 0, rating),
        position,
    )


def _select(
    candidates: Sequence[_Candidate], answers: BuilderAnswers, is_superseded: IsSuperseded
) -> SelectedCandidates:
    """Return the proposed candidates with their sections, in the order they were chosen.

    Candidates that match every answer are placed first. Others fill up to MIN_RECOMMENDATIONS.
    """
    pool, selected = list(candidates), list[tuple[SectionName, _Candidate]]()
    format_counts: Counter[str | None] = Counter()
    slots = (*SECTION_SLOTS, *[None] * MIN_RECOMMENDATIONS)
    for is_relaxed, slot in ((is_relaxed, slot) for is_relaxed in (False, True) for slot in slots):
        if (is_relaxed or slot is None) and len(selected) >= MIN_RECOMMENDATIONS:
            continue
        budget, spent = answers.budget_minutes, sum(candidate.time.minutes for _, candidate in selected)
        matching = [candidate for candidate in pool if is_relaxed or not candidate.missed]
        affordable = _affordable(matching, None if budget is None else budget - spent, len(selected))
        fitting = [candidate for candidate in affordable if candidate.fits(slot, answers)]
        fitting.sort(key=lambda candidate: _sort_key(candidate, slot, format_counts, answers))
        best = next((candidate for candidate in fitting if not is_superseded(candidate.record.id)), None)
        if best:
            pool.remove(best)
            format_counts[best.record.format] += 1
            selected.append((slot or best.section, best))
    return tuple(selected)


def _sort_key(
    candidate: _Candidate, slot: SectionName | None, format_counts: Counter[str | None], answers: BuilderAnswers
) -> tuple[object, ...]:
    """Return the ascending sort key of candidates for a slot: the best first, less frequent formats before others."""
    record = candidate.record
    return (
        candidate.misses,
        slot is None and record.format in FILLER_FORMATS,
        slot is SectionName.START and not candidate.is_overview,
        candidate.rank,
        format_counts[record.format],
        record.topics[:1] != (answers.topic,),
        FORMAT_DEPTH.get(record.format or "", 1),
        candidate.position,
    )


def _affordable(pool: Sequence[_Candidate], minutes_left: int | None, selected_count: int) -> list[_Candidate]:
    """Return the candidates that leave enough time to reach MIN_RECOMMENDATIONS, if it can be reached."""
    if minutes_left is None:
        return list(pool)
    shortest = sorted(candidate.time.minutes for candidate in pool)
    still_needed = max(0, min(MIN_RECOMMENDATIONS, len(pool) + selected_count) - selected_count - 1)
    can_reach = sum(shortest[: still_needed + 1]) <= minutes_left
    reserved = sum(shortest[:still_needed]) if can_reach else 0
    return [candidate for candidate in pool if candidate.time.minutes <= minutes_left - reserved]


def _sections(
    selected: SelectedCandidates, answers: BuilderAnswers, newest_year: int | None
) -> tuple[tuple[SectionName, tuple[Recommendation, ...]], ...]:
    def recommend(section: SectionName, candidate: _Candidate) -> Recommendation:
        record, is_overview = candidate.record, candidate.is_overview
        why = reasons(record, candidate.time, answers, section, newest_year=newest_year, is_overview=is_overview)
        return Recommendation(record, candidate.hit.texts, section, candidate.time, why)

    by_section = (
        (name, tuple(recommend(name, candidate) for section, candidate in selected if section == name))
        for name in SectionName
    )
    return tuple((name, recommendations) for name, recommendations in by_section if recommendations)
