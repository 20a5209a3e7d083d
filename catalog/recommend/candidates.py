"""The candidates for a proposal: which answers they miss, how good they are, and which sections they suit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from catalog.model import Record
from catalog.recommend.model import POSITIVE_RATINGS, BuilderAnswers, RelaxableAnswer, SectionName, TimeEstimate
from catalog.recommend.reading_time import estimate_time
from catalog.search.result import Hit
from catalog.taxonomy import Taxonomy
from catalog.text import language_subtag

MISS_PRIORITY = (
    RelaxableAnswer.TEXT,
    RelaxableAnswer.SWORN,
    RelaxableAnswer.FORMAT,
    RelaxableAnswer.AUDIENCE,
)
"""Relaxed answers by how much a match still counts, the most important first."""
EXAMPLE_FORMATS = frozenset({"model-program", "case-study", "model-policy", "peer-exchange", "lessons-learned"})
HELP_FORMATS = frozenset({"technical-assistance"})
"""What agencies can ask for. A training is for reading and watching like a guide."""
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
class ProposalCandidate:
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
        """The record of the resource."""
        return self.hit.record

    @property
    def is_overview(self) -> bool:
        """Whether the title calls the resource an introduction or an overview."""
        return bool(OVERVIEW_TITLE.search(f"{self.record.title} {self.record.subtitle or ''}"))

    @property
    def section(self) -> SectionName:
        """The section for its format."""
        record_format = self.record.format
        if record_format in EXAMPLE_FORMATS:
            return SectionName.EXAMPLES
        return SectionName.HELP if record_format in HELP_FORMATS else SectionName.DEEPER

    def fits(self, slot: SectionName | None, answers: BuilderAnswers) -> bool:
        """Return whether the candidate fits a slot; None is a slot in any section."""
        if slot is None:
            return True
        if self.record.format in FILLER_FORMATS and not answers.formats:
            return False
        is_short = self.is_overview or self.time.minutes <= MAX_START_MINUTES
        if slot is SectionName.START:
            return self.section is SectionName.DEEPER and is_short
        return self.section is slot


def candidates_of(
    hits: Iterable[Hit], answers: BuilderAnswers, text_matches: frozenset[str] | None, taxonomy: Taxonomy
) -> list[ProposalCandidate]:
    """Return the hits as candidates, without those that are not presentable, or that another one supersedes.

    `text_matches` are the ids that match the words, None if all do.
    """
    hits = [hit for hit in hits if hit.record.is_presentable]
    superseded = {record_id for hit in hits for record_id in hit.record.supersedes}
    return [
        _candidate(hit, estimate_time(hit.record, hit.texts, taxonomy), position, answers, text_matches)
        for position, hit in enumerate(hits)
        if hit.record.id not in superseded
    ]


def _candidate(
    hit: Hit, time: TimeEstimate, position: int, answers: BuilderAnswers, text_matches: frozenset[str] | None
) -> ProposalCandidate:
    record, size = hit.record, hit.record.agency_size
    matches: dict[RelaxableAnswer, bool] = {
        RelaxableAnswer.AUDIENCE: not answers.audience or answers.audience in record.audiences,
        RelaxableAnswer.FORMAT: not answers.formats or record.format in answers.formats,
        RelaxableAnswer.SWORN: not answers.sworn or size is None or size.overlaps(answers.sworn, answers.sworn),
        RelaxableAnswer.TEXT: text_matches is None or record.id in text_matches,
    }
    is_foreign = record.language is not None and language_subtag(record.language) != answers.language
    fits_size = bool(answers.sworn and size and matches[RelaxableAnswer.SWORN])
    rating = 1 if record.rating is None else 0 if record.rating.value.casefold() in POSITIVE_RATINGS else 2
    return ProposalCandidate(
        hit,
        time,
        frozenset(name for name, is_match in matches.items() if not is_match),
        tuple(not matches[name] for name in MISS_PRIORITY),
        (is_foreign, not fits_size, position // RELEVANCE_BAND_SIZE if answers.text.strip() else 0, rating),
        position,
    )


def candidate_sort_key(
    candidate: ProposalCandidate, slot: SectionName | None, format_counts: Counter[str | None], answers: BuilderAnswers
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
