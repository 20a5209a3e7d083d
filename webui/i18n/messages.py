"""What is refused or not found, in the language of the request: the catalog's own sentences, known by their form."""

from __future__ import annotations

import re
from functools import cache

from catalog.facets import FACETS
from webui.i18n.locale import gettext, to_translate

FORMS = (
    to_translate("There is no resource '%(name)s'."),
    to_translate("There is no topic '%(name)s'."),
    to_translate("This page has not been written yet."),
    to_translate("A toolkit cannot be had as '%(ending)s'. There is: %(known)s."),
    to_translate("Only a toolkit with an address of its own can be followed. Share it first."),
    to_translate("This toolkit cannot be read at the moment."),
    to_translate("There is no text of such a document."),
    to_translate("There is no such document."),
    to_translate("There is no such part of the sitemap."),
    to_translate("That address of the former site leads to no resource here."),
    to_translate("The address has more than %(most)s parameters."),
    to_translate("The search text is too long."),
    to_translate("Many searches are running at this moment."),
    to_translate("The index cannot be read at the moment."),
    to_translate("write a whole number such as %(example)s, not '%(typed)s'"),
    to_translate("write a year such as 2015 (or 2015-06, or 2015-06-30), not '%(typed)s'"),
    to_translate("From is after To: write the earlier one, %(date)s, first"),
    to_translate("a number of officers from 1 to %(most)s"),
    to_translate("a page number from 1"),
    to_translate("from 1 to %(most)s"),
    to_translate("only the first %(most)s results can be shown: narrow the search instead"),
    to_translate("page times per_page is at most %(most)s: narrow the search instead"),
    to_translate("at most %(most)s characters, and this has %(number)s"),
    to_translate("at most %(most)s characters"),
    to_translate("at most %(most)s values"),
    to_translate("write 1 or leave it out"),
    to_translate("is given twice; once is enough"),
    to_translate("has characters that are no text"),
    to_translate("is no parameter of a search: did you mean '%(guess)s'?"),
    to_translate("is no parameter of a search: known parameters are %(known)s"),
    to_translate("choose what you need help with"),
    to_translate("is no question of the builder: did you mean '%(guess)s'?"),
    to_translate("is no question of the builder: known parameters are %(known)s"),
    to_translate("is no parameter: known parameters are %(known)s"),
    to_translate("is no parameter: there are none here"),
    to_translate("%(kind)s '%(typed)s': did you mean '%(guess)s'?"),
    to_translate("%(kind)s '%(typed)s' is not known; the search page lists the %(number)s there are"),
    to_translate("%(kind)s '%(typed)s' is not known; use one of: %(known)s"),
)
"""The sentences of an error that a visitor may meet; a name stands for what differs. The first that fits is meant."""

KINDS = {
    label.lower(): label
    for label in (
        *(facet.label for facet in FACETS),
        to_translate("Time"),
        to_translate("Sort"),
        to_translate("Approach"),
        to_translate("State"),
    )
}
"""What an unknown value may be a value of, by how reasons call it."""


def translated(reason: str) -> str:
    """Return a reason in the language of the request; one of no known form as it is."""
    form, values = form_of(reason) or (reason, {})
    if "kind" in values:
        values["kind"] = _kind(values["kind"])
    return gettext(form, **values) if form else ""


def form_of(reason: str) -> tuple[str, dict[str, str]] | None:
    """Return the form of a reason and what stands for its names; None where no form fits."""
    return next(((form, found.groupdict()) for form in FORMS if (found := _pattern(form).fullmatch(reason))), None)


def _kind(label: str) -> str:
    """Return what a facet, or another choice, is called inside a sentence."""
    return gettext(KINDS[label]).lower() if label in KINDS else label


@cache
def _pattern(form: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", form)
    inside = (re.escape(part) if place % 2 == 0 else f"(?P<{part}>.+)" for place, part in enumerate(parts))
    return re.compile("".join(inside), re.DOTALL)
