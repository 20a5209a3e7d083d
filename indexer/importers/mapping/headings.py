"""What the heading of a column may mean, by its words: in English or Spanish, in the singular or plural."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from catalog.schemas.base.unknown_fields import other_names
from catalog.text import name_form
from indexer.importers.mapping.source_mapping import column_targets

MAX_HEADING = 200
"""Characters of a heading that are understood."""
NEVER_GUESSED = frozenset("status withdrawn featured imported sources sample aliases".split())
"""Fields that say something about our own catalog: a source does not know them unless an editor says so."""
ONLY_BY_NAME = frozenset(("added", "reviewed"))
"""Fields that only a column of the same name can be: "modified" is when the source changed, not when we looked."""

_WORDS = """
title: title headline titulo
subtitle: subtitle subheading subtitulo
summary: summary abstract description synopsis blurb annotation resumen descripcion sinopsis
url: url uri web website webpage link hyperlink permalink homepage href enlace vinculo
published: published date year issued released fecha ano publicado publicada
format: type format genre kind tipo formato genero
topics: topic subject theme category tema asunto categoria materia
keywords: keyword tag descriptor etiqueta
publishers: publisher organization organisation organizational agency issuer editorial organizacion agencia institucion
authors: author writer creator autor autora autore
audiences: audience readership publico audiencia
language: language idioma lengua
pages: page paginas pagina pp
edition: edition edicion
series: serie
rights: license licence copyright licencia
identifiers.doi: doi
identifiers.isbn: isbn
identifiers.ncj: ncj
source_id: id identifier guid uid uuid ref reference nid identificador
"""
"""Words in the form of `name_form` that name a field wherever they are in a heading."""
_PHRASES = """
title: name nombre
summary: about-it what-it-is-about what-is-it-about acerca-de de-que-se-trata
url: web-address web-page page-url landing-page home-page url-address link-address available-at
url: sitio-web pagina-web direccion-web disponible-en
published: copyright-year copyright-date release-year release-date
publishers: publisher-name agency-name organization-name organisation-name author-organization author-organisation
publishers: published-by issued-by produced-by publicado-por
authors: by written-by escrito-por
keywords: palabra-clave key-word
audiences: who-it-is-for dirigido-a intended-for
pages: page-count number-of-page no-of-page numero-de-pagina
language: written-in
identifiers.report: report-number report-no guide-no document-number numero-de-informe
identifiers.ncj: ncj-number ncj-no
source_id: nr no number numero item-nr record-nr
source_id: key record-number record-no item-number item-no accession-number numero-de-registro clave
text: full-text texto-completo body body-text
"""
"""Whole headings that say more than their words."""
_FILLERS = frozenset(
    "a an and area breve brief complete de del detailed document documento el en entry field for full intended issue"
    " issuing it item la las lead list los main material name no nombre number numero o obra of official online or"
    " original our primary principal product pub publicacion publication publishing record recurso release resource"
    " short target text the this to work y your".split()
)
"""Words that leave the meaning of a heading as it is."""
_WEAK = """
title: publication resource document item report article publicacion recurso documento informe
summary: note comment remark nota comentario text
publishers: source fuente department
"""
"""Whole headings that may mean a field if nothing else does."""
_UNITS = frozenset(("minute", "min", "hour", "hr", "minuto", "hora"))

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLURAL = re.compile(r"\((?:s|es|as|os)\)", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ALTERNATIVES = re.compile(r"[/|;,+&:]|\s(?:or|and|o|y)\s", re.IGNORECASE)


def _by_form(lines: str) -> Mapping[str, str]:
    pairs = (line.partition(": ") for line in lines.strip().splitlines())
    return MappingProxyType({name_form(form): target for target, _, forms in pairs for form in forms.split()})


_TARGETS_OF_WORDS, _TARGETS_OF_PHRASES, _WEAK_TARGETS = map(_by_form, (_WORDS, _PHRASES, _WEAK))


def targets_named(heading: str) -> tuple[str, ...]:
    """Return the targets that a heading names, the likeliest first; none if it has a word that may mean another thing.

    "Title of publication", "Keywords/tags" and "Año de publicación" name one; "Agency type" and "Author e-mail" none.
    """
    text = _PLURAL.sub("s", _CAMEL.sub(" ", heading[:MAX_HEADING]))
    asides = [one or other for one, other in _ASIDE.findall(text)]
    outside = _ASIDE.sub(" ", text)
    if any(name_form(aside) in _UNITS for aside in asides):  # a number of minutes is no number of seconds
        return ()
    base = list(_of_alternatives(outside))
    within = [target for aside in asides for target in _of_alternatives(aside)]
    if "url" in within and base and base[0] not in {"title", "url"}:  # the link of a publisher is not the resource's
        return ()
    return tuple(dict.fromkeys((*within, *base)))


def targets_meant(heading: str) -> tuple[str, ...]:
    """Return the targets that a heading may mean beyond those that it names, the likeliest first."""
    found: list[str] = []
    for words in dict.fromkeys((heading, heading.rsplit(".", 1)[-1])):  # the last part of a path, as in "dct.issued"
        form = name_form(words)
        found += targets_named(words) if words != heading else ()
        found += [_WEAK_TARGETS[form]] if form in _WEAK_TARGETS else []
        found += [name for name in other_names(form) if name_form(words) not in {*_UNITS, "format"}]
    known = column_targets()
    placed = (name if name in known else f"identifiers.{name}" for name in found)
    never = NEVER_GUESSED | ONLY_BY_NAME
    return tuple(dict.fromkeys(name for name in placed if name in known and name not in never))


def has_word(heading: str, beginnings: Iterable[str]) -> bool:
    """Return whether a word of a heading begins with one of some texts in small letters."""
    return any(word.startswith(tuple(beginnings)) for word in name_form(_CAMEL.sub(" ", heading)).split("-"))


def bare_heading(heading: str) -> str:
    """Return the words of a heading without numbers: one for "Author 1" and "Author 2"."""
    return "-".join(word for word in name_form(heading).split("-") if not word.isdecimal() and word != "column")


def _of_alternatives(text: str) -> Iterator[str]:
    """Yield what a heading names as a whole, or else what each of its alternatives does."""
    whole = _target_of(name_form(text))
    if whole:
        yield whole
        return
    yield from filter(None, map(_target_of, map(name_form, _ALTERNATIVES.split(text))))


def _target_of(form: str) -> str | None:
    if form in _TARGETS_OF_PHRASES:
        return _TARGETS_OF_PHRASES[form]
    words = [word for word in form.split("-") if word and not word.isdecimal()]
    targets = {_TARGETS_OF_WORDS[word] for word in words if word in _TARGETS_OF_WORDS}
    if any(word not in _TARGETS_OF_WORDS and word not in _FILLERS for word in words):
        return None
    bare = "-".join(words)
    if bare != form and bare in _TARGETS_OF_PHRASES:
        return _TARGETS_OF_PHRASES[bare]
    if not targets and {"name", "nombre"} & set(words):
        return "title"
    return targets.pop() if len(targets) == 1 else None
