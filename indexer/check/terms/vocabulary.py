"""Terms of the taxonomy: what renaming or merging them changes in taxonomy.yaml. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean, fold, name_form, slug
from catalog.vocabularies import Term
from indexer.check.terms.model import PARTS, TermChange, TermKind, TermsError
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit


def renamed_term(taxonomy: Taxonomy, kind: TermKind, old: str, new: str) -> TermChange:
    """Return the change that renames a topic, format or audience.

    `new` is a new value if it has only a-z, 0-9 and hyphens, else a new label, and then the value stays. The former
    name becomes a synonym. Raises TermsError if `old` is not known, or `new` is the name of another term.
    """
    term = known_term(taxonomy, kind, old)
    holder = named_term(taxonomy, kind, new)
    is_value = slug(new) == new
    if holder and (holder != term or new in (term.value, term.label)):
        raise TermsError(_taken(kind, old, new, holder, is_same=holder == term))
    path = _path(taxonomy, kind, term)
    field, former = ("value", term.value) if is_value else ("label", term.label)
    value = new if is_value else term.value
    names = (new if is_value else term.value, new if not is_value else term.label)
    edits = [YamlEdit((*path, field), new), *_synonyms(path, term, (former,), names)]
    if kind is TermKind.FORMAT and is_value and not term.icon:
        edits.append(YamlEdit((*path, "icon"), term.value))  # the symbol of a format has its value
    renamed = replace(term, value=names[0], label=names[1])
    old_names = frozenset({fold(term.value)})
    return TermChange(kind, old_names, value, term.value, value, tuple(edits), lost_names(term, renamed))


def merged_term(taxonomy: Taxonomy, kind: TermKind, kept: str, gone: str) -> TermChange:
    """Return the change that merges a topic, format or audience into another one, whose synonym it becomes."""
    first, second = known_term(taxonomy, kind, kept), known_term(taxonomy, kind, gone)
    if first == second:
        raise TermsError(f"'{kept}' and '{gone}' are the same {kind}")
    edits = merging_edits(taxonomy, kind, first, second)
    gone_names, lost = frozenset({fold(second.value)}), lost_names(second, first)
    return TermChange(kind, gone_names, first.value, second.value, first.value, edits, lost)


def lost_names(old: Term, new: Term) -> tuple[str, ...]:
    """Return the names that records can have for one term, and not for the other."""
    kept = set(map(name_form, _names_of(new)))
    lost = {name_form(name): name for name in reversed(_names_of(old)) if name_form(name) not in kept}
    return tuple(reversed(lost.values()))


def _names_of(term: Term) -> tuple[str, ...]:
    """Return the value and the labels of a term, in any language."""
    translated = (name for translation in term.translations for name in (translation.label, translation.plural))
    return tuple(filter(None, (term.label, term.value, term.plural, *translated)))


def merging_edits(taxonomy: Taxonomy, kind: TermKind, first: Term, second: Term) -> tuple[YamlEdit, ...]:
    """Return the edits that make the names of the second term synonyms of the first, and remove it if it is listed."""
    # The label comes before the value, which often is the same in small letters.
    names = (second.label, *second.synonyms, second.value)
    synonyms = _synonyms(_path(taxonomy, kind, first), first, names, (first.value, first.label))
    is_listed = second in taxonomy.terms(kind)
    return (*synonyms, *([YamlEdit(_path(taxonomy, kind, second), REMOVED)] if is_listed else ()))


def labeled_edits(taxonomy: Taxonomy, kind: TermKind, term: Term, label: str) -> tuple[YamlEdit, ...]:
    """Return the edits that give a term another label, and make the former one a synonym."""
    path = _path(taxonomy, kind, term)
    return (YamlEdit((*path, "label"), label), *_synonyms(path, term, (term.label,), (label,)))


def known_term(taxonomy: Taxonomy, kind: TermKind, name: str) -> Term:
    """Return the term with this value, label or synonym; raise TermsError if there is none."""
    if term := named_term(taxonomy, kind, name):
        return term
    candidates = [text for term in taxonomy.terms(kind) for text in (term.value, term.label)]
    known = f"; there are {', '.join(term.value for term in taxonomy.terms(kind))}"
    raise TermsError(f"there is no {kind} '{name}' in taxonomy.yaml{did_you_mean(name, candidates) or known}")


def named_term(taxonomy: Taxonomy, kind: TermKind, name: str) -> Term | None:
    """Return the term with this value, label or synonym, or None."""
    value = taxonomy.find(kind, name)
    return taxonomy.term(kind, value) if value else None


def _taken(kind: TermKind, old: str, new: str, holder: Term, *, is_same: bool) -> str:
    if is_same:
        return f"the {kind} '{old}' has the name '{new}' already"
    return (
        f"'{new}' is the name of another {kind}, {holder.label}. To make one of both: "
        f'clearinghouse terms merge --kind {kind} "{new}" "{old}"'
    )


def _path(taxonomy: Taxonomy, kind: TermKind, term: Term) -> tuple[str, int]:
    """Return where a term is in taxonomy.yaml."""
    return PARTS[kind], taxonomy.terms(kind).index(term)


def _synonyms(path: tuple[str, int], term: Term, added: Iterable[str], names: Sequence[str]) -> Iterator[YamlEdit]:
    """Yield the edit that adds synonyms which the term's names and synonyms do not cover yet, if there are any."""
    synonyms = list(term.synonyms)
    for name in added:
        if slug(name) not in map(slug, (*names, *synonyms)):
            synonyms.append(name)
    kept = [name for name in synonyms if name not in names]
    if kept != list(term.synonyms):
        yield YamlEdit((*path, "synonyms"), kept or REMOVED)
