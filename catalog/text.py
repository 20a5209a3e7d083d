"""Text helpers: cleaning, case and accent folding, slugs, nearest matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

LETTERS_PER_TYPO = 3
"""A misspelled name may have one wrong letter in so many."""
MIN_MISSPELLED = 3
"""Letters of the shortest name that counts as misspelled."""
FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
UNDISPLAYABLE_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    f"{''.join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))}]"
)
"""Control characters except tabs and line breaks, lone surrogates, code points that are no characters (which XML and
HTML forbid), and marks that change the direction of all text after them."""
APOSTROPHES = "'`\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u02ee\u2018\u2019\u201b\u2032\ua78b\ua78c\uff07\uff40"
"""What people write for an apostrophe, as in a regular expression: quotation marks, accents, primes, the okina."""
INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Characters without width, as in a regular expression: soft hyphens, joiners, marks of direction, variations."""
CELL_BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
"""The separator of cells in a row of a table: a bar with white space on both sides."""
ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Characters that look like a space and are not one for YAML, as in a regular expression."""
_PLAIN_LETTER = re.compile(r"LATIN SMALL (?:LETTER|LIGATURE) (?:DOTLESS |OPEN |TURNED )?([A-Z]{1,2})(?: WITH .+)?")
_LATIN_LETTERS = (*range(0x80, 0x2B0), *range(0x2C60, 0x2C80), *range(0xA722, 0xA800))


def _plain_letters() -> dict[int, str]:
    names = {code: _PLAIN_LETTER.fullmatch(unicodedata.name(chr(code), "")) for code in _LATIN_LETTERS}
    others = {"\u00f0": "d", "\u00fe": "th", "\u014b": "n", "\u0138": "k", "\u0259": "e", "\u0294": ""}
    return {code: match[1].lower() for code, match in names.items() if match} | str.maketrans(others)


def _folded_characters() -> dict[int, str | None]:
    basic_plane = "".join(map(chr, range(0x10000)))
    apostrophes, invisible = (re.findall(f"[{characters}]", basic_plane) for characters in (APOSTROPHES, INVISIBLE))
    numbers = {
        code: str(int(unicodedata.numeric(chr(code)))) for code in (*range(0x24EB, 0x2500), *range(0x2776, 0x2794))
    }
    return {
        **PLAIN_LETTERS,
        **dict.fromkeys(map(ord, apostrophes), "'"),
        **dict.fromkeys(map(ord, invisible)),
        **numbers,
    }


PLAIN_LETTERS: Mapping[int, str] = MappingProxyType(_plain_letters())
"""What people type for small letters that Unicode does not decompose (l for one with a stroke), by code point."""
_FOLDED = _folded_characters()
_SLUGGED = re.compile(r"(?:[^a-z0-9]*[a-z0-9]){0,80}")
"""The beginning of a text that its slug can depend on; names may have 600 characters."""


def nfc(text: str) -> str:
    """Return `text` with each letter and its accents as one character, if there is one (Unicode form NFC)."""
    return unicodedata.normalize("NFC", text)


def is_printable_ascii(text: str) -> bool:
    """Return whether `text` is one line of nothing but printable ASCII, as most values are."""
    return text.isascii() and text.isprintable()


def clean(text: str) -> str:
    """Return `text` in NFC, without UNDISPLAYABLE_CHARACTERS; the control character U+0085 becomes a line break."""
    return text if is_printable_ascii(text) else nfc(UNDISPLAYABLE_CHARACTERS.sub("", text).replace("\x85", "\n"))


def fold(text: str) -> str:
    """Return `text` case-folded, with plain letters and apostrophes, without accents and INVISIBLE characters."""
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.replace("\u00b4", "'"))  # would become a space and an accent
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().translate(_FOLDED)


def shortened(text: str, limit: int) -> str:
    """Return `text`, with an ellipsis in place of what exceeds `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}\u2026"


def slug(text: str) -> str:
    """Return `text` as a facet value: at most 80 ASCII letters, digits and single hyphens. It may be empty."""
    if text.isascii():
        plain = text.lower()
    else:
        folded = unicodedata.normalize("NFKD", text).casefold().translate(PLAIN_LETTERS)
        plain = folded.encode("ascii", "ignore").decode()
    end = _SLUGGED.match(plain).end()  # type: ignore[union-attr]  # it matches every text
    return re.sub(r"[^a-z0-9]+", "-", plain[:end]).strip("-")[:80].strip("-")


@lru_cache(maxsize=1024)
def name_form(text: str) -> str:
    """Return `text` as a slug of words in the singular: one for "Case studies", "case_study" and "CASE STUDY"."""
    return "-".join(map(without_plural_ending, slug(text.replace("&", " and ")).split("-")))


def without_plural_ending(word: str) -> str:
    """Return an English word, in small letters, without the ending of its plural."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 1 and word.endswith("s") and not word.endswith("ss") else word


_TWO_LETTERS = {"eng": "en", "spa": "es"}
"""The languages of the site by their codes of ISO 639-2, which other catalogs export."""


def language_subtag(tag: str) -> str:
    """Return the language of a tag such as `es-MX` (BCP 47), in lowercase; of `spa`, the code of two letters."""
    subtag = tag.casefold().partition("-")[0]
    return _TWO_LETTERS.get(subtag, subtag)


def pluralized(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: "1 record", "1,200 records", "2 queries"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def listed(names: Sequence[str], limit: int) -> str:
    """Return the first names between commas, and how many further ones there are: "a, b and 1,200 more"."""
    further = f" and {len(names) - limit:,} more" if len(names) > limit else ""
    return f"{', '.join(names[:limit])}{further}"


def did_you_mean(name: str, candidates: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: ": did you mean 'x'?", or nothing if no candidate is close."""
    similar = nearest(name, candidates)
    return f": did you mean '{similar}'?" if similar else ""


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a name most likely means, or None if none is close, or several are.

    The name is the same but for separators and plurals, or the beginning of it, or has some of its words, or all of
    them and others, or is a misspelling. Weaker similarities mislead: `csv` is not `statistics`.
    """
    form = name_form(name)
    forms = {candidate: name_form(candidate) for candidate in candidates}
    spelled = {candidate: other.replace("-", "") for candidate, other in forms.items()}
    letters = form.replace("-", "")
    if not letters:
        return None
    if same := next((candidate for candidate, other in spelled.items() if other == letters), None):
        return same
    containing = [candidate for candidate, other in forms.items() if other and _is_part(form, other)]
    if len(form) > 1 and containing:
        is_longer = all(len(other) < len(form) for other in map(forms.__getitem__, containing))
        if is_longer and (misspelled := _misspelled(letters, spelled)):  # "sorce_id" is no "id"
            return misspelled
        return containing[0] if len(containing) == 1 else None
    return _misspelled(letters, spelled)


def _is_part(form: str, other: str) -> bool:
    words, other_words = set(form.split("-")), set(other.split("-"))
    return other.startswith(form) or words <= other_words or other_words <= words


def _misspelled(letters: str, spelled: Mapping[str, str]) -> str | None:
    """Return the candidate whose letters differ by a typo, or by one in LETTERS_PER_TYPO, or None.

    In a short name, a wrong letter makes another word; a missing letter, or two that are swapped, do not.
    """
    if len(letters) < MIN_MISSPELLED:
        return None
    limit = len(letters) // LETTERS_PER_TYPO
    match = process.extractOne(letters, spelled, scorer=OSA.distance, score_cutoff=limit)
    if match is None:
        return None
    closest, _, candidate = match
    return str(candidate) if len(letters) > MIN_MISSPELLED or set(letters) <= set(closest) else None
