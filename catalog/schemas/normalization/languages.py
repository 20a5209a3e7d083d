"""The codes of languages by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from catalog.text import fold

_SPOKEN_HERE = "ar de fa fr hi it ja ko pl pt ru so fil uk ur vi zh".split()
"""Languages that people may name in the language itself."""
_MAX_CODE = 3
"""Letters of the code of a language without a country or a script."""


def language_codes(name: str) -> Iterator[str]:
    """Yield the codes of the languages with a name in English, in Spanish or in the language itself."""
    yield from _codes_by_name().get(fold(name).strip(), ())


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {"castellano": ("es",)}
    in_english_and_spanish = (pair for code in ("en", "es") for pair in Locale(code).languages.items())
    in_themselves = ((code, Locale(code).get_language_name()) for code in _SPOKEN_HERE)
    for code, name in (*in_english_and_spanish, *in_themselves):
        if name and len(code) <= _MAX_CODE and code not in names.get(fold(name), ()):
            names[fold(name)] = (*names.get(fold(name), ()), code)
    return MappingProxyType(names)
