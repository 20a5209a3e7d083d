"""A citation in APA style: Publication Manual of the American Psychological Association, 7th edition (2020), chapter 9.

Titles keep the case of the record. Sentence case (9.19) would need to know which words are names.
"""

from __future__ import annotations

from webui.formats.citations.facts import MONTHS, UNDATED, CitationFacts
from webui.formats.citations.person_names import AuthorName, initials
from webui.formats.citations.spans import Span, Spans, join_elements, with_full_stop

MAX_AUTHORS = 20
"""Authors that are all named. Of more, the first 19 and the last are named (9.8)."""


def apa(facts: CitationFacts) -> Spans:
    """Return the reference: author, date, title, source (9.4). Without an author, the title comes first (9.12)."""
    authors = with_full_stop((Span(_authors(facts.authors)),))
    date, title = (Span(f"({_date(facts)})."),), with_full_stop(_title(facts))
    head = (authors, date, title) if authors else (title, date)
    address = (Span(facts.address),) if facts.address else ()
    return join_elements((*head, _series(facts), with_full_stop((Span(facts.publisher),)), address))


def _authors(names: tuple[AuthorName, ...]) -> str:
    inverted = [name.inverted(initials(name.given)) for name in names]
    if len(inverted) > MAX_AUTHORS:
        return f"{', '.join(inverted[: MAX_AUTHORS - 1])}, . . . {inverted[-1]}"
    return f"{', '.join(inverted[:-1])}, & {inverted[-1]}" if len(inverted) > 1 else "".join(inverted)


def _date(facts: CitationFacts) -> str:
    """Return the year; for works other than reports also month and day, as far as they are known (9.13)."""
    date = facts.published
    if date is None:
        return UNDATED
    if facts.kind.is_report or not date.month:
        return str(date.year)
    return f"{date.year}, {MONTHS[date.month - 1]}{f' {date.day}' if date.day else ''}"


def _title(facts: CitationFacts) -> Spans:
    """Return the title with edition, numbers and kind of work (9.19, 9.21); an episode's is not in italics (9.18)."""
    is_part = bool(facts.kind.episode and facts.series)
    numbers = "; ".join(filter(None, (facts.edition, *facts.numbers)))
    medium = f"{facts.medium} episode" if is_part else facts.medium
    details = f"{f' ({numbers})' if numbers else ''}{f' [{medium}]' if medium else ''}"
    return Span(facts.title, italic=not is_part, named=True), Span(details)


def _series(facts: CitationFacts) -> Spans:
    """Return the series of an episode (9.28)."""
    if not (facts.kind.episode and facts.series):
        return ()
    return with_full_stop((Span("In "), Span(facts.series, italic=True, named=True)))
