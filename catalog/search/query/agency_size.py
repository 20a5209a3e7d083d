"""The agency sizes that a query states, in English and Spanish: "for a 40 officer agency", "small department".

The grammar works on classes of words, each written as one letter (`_CLASSES`), so that `_FORMS` are short patterns. A
size without an agency is none: small unmanned aircraft, large capacity magazines, three officers shot, rural crime.
The one exception is a number of officers at the end of a text, if nothing was done to them: body cameras 40 officers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from catalog.model import AgencySize
from catalog.search.text.analyzer import WORD_PATTERN, surface_word
from catalog.search.text.analyzers import is_stop_word, terms
from catalog.vocabularies import Term

MAX_SWORN = 50_000
"""The highest number that can be one of an agency's officers: the largest agency has fewer."""
_MIN_WITHOUT_AGENCY = 5
"""The lowest number of officers that states a size without an agency: two officers are a patrol."""

_YEARS = range(1900, 2100)
"""Not a number of officers without a word for them."""


@dataclass(frozen=True, slots=True)
class StatedSize:
    """An agency size that a text states.

    `value` is that of the facet agency_size, and `officers` is its range, or the stated number twice. `typed` are the
    words of the size. `rest` is the text without them, or the whole text if they are not `is_left_out`. If the text
    says nothing but a number of officers (`is_all`), it is the text without the number.
    """

    value: str
    officers: AgencySize
    typed: str
    rest: str
    is_left_out: bool
    is_all: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The typed words that mean a size, such as `small`; not those for agencies and officers."""
        return tuple(word for word in map(surface_word, re.findall(WORD_PATTERN, self.typed)) if word in _VALUES)

    @property
    def sworn(self) -> int | None:
        """The number of officers, if the text states one."""
        return self.officers.sworn_min if self.officers.sworn_min == self.officers.sworn_max else None


_SIZES = {
    "small": "small smaller smallest tiny little",
    "midsize": "midsize midsized mid medium",
    "large": "large larger largest big bigger biggest",
    "major": "major",
}
_SPANISH_SIZES = {
    "small": "pequeno pequena pequenos pequenas",
    "midsize": "mediano mediana medianos medianas",
    "large": "grande grandes gran",
}
_VALUES: Mapping[str, str] = MappingProxyType(
    {
        **{
            word: value
            for words in (_SIZES, _SPANISH_SIZES)
            for value, of_value in words.items()
            for word in of_value.split()
        },
        **dict.fromkeys(("rural", "rurales"), "small"),
    }
)
"""The value of agency_size that a word means next to an agency."""
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for words, numbers in (
            ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", range(1, 16)),
            ("sixteen seventeen eighteen nineteen", range(16, 20)),
            ("twenty thirty forty fifty sixty seventy eighty ninety hundred", range(20, 101, 10)),
            ("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", range(2, 16)),
            ("veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien", range(20, 101, 10)),
        )
        for word, number in zip(words.split(), numbers, strict=True)
    }
)
_CLASSES = {
    "s": " ".join(_SIZES.values()),
    "e": " ".join(_SPANISH_SIZES.values()),
    "r": "rural rurales",
    "i": "size sized tamano",
    "j": "and or y o",
    "a": "agency agencies department departments dept depts pd pds sheriff sheriffs",
    "g": "departamento departamentos agencia agencias comisaria comisarias corporacion corporaciones jefatura alguacil "
    "alguaciles",
    "p": "police policia",
    "c": "chief chiefs",
    "k": "law enforcement public safety local municipal suburban tribal state policial policiales municipales locales",
    "z": "force forces office offices",
    "Z": "oficina oficinas",
    "t": "town towns city cities county counties village villages",
    "u": "ciudad ciudades pueblo pueblos condado condados municipio municipios",
    "o": "officer deputy cop agente oficial",
    "O": "officers deputies cops agentes oficiales policias efectivos elementos",
    "P": "person man member members personnel",
    "w": "sworn juramentados",
    "m": "full time uniformed patrol",
    "h": "that have has having employ employs employing got tiene tienen",
    "y": "tenemos somos",
    "q": "we i",
    "f": "fewer less under below menos",
    "b": "than only just about around roughly over more least most up to at solo solamente unos unas casi mas que "
    "between entre",
    "d": "of with de del con",
    "l": "for in by from like para en",
    "x": "a an the our my your un una mi nuestro nuestra",
    "v": "killed shot wounded injured charged arrested assaulted died association conference asesinados heridos",
    "V": "hire train lose lost fire add recruit kill shoot ambush attack survey interview top first last these those "
    "each every another contratar capacitar",
}
_CLASS_OF: Mapping[str, str] = MappingProxyType(
    {word: letter for letter, words in _CLASSES.items() for word in words.split()} | dict.fromkeys(_NUMBERS, "n")
)
"""The words of each class; `n` are numbers as well, and `V` other words that end like those for what is done."""
_ENDS_OF_VERBS = ("ing", "ed")
_SMALL_WORDS = "nfbjPxdlhqy"
"""The classes of words that say nothing without a number of officers."""
_OTHER, _BARRIER, _OR = ".", "#", "|"
_AGENCY = "(?:[kptr]{0,6}a{1,2}z?|[kr]{0,6}pz|[kr]{0,6}t[pc])"
_AGENCIA = "(?:(?:[gZ]d[ag]|g)(?:d?[pk]){0,6})"
_POLICE = "(?:k{0,3}pk{0,3}|[tu]{1,2})"
_WITH = "[bx]{0,3}[dh]{1,3}[bx]{0,3}"
_NUMBER = "[fb]{0,6}n(?:[bjx]?n)?"
_OFFICERS = "(?:[wmp]{0,6}[oOP]|m{0,6}w)"
_NOTHING_DONE = "(?<![ndvVfb])(?<![dvV][lx])(?<![vV]lx)(?<!n[jx])"
_FORMS = (
    rf"[sr]i?(?:j?[sr]){{0,6}}{_AGENCY}",  # small department, mid-sized rural agencies, large city police
    rf"e{_AGENCIA}",  # pequeña agencia
    rf"(?:{_AGENCIA}|[gp]dx?u)[er]",  # oficina del sheriff rural, policía de ciudad grande
    rf"{_NUMBER}{_OFFICERS}{_AGENCY}",  # 40 officer agency, 20 to 50 officer agency
    rf"(?:{_AGENCY}|{_AGENCIA})[bdhx]{{1,6}}{_NUMBER}(?:{_OFFICERS}|$)",  # agency of 120 sworn, agencia con 40 agentes
    rf"{_POLICE}{_WITH}{_NUMBER}[wmp]{{0,6}}[oO]",  # town with 40 officers, policía de 40 oficiales
    rf"(?:qb?h{{1,3}}|y){_NUMBER}{_OFFICERS}",  # we only have six deputies
    rf"{_NUMBER}m{{0,6}}w(?:[oO]|$)",  # 120 sworn officers
    rf"(?P<no_agency>{_NOTHING_DONE}[fb]{{0,6}}n(?:[bjx]n)?[mp]{{0,6}}O(?=#?$))",  # cameras 20 to 50 officers
)
"""The forms of a size. Repetitions are limited, so that a text of any kind takes little time."""
_FORM = re.compile(rf"(?<!\|)(?:[ld]x?|x)?(?P<size>{'|'.join(_FORMS)})(?![v|])")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+|{WORD_PATTERN}")
_OPERATORS = re.compile(r"""^-|\w:\w|[="()*\u201c\u201d\u201e]""")
_SENTENCE_END = re.compile(r"[.;:?!]$")


@dataclass(frozen=True, slots=True)
class _TypedWord:
    """A word of a text, folded, with its class and its offsets."""

    word: str
    letter: str
    start: int
    end: int


def stated_size(text: str, sizes: Iterable[Term]) -> StatedSize | None:
    """Return the agency size that a text states, or None; `sizes` are the terms of the facet agency_size.

    Quotes, parentheses and other operators are never part of one.
    """
    words = tuple(_words(text))
    match = _FORM.search("".join(word.letter for word in words))
    if match is None:
        return None
    stated = words[match.start("size") : match.end()]
    value_and_officers = _value_and_officers(stated, sizes)
    if value_and_officers is None or (match["no_agency"] and not _can_stand_alone(value_and_officers[1])):
        return None
    typed = text[stated[0].start : stated[-1].end]
    rest = _rest(text, words[match.start() : match.end()])
    if rest != text or all(word.letter != "n" for word in stated):
        return StatedSize(*value_and_officers, typed, rest, is_left_out=rest != text)
    rest = _without_number(text, words)
    return StatedSize(*value_and_officers, typed, rest, is_left_out=rest != text, is_all=rest != text)


def _words(text: str) -> Iterator[_TypedWord]:
    """Yield the words of a text; those with operators, and all within quotes or parentheses, are barriers."""
    depth, quotes = 0, 0
    for chunk in _CHUNK.finditer(text):
        has_operator = bool(_OPERATORS.search(chunk[0])) or depth > 0 or quotes % 2 == 1
        depth += chunk[0].count("(") - chunk[0].count(")")
        quotes += sum(map(chunk[0].count, '"\u201c\u201d\u201e'))
        for match in _WORD.finditer(chunk[0]):
            word = surface_word(match[0])
            letter = _BARRIER if has_operator else _OR if chunk[0] == "OR" else _class_of(word)
            yield _TypedWord(word, letter, chunk.start() + match.start(), chunk.start() + match.end())
        if _SENTENCE_END.search(chunk[0]):
            yield _TypedWord("", _BARRIER, chunk.end(), chunk.end())


def _class_of(word: str) -> str:
    if word.isdecimal():
        return "n"
    return _CLASS_OF.get(word, "V" if word.endswith(_ENDS_OF_VERBS) else _OTHER)


def _value_and_officers(words: Sequence[_TypedWord], sizes: Iterable[Term]) -> tuple[str, AgencySize] | None:
    """Return the facet value and the range of officers of a size; None if the taxonomy has no such value.

    Of two numbers (20 to 50 officers), the first one counts; descending ones state no size (911, 40 officers).
    """
    numbers = [_NUMBERS.get(word.word) or int(word.word) for word in words if word.letter == "n"]
    if not numbers:
        value = next(_VALUES[word.word] for word in words if word.word in _VALUES)
        term = next((term for term in sizes if term.value == value), None)
        return (value, AgencySize(term.sworn_min, term.sworn_max)) if term else None
    officers = numbers[0]
    is_year = words[-1].letter == "n" and officers in _YEARS  # an agency of 1994
    if is_year or numbers != sorted(numbers):
        return None
    officers -= any(word.letter == "f" for word in words)  # fewer than 50
    exact = AgencySize(officers, officers)
    fitting = (term for term in sizes if exact.overlaps(term.sworn_min, term.sworn_max))
    term = next(fitting, None) if 0 < officers <= MAX_SWORN else None
    return (term.value, exact) if term else None


def _can_stand_alone(officers: AgencySize) -> bool:
    """Return whether a number of officers states a size without an agency."""
    return officers.sworn_min is not None and _MIN_WITHOUT_AGENCY <= officers.sworn_min not in _YEARS


def _rest(text: str, stated: tuple[_TypedWord, ...]) -> str:
    """Return the text without the words of a size. A text about something rural, or about nothing else, is kept."""
    rest = " ".join(f"{text[: stated[0].start]} {text[stated[-1].end :]}".split()).strip(" ,.;?!\u00bf\u00a1")
    is_kept = any(word.letter == "r" for word in stated) or not any(map(_says_something, rest.split()))
    return text if is_kept else rest


def _without_number(text: str, words: Iterable[_TypedWord]) -> str:
    """Return the words of a text without its number: `department` of `our 40-person department`."""
    kept = [text[word.start : word.end] for word in words if word.word and word.letter not in _SMALL_WORDS]
    return " ".join(kept) if any(map(_says_something, kept)) else text


def _says_something(word: str) -> bool:
    return word != "OR" and bool(terms(word)) and not is_stop_word(word)
