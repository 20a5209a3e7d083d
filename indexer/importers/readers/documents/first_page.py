"""What the beginning of a document says of itself: the date that it was published."""

from __future__ import annotations

import re

from indexer.importers.values.dates import partial_date

MAX_BEGINNING = 4_000
"""Characters of the first page that are examined."""
MAX_DATE_LINE = 40

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre"
    r"|diciembre)\.?"
)
_DATE = rf"(?:{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}}|\d{{1,2}} (?:de )?{_MONTH} (?:de |del )?\d{{4}}"
_DATE += r"|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})"
_DATE_LINE = re.compile(rf"\W*(?:(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day,? )?({_DATE})\W*", re.IGNORECASE)
_LABELED = re.compile(
    rf"\b(?:published|publication date|release[d]?(?: date)?|issued|dated?|posted|revised|updated|effective"
    rf"|publicado|fecha)(?: on| in| el| en)?\s*:?\s*({_DATE}|(?:19|20)\d{{2}}(?!\d))",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\u00a9|\(c\)|copyright)\s*(?:\u00a9\s*|\(c\)\s*)?((?:19|20)\d{2})(?!\s*[-\u2013]|\d)", re.IGNORECASE
)


def date_of_publication(text: str) -> str:
    """Return the date on the first page of a document, or an empty text if it names none, or several.

    A date after a word such as "published" counts most, then one on a line of its own, then the year of a copyright.
    Other dates are of something that the document tells of.
    """
    beginning = text[:MAX_BEGINNING]
    lines = [line.strip() for line in beginning.splitlines()]
    alone = [match[1] for line in lines if len(line) <= MAX_DATE_LINE and (match := _DATE_LINE.fullmatch(line))]
    for written in (_LABELED.findall(beginning), alone, _COPYRIGHT.findall(beginning)):
        dates = {date for text in written if (date := partial_date(text))}
        if len(dates) == 1:
            return dates.pop()
    return ""
