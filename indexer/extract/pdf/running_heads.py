"""Drops running heads and feet, which a PDF repeats on its pages, after their first page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that may be running heads, besides those already found."""

MAX_ROUNDS = 2
"""Under the lines of a running head there may be more lines of it, which are looked for again."""

MIN_PAGES = 3
"""A running head is at the edge of at least this number of pages..."""

MIN_PAGE_SHARE = 0.4
"""...and of at least this share of all pages; left and right pages may have different heads."""

MIN_CHAPTER_PAGES = 4
"""The head of a chapter is on this number of pages, and on that share of the pages from its first to its last."""

MAX_NUMBERS = 6
"""The number of numbers in a line of which one may count the pages."""

_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")

_EdgeLines = dict[int, set[str]]
"""The shapes of lines by their index in a page."""


@dataclass(frozen=True, slots=True)
class HeadedPages:
    """The pages of a document without repeated heads, and the lines of heads that were kept.

    A kept line is a paragraph of its own, with blank lines around it. There are no heads if most pages with one have
    nothing else: these lines are the text.
    """

    texts: tuple[str, ...]
    heads: tuple[str, ...] = ()


def without_running_heads(texts: Sequence[str]) -> HeadedPages:
    """Return the pages without lines that are repeated at the edge of pages, except on the first page that has them.

    Such a line may count pages ("Page 3 of 9"). A page that has nothing else keeps its lines.
    """
    pages = [text.splitlines() for text in texts]
    heads = _heads(pages)
    seen: set[str] = set()
    result: list[str] = []
    kept: dict[str, None] = {}
    for text, lines, of_page in zip(texts, pages, heads, strict=True):
        dropped = {index for index, shapes in of_page.items() if shapes & seen}
        if not _has_more(lines, dropped):
            dropped = set()
        own = of_page.keys() - dropped
        kept.update(dict.fromkeys(lines[index].strip() for index in sorted(own)))
        result.append(_page(lines, dropped, own) if of_page else text)
        seen.update(*of_page.values())
    headed = [_has_more(lines, of_page.keys()) for lines, of_page in zip(pages, heads, strict=True) if of_page]
    return HeadedPages(tuple(result), tuple(kept) if sum(headed) * 2 >= len(headed) else ())


def _has_more(lines: list[str], heads: Container[int]) -> bool:
    """Return whether a page has other lines than those with these indexes."""
    return any(line.strip() for index, line in enumerate(lines) if index not in heads)


def _heads(pages: Sequence[list[str]]) -> list[_EdgeLines]:
    """Return the lines of each page that are heads, with the shapes that they share with lines of other pages."""
    heads: list[_EdgeLines] = [{} for _ in pages]
    for _ in range(MAX_ROUNDS):
        edges = [dict(_edge_lines(lines, number, heads[number])) for number, lines in enumerate(pages)]
        repeated = _repeated(edges)
        if not repeated:
            break
        for known, edge in zip(heads, edges, strict=True):
            known.update({index: found for index, shapes in edge.items() if (found := shapes & repeated)})
    return heads


def _edge_lines(lines: list[str], page: int, heads: _EdgeLines) -> Iterator[tuple[int, set[str]]]:
    """Yield the index of each line at the edge of a page, inside its heads, with its shapes."""
    filled = [index for index, line in enumerate(lines) if line.strip() and index not in heads]
    for index in {*filled[:EDGE_LINES], *filled[-EDGE_LINES:]}:
        line = lines[index].strip().lower()
        yield index, {line, *_relative(line, page)}


def _relative(line: str, page: int) -> Iterator[str]:
    """Yield a line with one of its numbers relative to the page index: the same on every page if it counts pages."""
    for match in list(_NUMBER.finditer(line))[:MAX_NUMBERS]:
        yield f"{line[: match.start()]}#{int(match[0]) - page}{line[match.end() :]}"


def _repeated(edges: Sequence[_EdgeLines]) -> set[str]:
    """Return the shapes of lines on enough pages of the document, or of a chapter."""
    pages_with: defaultdict[str, list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for shape in set().union(*edge.values()):
            pages_with[shape].append(number)
    return {shape for shape, numbers in pages_with.items() if _is_head(numbers, len(edges))}


def _is_head(numbers: list[int], pages: int) -> bool:
    """Return whether a line on the pages with these numbers, ascending, is a head of the document or of a chapter."""
    extent = numbers[-1] - numbers[0] + 1
    is_of_document = len(numbers) >= max(MIN_PAGES, MIN_PAGE_SHARE * pages)
    return is_of_document or len(numbers) >= max(MIN_CHAPTER_PAGES, MIN_PAGE_SHARE * extent)


def _page(lines: list[str], dropped: set[int], own: set[int]) -> str:
    """Return a page without the dropped lines, its own heads as paragraphs."""
    return "\n".join(
        f"\n{line}\n" if index in own else line for index, line in enumerate(lines) if index not in dropped
    ).strip("\n")
