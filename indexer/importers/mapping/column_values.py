"""What the values of a column tell of its meaning: addresses, dates, long texts, values of a vocabulary, titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from catalog.model import PartialDate
from catalog.schemas import is_web_address
from catalog.schemas.normalization.dates import date_meanings
from catalog.schemas.normalization.values import BETWEEN_VALUES
from catalog.taxonomy import Taxonomy
from indexer.importers.mapping.headings import has_word

MAX_TRIED_VALUES = 50
"""The values of a column that show what it is."""
MIN_SHARE = 0.8
"""The share of its values that makes a column one of addresses, dates or texts."""
MIN_KNOWN_SHARE = 0.5
"""The share of its values that makes a column one of a vocabulary; the others can be mapped."""
MIN_LONG_TEXT = 100
"""Characters of a usual summary, at least."""
TITLE_LENGTHS = (6, 250)
"""Characters of a usual title."""

_OTHER_ADDRESSES = (
    "image imagen logo thumb photo foto picture cover icon mail contact twitter facebook social licen right term "
    "author autor publisher organi agency agencia feed rss api map source home parent"
).split()
"""The beginnings of words in headings of addresses that are not those of resources."""
_OTHER_DATES = (
    "modif update add creat upload access check review retrieve visit last start begin end due birth expir enter "
    "receive until record index catalog open close event actualiz agreg consult vence fin inicio fiscal grant next"
).split()
_YEAR = re.compile(r"(?:18|19|20)\d{2}")


def target_by_values(
    heading: str, values: Sequence[Any], vocabularies: Mapping[str, str], taxonomy: Taxonomy
) -> str | None:
    """Return the target that the values of a column tell, whatever its heading says; None if they tell none.

    `vocabularies` has the facets by the names of the fields with values of a vocabulary.
    """
    texts = _texts(values)
    if not texts:
        return None
    if _share(texts, is_web_address) >= MIN_SHARE and not has_word(heading, _OTHER_ADDRESSES):
        return "url"
    if _share(texts, is_date) >= MIN_SHARE and not has_word(heading, _OTHER_DATES):
        return "published"
    if median(map(len, texts)) >= MIN_LONG_TEXT and _share(texts, lambda text: text.count(" ") > 10) >= MIN_SHARE:  # noqa: PLR2004  # words of a sentence
        return "summary"
    shares = {name: _share(texts, _is_named(taxonomy, facet)) for name, facet in vocabularies.items()}
    best = max(shares, key=lambda name: shares[name], default=None)
    return best if best and shares[best] >= MIN_KNOWN_SHARE else None


def may_be_titles(values: Sequence[Any]) -> bool:
    """Return whether the values of a column look like titles: different short texts of several words, mostly."""
    texts = _texts(values)
    shortest, longest = TITLE_LENGTHS
    return (
        bool(texts)
        and len(set(texts)) >= MIN_SHARE * len(texts)
        and shortest <= median(map(len, texts)) <= longest
        and _share(texts, lambda text: " " in text.strip() and any(map(str.isalpha, text))) >= MIN_KNOWN_SHARE
        and not any(is_web_address(text) for text in texts)
        and _share(texts, is_date) < MIN_KNOWN_SHARE
    )


def is_date(text: str) -> bool:
    """Return whether a text is a date of a year that publications have, even if its day and month can be exchanged."""
    if text.isdecimal():
        return bool(_YEAR.fullmatch(text))
    return any(isinstance(meaning, PartialDate) for meaning in date_meanings(text[:100]))


def _is_named(taxonomy: Taxonomy, facet: str) -> Any:
    return lambda text: any(
        taxonomy.values_named(facet, part.strip()) for part in (text, *BETWEEN_VALUES.split(text)) if part.strip()
    )


def _texts(values: Sequence[Any]) -> list[str]:
    """Return the first values as texts; of a list its first item."""
    first = (value[0] if isinstance(value, list) and value else value for value in values)
    texts = (
        str(value).strip() for value in first if isinstance(value, str | int | float) and not isinstance(value, bool)
    )
    return [text for text in texts if text][:MAX_TRIED_VALUES]


def _share(texts: Sequence[str], test: Any) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts)
