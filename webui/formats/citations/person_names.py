"""Names of authors: which part is the family name, and which names must not be inverted.

A record has a name as one text, "First Last" or "Last, First", and does not tell whether it is a person's. The rules:

1. A publisher is an organization, and so is an author that the taxonomy or the record lists as a publisher.
2. An author is an organization if its name has a word or sign that only names of organizations have
   (ORGANIZATION_WORDS, a digit, `&`, `/`, `(`), or is longer than any person's.
3. Any other name with one comma is "Last, First", and one of two to five words is "First Last".
4. Any other name (one word, three commas) is of unknown kind.

Only names of persons are inverted. "Last, First" in a record is always read correctly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from webui.formats.records.listing import one_line

ORGANIZATION_WORDS = frozenset(
    """
    academy administration agencies agency alliance and assistance associates association associations
    attorneys authority board branch bureau campaign center centers centre chiefs cities city clinic clinics coalition
    collaboration collaborative college commission committee community company consortium consulting corp
    corporation council county court courts department departments division enforcement et executives federation
    firm for force forum foundation fund global government group health hospital hospitals in inc incorporated
    initiative institute institutes institution instituto international journal laboratories laboratory league llc llp
    ltd magazine ministry municipal national network of office organization partners partnership partnerships
    police policing practice press program programs project public research safety school schools secretary section
    security service services sheriffs society solutions staff state states studies study systems task team
    technologies the town training trust union unit united universidad university
    centro comisi\u00f3n departamento fundaci\u00f3n ministerio nacional polic\u00eda
    """.split()
)
PARTICLES = frozenset("de De del Del della den der di dos du la ten ter van Van von Von".split())
"""Words between given and family name that belong to the family name."""
SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
DEGREES = frozenset("ba bs dphil edd esq jd ll lld llm ma mba md mpa mph ms msw phd psyd rn".split())
TITLES = frozenset("capt captain chief col det detective dr lt mr mrs ms prof professor sergeant sgt sheriff".split())
"""Titles before a name. Both styles leave them out (APA 7, 9.8; Chicago 17, 14.73)."""
_WITHOUT_PUNCTUATION = str.maketrans("", "", ".,'\u2019")
MAX_PERSON_CHARACTERS = 200
"""Characters of a person's name; a longer one is not looked at word by word."""
MAX_NAME_WORDS = 5
MAX_INITIALS = 3
"""A word of more capitals, without full stops, is not a series of initials as in "JQ Public"."""


class AuthorKind(StrEnum):
    """Whose name it is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AuthorName:
    """A name in parts. `family` is the whole name if it is not that of a person."""

    family: str
    given: str = ""
    suffix: str = ""
    kind: AuthorKind = AuthorKind.UNKNOWN

    @property
    def natural(self) -> str:
        """The name in natural order: "Jane Doe Jr."."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    def inverted(self, given: str) -> str:
        """Return the name with the family name first and `given` as given names: "Doe, Jane, Jr."."""
        return ", ".join(part for part in (self.family, given, self.suffix) if part)


def organization_name(name: str) -> AuthorName:
    """Return the name of an organization."""
    return AuthorName(one_line(name), kind=AuthorKind.ORGANIZATION)


def parse_name(text: str) -> AuthorName:
    """Return an author's name in parts, by rules 2 to 4."""
    name = one_line(text).strip(" ,;")
    if is_organization(name):
        return organization_name(name)
    parts = [part for part in map(str.strip, name.split(",")) if part and _bare(part) not in DEGREES]
    suffix = SUFFIXES.get(_bare(parts.pop()), "") if len(parts) > 1 and _bare(parts[-1]) in SUFFIXES else ""
    if len(parts) == 2:  # noqa: PLR2004  # Last, First
        return AuthorName(parts[0], parts[1], suffix, AuthorKind.PERSON)
    return (_natural_order(parts[0].split(), suffix) if len(parts) == 1 else None) or AuthorName(name)


def is_organization(name: str) -> bool:
    """Return whether a name has a word or sign that only names of organizations have, or is as long as no person's."""
    if len(name) > MAX_PERSON_CHARACTERS:
        return True
    return bool(re.search(r"[\d&/(]", name)) or not ORGANIZATION_WORDS.isdisjoint(_bare(name).split())


def initials(given: str) -> str:
    """Return given names as initials (APA 7, 9.8): "J. Q.", "M.-J."; words in lower case stay."""
    words = re.sub(r"\.(?=[^\s-])", ". ", given).split()
    return " ".join(word if word.islower() else "-".join(map(_initial, word.split("-"))) for word in words)


def _initial(word: str) -> str:
    if word.isupper() and 1 < len(word) <= MAX_INITIALS and "." not in word:
        return " ".join(f"{letter}." for letter in word)
    return f"{word[:1]}." if word else ""


def _natural_order(words: list[str], suffix: str) -> AuthorName | None:
    """Return the name of a person from words in natural order, or None if there are too few or too many words."""
    while len(words) > 2 and _bare(words[0]) in TITLES:  # noqa: PLR2004  # two words make a name
        words = words[1:]
    if len(words) > 2 and _bare(words[-1]) in SUFFIXES:  # noqa: PLR2004  # the same
        suffix, words = SUFFIXES[_bare(words[-1])], words[:-1]
    if not 1 < len(words) <= MAX_NAME_WORDS:
        return None
    inner = range(1, len(words) - 1)
    start = next((index for index in inner if words[index] in PARTICLES), len(words) - 1)
    return AuthorName(" ".join(words[start:]), " ".join(words[:start]), suffix, AuthorKind.PERSON)


def _bare(words: str) -> str:
    """Return one or more words in lower case without full stops, commas and apostrophes."""
    return words.translate(_WITHOUT_PUNCTUATION).casefold()
