"""Spanish: the stems of its words, the words a question does without, and how to tell that a text is in it."""

from __future__ import annotations

import re

from catalog.search.text.stemmer import stemmer

MARK = "~"
"""Stands before each stem of a Spanish text, so that it is never taken for an English one: no English term has it."""
SHORTEST = 3
"""Letters of the shortest word that has a stem: años is one word with año, leyes with ley."""

STOP_WORDS = frozenset(
    "a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun "
    "aunque bajo cada como con contra cual cuales cuando cuanto cuantos de debe deben del desde despues donde dos "
    "durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estamos estan estar "
    "estas este esto estos estoy fue fueron ha haber hace hacer han has hasta hay he hemos hizo la las le les lo los "
    "mas me mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras "
    "otro otros para pero por porque puede pueden puedo que quien quienes quiero se sea sean segun ser si sido sin "
    "sobre solo son soy su sus tambien tan tanto te tengo tener ti tiene tienen todo todos tu tus u un una unas uno "
    "unos usted ustedes va y ya yo".split()
)
"""Words that a question in Spanish does without when it has others, folded."""

_TELLTALE = re.compile("[\u00bf\u00a1\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1]", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+")
_ENGLISH_DE = re.compile(r"\bde\W+(?:escalat|facto|jure|minimis|novo)", re.IGNORECASE)
_ALONE = frozenset("como cuando de del donde para por porque que quien una y".split())
_IN_TWOS = frozenset("al con el en es la las lo los se su sus un".split())
"""Words that tell Spanish: one of the first, or two of the others, which names have too (Los Angeles, El Paso)."""

_stem = stemmer("spanish")
_UNACCENTED = str.maketrans("\u00e1\u00e9\u00ed\u00f3\u00fa\u00fc\u00f1", "aeiouun")
_AS_THE_STEMMER_KNOWS = tuple(
    (re.compile(ending), instead)
    for ending, instead in (
        (r"(?<=\w\w[aobcdfgklmnprtvwy])s$", ""),  # armas, usos: it finds no ending in them; clubs, and English plurals
        (r"eses$", "es"),  # intereses
        (r"(?<=[aei][dnr])es$", ""),  # jovenes, mujeres, ciudades: it takes -en, -er, -ad of the singular for a verb's
        (r"z$", "c"),  # juez, jueces
        (r"cion$", "ci\u00f3n"),  # its rules want the accents that folding took
        (r"logia$", "log\u00eda"),
    )
)


def is_spanish(language: str | None) -> bool:
    """Tell whether a language tag says Spanish, of any country."""
    return language is not None and language.casefold().split("-")[0] in {"es", "spa"}


def stem(word: str) -> str:
    """Return the stem of a folded word, folded: the same with accents and without, for one and for many.

    Snowball's Spanish stemmer, helped where it lacks the accents or takes a noun for a verb.
    """
    for ending, instead in _AS_THE_STEMMER_KNOWS:
        word = ending.sub(instead, word)
    return _stem(word).translate(_UNACCENTED) or word


def seems_spanish(text: str) -> bool:
    """Tell whether a text, in NFC, has a sign of Spanish; a word in capitals is none, as it may be an acronym."""
    if _TELLTALE.search(text):
        return True
    words = {word.lower() for word in _WORDS.findall(_ENGLISH_DE.sub(" ", text)) if not word.isupper()}
    return not words.isdisjoint(_ALONE) or len(words & _IN_TWOS) > 1
