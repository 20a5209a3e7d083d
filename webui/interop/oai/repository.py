"""The catalog as a repository of OAI-PMH: identifiers, sets, and the resources that a harvester asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from catalog.generations.change_log import ChangeLog, LoggedChange
from catalog.live import OpenGeneration
from catalog.taxonomy import Taxonomy
from catalog.text import nearest
from webui.interop.oai.protocol import OaiError, OaiErrorCode, Selection, quoted_argument
from webui.interop.oai.resumption import Resumption
from webui.urls import SiteUrls

PAGE_SIZE = 100
"""Records or headers in one response."""
SET_FACETS = ("topic", "format")
"""The facets whose values are sets; each facet is a set that includes them."""
DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*)+")
"""A domain name, by the schema of oai-identifier."""

LoggedId = tuple[str, LoggedChange]


@dataclass(frozen=True, slots=True)
class Harvest:
    """One response to a list request: ids with their last changes, and how to go on, if there is more."""

    page: tuple[LoggedId, ...]
    resumption: Resumption
    following: Resumption | None

    def cut(self, number: int) -> Harvest:
        """Return the response with this number of ids, at least one; the others follow."""
        if number >= len(self.page):
            return self
        page = self.page[:number]
        following = replace(self.resumption, after=page[-1][0], cursor=self.resumption.cursor + number)
        return Harvest(page, self.resumption, following)


@dataclass(frozen=True, slots=True)
class Repository:
    """A generation as a repository. `email` is that of its operator, and may be empty."""

    generation: OpenGeneration
    urls: SiteUrls
    email: str

    @property
    def base_url(self) -> str:
        """The URL of the repository."""
        return self.urls.page("oai")

    @property
    def namespace(self) -> str:
        """The host, which identifiers begin with."""
        return urlsplit(self.urls.root).hostname or "localhost"

    @property
    def contact(self) -> str:
        """The e-mail address of the operator, which the protocol requires: by default the usual one (RFC 2142)."""
        return self.email or f"webmaster@{self.namespace}"

    @property
    def has_domain(self) -> bool:
        """Whether the host is a domain name, so that identifiers have the form of oai-identifier."""
        return DOMAIN.fullmatch(self.namespace) is not None

    @property
    def log(self) -> ChangeLog:
        """The change log, which has the datestamps and the deletions."""
        return self.generation.changes.log

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies, in English."""
        return self.generation.searcher.taxonomy

    def identifier(self, record_id: str) -> str:
        """Return the identifier of a resource."""
        return f"oai:{self.namespace}:{record_id}"

    def find(self, identifier: str) -> LoggedId:
        """Return a resource by its identifier, also a removed one; raise OaiError if there is none."""
        record_id = identifier.removeprefix(self.identifier(""))
        change = self.log.changes.get(record_id) if record_id != identifier else None
        if change is None:
            message = f"'{quoted_argument(identifier)}' is not in this repository, whose identifiers begin with "
            raise OaiError(OaiErrorCode.UNKNOWN_ID, f"{message}{self.identifier('')}")
        return record_id, change

    def sets(self) -> Iterator[tuple[str, str]]:
        """Yield the setSpec and the name of every set."""
        for facet in SET_FACETS:
            yield facet, facet.capitalize()
            yield from ((f"{facet}:{term.value}", term.label) for term in self.taxonomy.terms(facet))

    def harvest(self, resumption: Resumption) -> Harvest:
        """Return the next resources by id; raise OaiError if there are none at all."""
        selection = resumption.selection
        if not resumption.cursor:
            self._check_set(selection.set_spec)
            resumption = replace(resumption, size=sum(1 for _ in self._selected(selection, "")))
        page = tuple(islice(self._selected(selection, resumption.after), PAGE_SIZE + 1))
        if not page:
            raise _nothing_more(resumption)
        has_more, page = len(page) > PAGE_SIZE, page[:PAGE_SIZE]
        cursor = resumption.cursor + len(page)
        following = replace(resumption, after=page[-1][0], cursor=cursor) if has_more else None
        return Harvest(page, resumption, following)

    def _selected(self, selection: Selection, after: str) -> Iterator[LoggedId]:
        changes = self.log.changes
        ids = tuple(changes)
        for record_id in ids[bisect_right(ids, after) :]:
            change = changes[record_id]
            if _is_in_period(change, selection) and _is_in_set(change, selection.set_spec):
                yield record_id, change

    def _check_set(self, set_spec: str) -> None:
        known = [spec for spec, _ in self.sets()]
        if set_spec and set_spec not in known:
            guess = nearest(set_spec, known)
            hint = f"did you mean {guess}?" if guess else "ListSets has all of them"
            raise OaiError(OaiErrorCode.NOTHING_MATCHES, f"there is no set '{quoted_argument(set_spec)}': {hint}")


def _nothing_more(resumption: Resumption) -> OaiError:
    """Return the error for an empty page, which the protocol does not allow."""
    if resumption.cursor:
        message = "a newer version of the catalog has nothing more: start the harvest again"
        return OaiError(OaiErrorCode.BAD_RESUMPTION, message)
    return OaiError(OaiErrorCode.NOTHING_MATCHES, "no resource was changed in this period, in this set")


def set_specs(change: LoggedChange) -> tuple[str, ...]:
    """Return the sets of a resource, without those that include them."""
    if change.version is None:
        return ()
    formats = (change.version.format,) if change.version.format else ()
    return (*(f"topic:{topic}" for topic in change.version.topics), *(f"format:{value}" for value in formats))


def _is_in_period(change: LoggedChange, selection: Selection) -> bool:
    start, end = selection.start, selection.end
    return (start is None or change.changed_at >= start) and (end is None or change.changed_at <= end)


def _is_in_set(change: LoggedChange, set_spec: str) -> bool:
    return not set_spec or any(spec == set_spec or spec.startswith(f"{set_spec}:") for spec in set_specs(change))
