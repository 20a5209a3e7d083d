"""A citation in Chicago style: The Chicago Manual of Style, 17th edition (2017), chapter 14, as in a bibliography."""

from __future__ import annotations

import re

from catalog.model import PartialDate
from webui.formats.citations.facts import MONTHS, UNDATED, Cited, Span, Spans, is_ended, stopped, written
from webui.formats.citations.person_names import Name

MOST = 10
SHOWN = 7
"""Of more than MOST authors, the first SHOWN are named (14.76)."""


def chicago(facts: Cited) -> Spans:
    """Return the entry: author, title, edition, series, number, facts of publication, address (14.2)."""
    series = Span(facts.series, italic=facts.kind.episode, named=True)
    plain = (facts.edition, *facts.numbers, _publication(facts), facts.address)
    edition, *others = [stopped((Span(text),)) for text in plain]
    return written((stopped((Span(_authors(facts.authors)),)), _title(facts), edition, stopped((series,)), *others))


def _authors(names: tuple[Name, ...]) -> str:
    """Return the names, the first one turned around (14.76)."""
    shown = [name.natural if place else name.turned(name.given) for place, name in enumerate(names)]
    if len(shown) > MOST:
        return f"{', '.join(shown[:SHOWN])}, et al."
    apart = len(shown) > 2 or bool(re.search(r",|\band\b", shown[0] if shown else ""))  # noqa: PLR2004  # a list
    last = ", and " if apart else " and "
    return f"{', '.join(shown[:-1])}{last}{shown[-1]}" if len(shown) > 1 else "".join(shown)


def _title(facts: Cited) -> Spans:
    """Return a work's title in italics, a page's or a recording's in quotation marks (14.86, 14.206, 14.261)."""
    if not facts.kind.quoted:
        return stopped((Span(facts.title, italic=True, named=True),))
    inner = re.sub('"([^"]*)"', "\u2018\\1\u2019", facts.title).translate({0x201C: "\u2018", 0x201D: "\u2019"})
    stop = "" if is_ended(inner) else "."
    return (Span(f"\u201c{inner}{stop}\u201d", named=True),)


def _publication(facts: Cited) -> str:
    """Return form, publisher and date; of a report the year will do."""
    date = facts.published
    when = UNDATED if date is None else str(date.year) if facts.kind.is_report else _date(date)
    return ", ".join(part for part in (facts.form, facts.publisher, when) if part)


def _date(date: PartialDate) -> str:
    """Return a date as far as it is known: "2016", "March 2016" or "March 5, 2016"."""
    if not date.month:
        return str(date.year)
    month = MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"
