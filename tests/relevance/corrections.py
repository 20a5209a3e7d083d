"""`python -m tests.relevance.corrections [--list]` measures which queries a search of the starter corpus corrects.

Queries that are spelled right, about things the corpus lacks, must not be corrected; misspelled ones must be corrected
to what was meant. `--list` also lists every query whose answer is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from catalog.live import OpenGeneration
from catalog.search.query.tree import Query
from tests.relevance.judged_indexes import index_starter_corpus
from tests.relevance.measure import SOME_DAY

LISTS = Path(__file__).parent
CORPUS = LISTS.parents[1] / "corpus"
LIST = "--list"


class Outcome(StrEnum):
    """What a search did with the spelling of a query."""

    UNCHANGED = "unchanged"
    APPLIED = "applied"
    """It showed the results of a correction."""
    OFFERED = "offered"
    """It asked "Did you mean", and showed the results of what was typed."""


@dataclass(frozen=True, slots=True)
class SpellingAnswer:
    """A query as `typed` and as `meant`, what the search did with it, and its correction, if there is one."""

    typed: str
    meant: str
    outcome: Outcome
    correction: str

    @property
    def right(self) -> bool:
        """Whether the search changed the query to what was meant, or left it unchanged if that was typed."""
        return (self.correction or self.typed).casefold() == self.meant.casefold()


def right_queries() -> tuple[str, ...]:
    """Return the queries that are spelled right, about things that the starter corpus lacks."""
    return tuple(_lines(LISTS / "right_queries.txt"))


def misspelled_queries() -> tuple[tuple[str, str], ...]:
    """Return misspelled queries, each with what was meant."""
    pairs = (line.split("\t") for line in _lines(LISTS / "misspelled_queries.tsv"))
    return tuple((typed, meant) for typed, meant in pairs)


def spelling_answer(generation: OpenGeneration, typed: str, meant: str) -> SpellingAnswer:
    """Search as a visitor would, and return what became of the spelling."""
    correction = generation.search(Query(typed, per_page=1), SOME_DAY).did_you_mean
    if not correction:
        return SpellingAnswer(typed, meant, Outcome.UNCHANGED, "")
    return SpellingAnswer(typed, meant, Outcome.APPLIED if correction.used else Outcome.OFFERED, correction.q)


def right_query_answers(generation: OpenGeneration) -> tuple[SpellingAnswer, ...]:
    """Return what becomes of every query that is spelled right."""
    return tuple(spelling_answer(generation, query, query) for query in right_queries())


def misspelled_query_answers(generation: OpenGeneration) -> tuple[SpellingAnswer, ...]:
    """Return what becomes of every misspelled query."""
    return tuple(spelling_answer(generation, typed, meant) for typed, meant in misspelled_queries())


def main() -> None:
    """Index the starter corpus, and print a table; with `--list` the wrong answers as well."""
    with tempfile.TemporaryDirectory() as folder:
        generation = index_starter_corpus(CORPUS, Path(folder)).generation
        right, misspelled = right_query_answers(generation), misspelled_query_answers(generation)
    print("| queries | number | wrongly applied | wrongly offered | rightly applied | rightly offered | unchanged |")
    print("|---|---|---|---|---|---|---|")
    print(_row("spelled right", right))
    print(_row("misspelled", misspelled))
    if LIST in sys.argv:
        print("\n".join(_wrong_lines((*right, *misspelled))))


def _lines(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


def _row(name: str, answers: tuple[SpellingAnswer, ...]) -> str:
    counts = Counter((answer.outcome, answer.right) for answer in answers)
    corrected = [counts[outcome, right] for right in (False, True) for outcome in (Outcome.APPLIED, Outcome.OFFERED)]
    unchanged = counts[Outcome.UNCHANGED, False] + counts[Outcome.UNCHANGED, True]
    return f"| {' | '.join((name, *map(str, (len(answers), *corrected, unchanged))))} |"


def _wrong_lines(answers: tuple[SpellingAnswer, ...]) -> Iterator[str]:
    for answer in answers:
        if not answer.right:
            yield f"{answer.outcome}: {answer.typed} -> {answer.correction or '-'}" + (
                f" (meant: {answer.meant})" if answer.meant != answer.typed else ""
            )


if __name__ == "__main__":
    main()
