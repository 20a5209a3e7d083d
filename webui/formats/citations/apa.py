"""A citation in APA style: Publication Manual of the American Psychological Association, 7th edition (2020), chapter 9.

Titles keep the capitals they have in the record: no program can tell which words are names, so sentence case (9.19) is
left to the author who cites.
"""

from __future__ import annotations

from webui.formats.citations.facts import MONTHS, UNDATED, Cited, Span, Spans, stopped, written
from webui.formats.citations.person_names import Name, initials

MOST = 20
"""Authors named at most; of more, the first 19 and the last are (9.8)."""


def apa(facts: Cited) -> Spans:
    """Return the reference: author, date, title, source (9.4). A title without an author comes first (9.12)."""
    authors = stopped((Span(_authors(facts.authors)),))
    date, title = (Span(f"({_date(facts)})."),), stopped(_title(facts))
    head = (authors, date, title) if authors else (title, date)
    address = (Span(facts.address),) if facts.address else ()
    return written((*head, _whole(facts), stopped((Span(facts.publisher),)), address))


def _authors(names: tuple[Name, ...]) -> str:
    shown = [name.turned(initials(name.given)) for name in names]
    if len(shown) > MOST:
        return f"{', '.join(shown[: MOST - 1])}, . . . {shown[-1]}"
    return f"{', '.join(shown[:-1])}, & {shown[-1]}" if len(shown) > 1 else "".join(shown)


def _date(facts: Cited) -> str:
    """Return the year; of what is no report as much as is known (9.13)."""
    date = facts.published
    if date is None:
        return UNDATED
    if facts.kind.is_report or not date.month:
        return str(date.year)
    return f"{date.year}, {MONTHS[date.month - 1]}{f' {date.day}' if date.day else ''}"


def _title(facts: Cited) -> Spans:
    """Return the title in italics, unless it is a part (9.18), with what tells it apart (9.19, 9.21)."""
    known = "; ".join(each for each in (facts.edition, *facts.numbers) if each)
    form = f"{facts.kind.apa} episode" if facts.kind.episode and facts.series else facts.kind.apa
    behind = f"{f' ({known})' if known else ''}{f' [{form}]' if form else ''}"
    return Span(facts.title, italic=not (facts.kind.episode and facts.series), named=True), Span(behind)


def _whole(facts: Cited) -> Spans:
    """Return the series that an episode is of (9.28)."""
    if not (facts.kind.episode and facts.series):
        return ()
    return stopped((Span("In "), Span(facts.series, italic=True, named=True)))
