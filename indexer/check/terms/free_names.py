"""Publishers and keywords: names that records write out, and that the taxonomy need not list. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean, fold, slug
from catalog.vocabularies import Term
from indexer.check.terms.model import TermChange, TermKind, TermsError
from indexer.check.terms.vocabulary import labeled_edits, merging_edits, named_term


def renamed_name(taxonomy: Taxonomy, kind: TermKind, used: Collection[str], old: str, new: str) -> TermChange:
    """Return the change that renames a publisher or keyword; `used` are the names that records have.

    The label of a publisher that the taxonomy lists becomes a synonym, so that old searches find it. Raises TermsError
    if nothing has the old name, or something else has the new one.
    """
    term = _known(taxonomy, kind, used, old)
    holder = named_term(taxonomy, kind, new) if kind is TermKind.PUBLISHER else None
    names = _names(term, used, old)
    if (holder and holder != term) or (fold(new) not in names and fold(new) in map(fold, used)):
        raise TermsError(
            f"there is a {kind} '{new}' already. To make one of both: "
            f'clearinghouse terms merge --kind {kind} "{new}" "{old}"'
        )
    if new == (term.label if term else old) and new in used:
        raise TermsError(f"the {kind} '{old}' has the name '{new}' already")
    edits = labeled_edits(taxonomy, kind, term, new) if term else ()
    value = term.value if term else slug(new)
    lost = () if term or fold(old) == fold(new) else (old,)
    return TermChange(kind, names, new, term.value if term else slug(old), value, edits, lost)


def merged_name(taxonomy: Taxonomy, kind: TermKind, used: Collection[str], kept: str, gone: str) -> TermChange:
    """Return the change that merges a publisher or keyword into another one."""
    first, second = (_known(taxonomy, kind, used, name) for name in (kept, gone))
    is_same = first == second if first or second else fold(kept) == fold(gone)
    if is_same:
        raise TermsError(f"'{kept}' and '{gone}' are the same {kind}")
    names = _names(second, used, gone)
    if first:
        edits = merging_edits(taxonomy, kind, first, second or Term(slug(gone), gone))
        return TermChange(kind, names, first.label, second.value if second else slug(gone), first.value, edits)
    name = next((name for name in used if fold(name) == fold(kept)), kept)
    if second:  # the listed one stays in the taxonomy, under the name of the other
        return TermChange(kind, names, name, second.value, second.value, labeled_edits(taxonomy, kind, second, name))
    return TermChange(kind, names, name, slug(gone), slug(name), lost=(gone,))


def _known(taxonomy: Taxonomy, kind: TermKind, used: Collection[str], name: str) -> Term | None:
    """Return the term that lists a name, or None if only records have it; raise TermsError if nothing does."""
    if kind is TermKind.PUBLISHER and (term := named_term(taxonomy, kind, name)):
        return term
    if fold(name) in map(fold, used):
        return None
    raise TermsError(f"no record has the {kind} '{name}'{did_you_mean(name, used)}")


def _names(term: Term | None, used: Iterable[str], name: str) -> frozenset[str]:
    """Return the forms of a name that records may have, folded."""
    if term is None:
        return frozenset({fold(name)})
    own = {fold(text) for text in (term.label, *term.synonyms)}
    return frozenset(own | {fold(text) for text in used if fold(text) in own})
