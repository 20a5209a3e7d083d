"""From a few answers to a first toolkit: which resources to begin with, in which order, and why. Pure functions.

It knows engines by the port alone, and the same answers give the same proposal of one generation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import get_args

from catalog.model import Record
from catalog.recommend.model import PARTS, RATED_WELL, Answer, BuilderAnswers, Pace, Part, Proposal, Recommendation
from catalog.recommend.reading_time import pace
from catalog.recommend.reasons import reasons
from catalog.search.query.tree import MAX_PER_PAGE, Query, Sort
from catalog.search.result import Hit, SearchResult
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy

FEWEST = 6
"""Resources to propose, where there are as many; fewer make answers looser."""
SLOTS: tuple[Part, ...] = (
    *("start", "deeper", "examples", "help"),
    *("start", "deeper", "examples", "deeper", "help", "deeper"),
)
"""The places of a proposal, in the order they are filled; one that nothing suits stays empty."""
LOOSENING: tuple[Answer, ...] = get_args(Answer)
"""The answers in the order they are given up. The topic and the time are always kept."""
WEIGHT: tuple[Answer, ...] = ("q", "sworn", "format", "audience")
"""The answers by what it counts to match them, once they are given up."""
EXAMPLES = frozenset({"model-program", "case-study", "model-policy", "peer-exchange", "lessons-learned"})
HELP = frozenset({"training", "technical-assistance"})
FILLERS = frozenset({"newsletter", "statistics"})
"""Formats that are proposed only where they were asked for, or too little else is there."""
DEPTH = MappingProxyType({"best-practice": 0, "toolkit": 0, "research": 2, "newsletter": 3, "statistics": 3})
"""How early a format comes among equally good resources to go deeper by: what tells how to do it before studies."""
SHORT = 30
"""Minutes that something to start with takes at most, unless it is an overview."""
OVERVIEW = re.compile(
    r"\b(primer|overview|introduction|basics|what works|at a glance|road ?map|blueprint|essential actions|first look|"
    r"introducci[oó]n|panorama|gu[ií]a pr[aá]ctica)\b",
    re.IGNORECASE,
)
BAND = 5
"""Hits for words that count as equally good."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A resource that may be proposed. `missed` are the answers it does not match; the lower the `rank` the better."""

    hit: Hit
    pace: Pace
    missed: frozenset[Answer]
    misses: tuple[bool, ...]
    rank: tuple[int, ...]
    place: int

    @property
    def record(self) -> Record:
        return self.hit.record

    @property
    def is_overview(self) -> bool:
        return bool(OVERVIEW.search(f"{self.record.title} {self.record.subtitle or ''}"))

    @property
    def home(self) -> Part:
        """The section of its format."""
        kind = self.record.format
        return "examples" if kind in EXAMPLES else "help" if kind in HELP else "deeper"

    def fills(self, slot: Part | None, answers: BuilderAnswers) -> bool:
        """Tell whether it may take a place; None is one in whatever section."""
        if slot is None:
            return True
        if self.record.format in FILLERS and not answers.formats:
            return False
        short = self.is_overview or self.pace.minutes <= SHORT
        return self.home == "deeper" and short if slot == "start" else self.home == slot


Chosen = tuple[tuple[Part, _Candidate], ...]
Newer = Callable[[str], bool]
"""Tells whether a newer resource replaces the one of an id."""


def propose(searcher: Searcher, answers: BuilderAnswers) -> Proposal:
    """Return the first toolkit for a wish: up to ten resources within its time, and six where there are as many.

    Where there are fewer, the audience is given up first, then the formats, the size and the words; what matches them
    still comes first. What a newer resource replaces is left out. Raises QueryError for a text too long.
    """
    exact = _search(searcher, answers)
    hits = {hit.record.id: hit for hit in exact.hits}
    newer = cache(lambda record_id: any(each.reason == "Replaces this" for each in searcher.related(record_id, 1)))
    candidates = _candidates(hits.values(), answers, None, searcher.taxonomy)
    given_up: tuple[Answer, ...] = ()
    for name in _asked(answers):
        if _enough(candidates, answers, newer):
            break
        given_up = (*given_up, name)
        hits = {**hits, **{hit.record.id: hit for hit in _search(searcher, answers, given_up).hits}}
        worded = _worded(searcher, answers, exact) if "q" in given_up else None
        candidates = _candidates(hits.values(), answers, worded, searcher.taxonomy)
    chosen = _chosen(candidates, answers, newer)
    loosened = tuple(name for name in LOOSENING if any(name in each.missed for _, each in chosen))
    return Proposal(answers, _sections(chosen, answers, _newest_year(searcher, answers)), loosened, exact.total)


def _enough(candidates: Iterable[_Candidate], answers: BuilderAnswers, newer: Newer) -> bool:
    """Tell whether FEWEST could be proposed, as far as the time allows each by itself."""
    fitting = (each for each in candidates if answers.budget is None or each.pace.minutes <= answers.budget)
    return len(list(islice((each for each in fitting if not newer(each.record.id)), FEWEST))) == FEWEST


def _asked(answers: BuilderAnswers) -> tuple[Answer, ...]:
    """Return the answers that were given, in the order they are given up."""
    given = {"audience": answers.audience, "format": answers.formats, "sworn": answers.sworn, "q": answers.text.strip()}
    return tuple(name for name in LOOSENING if given[name])


def _search(searcher: Searcher, answers: BuilderAnswers, given_up: Sequence[Answer] = ()) -> SearchResult:
    filters: dict[str, tuple[str, ...]] = {"topic": (answers.topic,)}
    if answers.audience and "audience" not in given_up:
        filters["audience"] = (answers.audience,)
    if answers.formats and "format" not in given_up:
        filters["format"] = answers.formats
    sworn = None if "sworn" in given_up else answers.sworn
    return searcher.search(Query("" if "q" in given_up else answers.text, filters, sworn, per_page=MAX_PER_PAGE))


def _worded(searcher: Searcher, answers: BuilderAnswers, exact: SearchResult) -> frozenset[str]:
    """Return the ids of what matches the words."""
    found = _search(searcher, answers, ("audience", "format", "sworn"))
    return frozenset(hit.record.id for hit in (*found.hits, *exact.hits))


def _newest_year(searcher: Searcher, answers: BuilderAnswers) -> int | None:
    hits = searcher.search(Query(filters={"topic": (answers.topic,)}, sort=Sort.NEWEST, per_page=1)).hits
    published = hits[0].record.published if hits else None
    return published.year if published else None


def _candidates(
    hits: Iterable[Hit], answers: BuilderAnswers, worded: frozenset[str] | None, taxonomy: Taxonomy
) -> list[_Candidate]:
    """Return the hits as candidates, without those that another one replaces.

    `worded` are the ids that match the words, None if all do.
    """
    known = list(hits)
    old = {each for hit in known for each in hit.record.supersedes}
    return [
        _candidate(hit, pace(hit.record, hit.texts, taxonomy), place, answers, worded)
        for place, hit in enumerate(known)
        if hit.record.id not in old
    ]


def _candidate(
    hit: Hit, length: Pace, place: int, answers: BuilderAnswers, worded: frozenset[str] | None
) -> _Candidate:
    record, size = hit.record, hit.record.agency_size
    matches: dict[Answer, bool] = {
        "audience": not answers.audience or answers.audience in record.audiences,
        "format": not answers.formats or record.format in answers.formats,
        "sworn": not answers.sworn or size is None or size.overlaps(answers.sworn, answers.sworn),
        "q": worded is None or record.id in worded,
    }
    foreign = record.language is not None and record.language.partition("-")[0].lower() != answers.language
    made_for_it = bool(answers.sworn and size and matches["sworn"])
    rated = 1 if record.rating is None else 0 if record.rating.value.casefold() in RATED_WELL else 2
    return _Candidate(
        hit,
        length,
        frozenset(name for name, fits in matches.items() if not fits),
        tuple(not matches[name] for name in WEIGHT),
        (foreign, not made_for_it, place // BAND if answers.text.strip() else 0, rated),
        place,
    )


def _chosen(candidates: Sequence[_Candidate], answers: BuilderAnswers, newer: Newer) -> Chosen:
    """Return what is proposed of the candidates, with its section, in the order it was chosen.

    What matches every answer takes the places first; what does not fills up to FEWEST.
    """
    pool, chosen = list(candidates), list[tuple[Part, _Candidate]]()
    used: Counter[str | None] = Counter()
    for loose, slot in ((loose, slot) for loose in (False, True) for slot in (*SLOTS, *[None] * FEWEST)):
        if (loose or slot is None) and len(chosen) >= FEWEST:
            continue
        left = None if answers.budget is None else answers.budget - sum(each.pace.minutes for _, each in chosen)
        suited = [each for each in pool if loose or not each.missed]
        fitting = [each for each in _affordable(suited, left, len(chosen)) if each.fills(slot, answers)]
        fitting.sort(key=lambda each: _order(each, slot, used, answers))
        best = next((each for each in fitting if not newer(each.record.id)), None)
        if best:
            pool.remove(best)
            used[best.record.format] += 1
            chosen.append((slot or best.home, best))
    return tuple(chosen)


def _order(
    each: _Candidate, slot: Part | None, used: Counter[str | None], answers: BuilderAnswers
) -> tuple[object, ...]:
    """Return what the candidates for a place are sorted by: best first, and a format not taken yet before others."""
    record = each.record
    begins = slot == "start" and not each.is_overview
    main = record.topics[:1] != (answers.topic,)
    filler = slot is None and record.format in FILLERS
    return (
        each.misses,
        filler,
        begins,
        each.rank,
        used[record.format],
        main,
        DEPTH.get(record.format or "", 1),
        each.place,
    )


def _affordable(pool: Sequence[_Candidate], left: int | None, taken: int) -> list[_Candidate]:
    """Return those that may be chosen next in the minutes `left`, so that there is time for FEWEST, if there can be."""
    if left is None:
        return list(pool)
    cheapest = sorted(each.pace.minutes for each in pool)
    further = max(0, min(FEWEST, len(pool) + taken) - taken - 1)
    reserved = sum(cheapest[:further]) if sum(cheapest[: further + 1]) <= left else 0
    return [each for each in pool if each.pace.minutes <= left - reserved]


def _sections(
    chosen: Chosen, answers: BuilderAnswers, newest: int | None
) -> tuple[tuple[Part, tuple[Recommendation, ...]], ...]:
    def pick(part: Part, each: _Candidate) -> Recommendation:
        why = reasons(each.record, each.pace, answers, part, newest=newest, overview=each.is_overview)
        return Recommendation(each.record, each.hit.texts, part, each.pace, why)

    sections = ((part, tuple(pick(part, each) for where, each in chosen if where == part)) for part in PARTS)
    return tuple((part, picks) for part, picks in sections if picks)
