"""A citation in Chicago style: The Chicago Manual of Style, 17th edition (2017), chapter 14, as in a bibliography."""

from __future__ import annotations

import re

from catalog.model import PartialDate
from webui.formats.citations.facts import MONTHS, UNDATED, CitationFacts
from webui.formats.citations.person_names import AuthorName
from webui.formats.citations.spans import Span, Spans, ends_sentence, join_elements, with_full_stop

MAX_AUTHORS = 10
FIRST_AUTHORS = 7
"""Of more than MAX_AUTHORS authors, the first FIRST_AUTHORS are named (14.76)."""


def chicago(facts: CitationFacts) -> Spans:
    """Return the entry: author, title, edition, series, number, facts of publication, address (14.2)."""
    series = Span(facts.series, italic=facts.kind.episode, named=True)
    edition, *details = [
        with_full_stop((Span(text),)) for text in (facts.edition, *facts.numbers, _publication(facts), facts.address)
    ]
    authors = with_full_stop((Span(_authors(facts.authors)),))
    return join_elements((authors, _title(facts), edition, with_full_stop((series,)), *details))


def _authors(names: tuple[AuthorName, ...]) -> str:
    """Return the names, the first one inverted (14.76)."""
    texts = [name.natural if number else name.inverted(name.given) for number, name in enumerate(names)]
    if len(texts) > MAX_AUTHORS:
        return f"{', '.join(texts[:FIRST_AUTHORS])}, et al."
    needs_comma = len(texts) > 2 or bool(re.search(r",|\band\b", texts[0] if texts else ""))  # noqa: PLR2004  # a list
    last = ", and " if needs_comma else " and "
    return f"{', '.join(texts[:-1])}{last}{texts[-1]}" if len(texts) > 1 else "".join(texts)


def _title(facts: CitationFacts) -> Spans:
    """Return a work's title in italics, a page's or a recording's in quotation marks (14.86, 14.206, 14.261)."""
    if not facts.kind.quoted:
        return with_full_stop((Span(facts.title, italic=True, named=True),))
    inner = re.sub('"([^"]*)"', "\u2018\\1\u2019", facts.title).translate({0x201C: "\u2018", 0x201D: "\u2019"})
    stop = "" if ends_sentence(inner) else "."
    return (Span(f"\u201c{inner}{stop}\u201d", named=True),)


def _publication(facts: CitationFacts) -> str:
    """Return kind of recording, publisher and date; a report needs only the year."""
    date = facts.published
    day = UNDATED if date is None else str(date.year) if facts.kind.is_report else _date(date)
    return ", ".join(filter(None, (facts.recording, facts.publisher, day)))


def _date(date: PartialDate) -> str:
    """Return "2016", "March 2016" or "March 5, 2016", as far as the date is known."""
    if not date.month:
        return str(date.year)
    month = MONTHS[date.month - 1]
    return f"{month} {date.day}, {date.year}" if date.day else f"{month} {date.year}"
