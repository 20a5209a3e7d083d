"""Running heads and feet, which a PDF repeats on its pages, are read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

EDGE = 3
"""How many lines at the top and at the bottom of a page may be running heads."""

FEWEST_PAGES = 3
"""A line is a running head if it stands at the edge of this many pages..."""

SHARE = 0.4  # ...and of this share of them all; left and right pages may have heads of their own

_NUMBER = re.compile(r"\d{1,4}")
_LAST_NUMBER = re.compile(r"\d{1,4}(?!.*\d)")


def without_running_heads(texts: list[str]) -> list[str]:
    """Return the pages without the lines that many pages have at their edge; the first page with such a line keeps it.

    A page number may run on in such a line ("Page 3 of 9"). No page becomes blank by this.
    """
    pages = [dict(_edge_lines(text, number)) for number, text in enumerate(texts)]
    seen = Counter(head for edge in pages for head in set().union(*edge.values()))
    repeated = {head for head, count in seen.items() if count >= max(FEWEST_PAGES, SHARE * len(pages))}
    met: set[str] = set()
    kept = []
    for text, edge in zip(texts, pages, strict=True):
        heads = {place: shapes & repeated for place, shapes in edge.items()}
        kept.append(_without(text, {place for place, shapes in heads.items() if shapes & met}))
        met.update(*heads.values())
    return kept


def _edge_lines(text: str, page: int) -> Iterator[tuple[int, set[str]]]:
    """Yield the place of each line at a page's edge, with the shapes that it may share with those of other pages."""
    lines = text.splitlines()
    written = [place for place, line in enumerate(lines) if line.strip()]
    for place in {*written[:EDGE], *written[-EDGE:]}:
        line = lines[place].strip().lower()
        yield place, {line, *(_running(line, number, page) for number in (_NUMBER, _LAST_NUMBER))}


def _running(line: str, number: re.Pattern[str], page: int) -> str:
    """Return a line with one number as its distance from the page's own: the same on each page if it counts pages."""
    return number.sub(lambda found: f"#{int(found[0]) - page}", line, count=1)


def _without(text: str, dropped: set[int]) -> str:
    kept = "\n".join(line for place, line in enumerate(text.splitlines()) if place not in dropped)
    return kept if dropped and kept.strip() else text
