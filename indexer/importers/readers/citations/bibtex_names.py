"""The names of authors in BibTeX, as records write them."""

from __future__ import annotations

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names

from indexer.importers.readers.citations.bibtex_text import texts_of

MAX_NAMES_CHARACTERS = 100_000


def names_in(value: str) -> list[str]:
    """Return the names that are joined by "and", without "others".

    An organization in braces is one name. A person is "Last, First" if the last name has several words or the entry has
    it first, and "First Last" otherwise.
    """
    if len(value) > MAX_NAMES_CHARACTERS:
        return [value]
    names = [name for name in split_multiple_persons_names(value) if name.strip() and name.strip() != "others"]
    return [name for name in texts_of([_as_records_write(" ".join(name.split())) for name in names]) if name]


def _as_records_write(name: str) -> str:
    """Return a name that is still TeX with its parts in the order of records."""
    if _is_braced(name) or ("," not in name and "{" not in name):
        return name
    try:
        parts = parse_single_name_into_parts(name, strict=True)
    except InvalidNameError:
        return name
    last = " ".join((*parts.von, *parts.last))
    first, suffix = " ".join(parts.first), " ".join(parts.jr)
    if "," not in name and len(last.strip("{}").split()) == 1:
        return name
    return ", ".join(part for part in (last, first, suffix) if part)


def _is_braced(name: str) -> bool:
    """Return whether one pair of braces encloses the whole name."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for index, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index == len(name) - 1
    return False
