"""Drops running heads and feet, which a PDF repeats on its pages, after their first page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that may be running heads."""

MIN_PAGES = 3
"""A running head is at the edge of at least this number of pages..."""

MIN_PAGE_SHARE = 0.4
"""...and of at least this share of all pages; left and right pages may have different heads."""

_NUMBER = re.compile(r"\d{1,4}")
_LAST_NUMBER = re.compile(r"\d{1,4}(?!.*\d)")


def without_running_heads(texts: list[str]) -> list[str]:
    """Return the pages without lines that are repeated at the edge of pages, except on the first page that has them.

    Such a line may count pages ("Page 3 of 9"). A page that has nothing else keeps its lines.
    """
    pages = [dict(_edge_lines(text, number)) for number, text in enumerate(texts)]
    page_counts = Counter(head for edge in pages for head in set().union(*edge.values()))
    repeated = {head for head, count in page_counts.items() if count >= max(MIN_PAGES, MIN_PAGE_SHARE * len(pages))}
    seen: set[str] = set()
    result = []
    for text, edge in zip(texts, pages, strict=True):
        heads = {index: shapes & repeated for index, shapes in edge.items()}
        result.append(_without(text, {index for index, shapes in heads.items() if shapes & seen}))
        seen.update(*heads.values())
    return result


def _edge_lines(text: str, page: int) -> Iterator[tuple[int, set[str]]]:
    """Yield the index of each line at the edge of a page, with the shapes it may share with lines of other pages."""
    lines = text.splitlines()
    filled = [index for index, line in enumerate(lines) if line.strip()]
    for index in {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}:
        line = lines[index].strip().lower()
        yield index, {line, *(_relative(line, number, page) for number in (_NUMBER, _LAST_NUMBER))}


def _relative(line: str, number: re.Pattern[str], page: int) -> str:
    """Return a line with one number relative to the page index: the same on every page if it counts pages."""
    return number.sub(lambda match: f"#{int(match[0]) - page}", line, count=1)


def _without(text: str, dropped: set[int]) -> str:
    remaining = "\n".join(line for index, line in enumerate(text.splitlines()) if index not in dropped)
    return remaining if dropped and remaining.strip() else text
