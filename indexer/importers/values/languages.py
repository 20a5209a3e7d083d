"""Languages in the forms of other catalogs: `en-us`, `eng`, `English`."""

from __future__ import annotations

from catalog.schemas.normalization.languages import language_codes
from catalog.text import language_subtag
from indexer.extract.cleaning import clean_line, language_tag

MAX_NAME = 40
UNKNOWN_CODES = frozenset({"und", "mis", "mul", "zxx"})
"""Codes for languages that are unknown, or several, or none (ISO 639-2)."""
_USUAL_REGIONS = {"en-us": "en", "eng-us": "en"}
"""Programs declare the region of American English without being asked."""

list(language_codes(""))  # reads the names of languages from files now, which a child of the sandbox cannot do later


def declared_language(value: object) -> str:
    """Return the code of a language (BCP 47), or an empty text if a value does not name one language."""
    text = clean_line(value[:MAX_NAME]).replace("_", "-") if isinstance(value, str) else ""
    tag = language_tag(text)
    if not tag or ("-" not in tag and len(tag) > 3):  # noqa: PLR2004  # codes have two or three letters
        codes = set(language_codes(text)) if text else set()
        return codes.pop() if len(codes) == 1 else ""
    subtag, _, region = tag.partition("-")
    code = language_subtag(subtag)
    if code in UNKNOWN_CODES or len(subtag) > 3:  # noqa: PLR2004  # see above
        return ""
    usual = _USUAL_REGIONS.get(tag.lower())
    return usual or ("-".join(filter(None, (code, region.upper() if len(region) == 2 else region))))  # noqa: PLR2004
