"""The list of records of an OAI-PMH server, part by part, which a later run can continue where it broke off."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from catalog.text import pluralized
from indexer.harvest.model import FetchError
from indexer.importers.readers.web.oai_rows import ERROR, TOKEN
from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceRow
from indexer.importers.sources.opening import (
    INCOMPLETE,
    RESUME,
    Opener,
    SourceOptions,
    fetch_fault,
    is_address,
    is_whole_file_fault,
)

PREFIX = "oai_dc"
EXPIRED = "badResumptionToken"
START_AGAIN = "The server does not know any more where the list broke off, so the list is read from its beginning."
BROKE_OFF = "The list broke off after {records}, and what came was kept: import again to go on from there."
LOOP = "The server sends the same part of the list again and again, so reading stopped: tell its operator."
TOO_MANY_PARTS = "The list has more than {limit:,} parts, so reading stopped: import again to go on from there."

_OWN_ARGUMENTS = frozenset({"verb", "metadataPrefix", "from", "until", "set", "resumptionToken"})


def oai_items(opener: Opener, source: str, options: SourceOptions) -> Iterator[SourceItem]:
    """Yield the records of a list, or of an answer in a file."""
    if not is_address(source):
        yield from (item for item in opener.open(source, "oai") if not isinstance(item, SourceLink))
        return
    yield from _OaiList(opener, source, options).items()


class _OaiList:
    """A list while it is read: the token of the part to read, and those that were read."""

    def __init__(self, opener: Opener, source: str, options: SourceOptions) -> None:
        self._opener = opener
        self._source = source
        self._options = options
        self._token = options.resume
        self._seen: set[str] = set()
        self._count = 0
        self._has_restarted = False

    def items(self) -> Iterator[SourceItem]:
        """Yield the items of all parts."""
        for number in range(1, self._options.max_parts + 1):
            following = yield from self._part(number)
            if following is None:
                return
            if following and following in self._seen:
                yield from self._stop(LOOP)
                return
            self._seen.add(following)
            self._token = following
        yield from self._stop(TOO_MANY_PARTS.format(limit=self._options.max_parts), self._token)

    def _part(self, number: int) -> Generator[SourceItem, None, str | None]:
        """Yield the items of one part; return the token of the next, "" for the beginning, None at the end."""
        address = list_address(self._source, self._options, self._token)
        following, error, is_broken = "", "", False
        try:
            for item in self._opener.read_address(address, "oai"):
                if isinstance(item, SourceLink):
                    following = item.value if item.kind == TOKEN else following
                    error = item.value if item.kind == ERROR else error
                elif error != EXPIRED or isinstance(item, SourceRow) or self._has_restarted:
                    self._count += isinstance(item, SourceRow)
                    is_broken = is_broken or is_whole_file_fault(item)
                    yield replace(item, place=f"part {number}, {item.place}" if number > 1 else item.place)
        except FetchError as failure:
            yield fetch_fault(address, failure)
            is_broken = True
        if error == EXPIRED and self._token and not self._has_restarted:
            self._has_restarted = True
            self._seen.clear()
            yield SourceFault(address, START_AGAIN)
            return ""
        if is_broken and not following:
            yield from self._stop(BROKE_OFF.format(records=pluralized(self._count, "record")), self._token)
        return following or None

    def _stop(self, message: str, resume: str = "") -> Iterator[SourceItem]:
        """Yield what tells that the list was not read to its end, and the token of the part to go on with."""
        yield SourceFault(self._source, message)
        yield SourceLink(INCOMPLETE, self._source)
        if resume:
            yield SourceLink(RESUME, resume)


def list_address(source: str, options: SourceOptions, token: str) -> str:
    """Return the address of a part of a list. The source may be any address of the server, such as one with a verb."""
    parts = urlsplit(source)
    given = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in given if name not in _OWN_ARGUMENTS]
    if token:
        arguments = {"verb": "ListRecords", "resumptionToken": token}
    else:
        written = {name: value for name, value in given if name in {"from", "until", "set", "metadataPrefix"} and value}
        chosen = {"from": options.since, "until": options.until, "set": options.set_spec}
        arguments = {"verb": "ListRecords", "metadataPrefix": PREFIX, **written}
        arguments |= {name: str(value) for name, value in chosen.items() if value}
    query = urlencode([*kept, *arguments.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
