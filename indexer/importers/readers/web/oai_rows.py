"""Lists of records by OAI-PMH in Dublin Core (openarchives.org/OAI/2.0/openarchivesprotocol.htm, oai_dc).

Our own small reader: the libraries for this protocol open connections themselves, past the guard of the harvester.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from indexer.extract.office.xml.xml_flow import local_name
from indexer.importers.readers.web.xml_bytes import ends_with_root, parsed, utf8_xml
from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceRow
from indexer.importers.values.identifiers import sort_identifiers
from indexer.importers.values.languages import declared_language
from indexer.importers.values.row_draft import RowDraft, for_message
from indexer.importers.values.text import MAX_ITEMS, plain_line, unique, unmarked_text

TOKEN, ERROR = "token", "error"
"""The kinds of links: to the next part of a list, and to the code of an error of the protocol."""

MAX_RESPONSE_BYTES = 100 << 20

NOT_OAI = "This is not an answer of an OAI-PMH server: check its address, which often ends in /oai or /oai/request."
CUT_OFF = "The answer breaks off after record {count}: the records after it are missing."
SERVER_ERROR = "The server answers: {text} ({code})."
NO_METADATA = "This record has no Dublin Core, so it was left out."

_GENERIC_TYPES = frozenset(
    "text collection dataset event image interactiveresource movingimage physicalobject service software sound "
    "stillimage".split()
)
"""The DCMI Type Vocabulary; other types of a record say more."""
_MEDIA_TYPE = re.compile(r"[a-z]+/[\w.+-]+")
_ADDRESS_LIKE = re.compile(r"https?://", re.IGNORECASE)


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each record, faults, a link with the token of the next part, and one with an error's code.

    The row of a deleted record has only its `source_id`, and `deleted`.
    """
    xml = utf8_xml(file.read(MAX_RESPONSE_BYTES))
    root = parsed(xml)
    if root is None or local_name(root) != "OAI-PMH":
        yield SourceFault("answer", NOT_OAI)
        return
    host = urlsplit(plain_line(root.findtext("{*}request"))).netloc
    is_complete = ends_with_root(xml, root)
    records = list(root.iter("{*}record"))
    for number, record in enumerate(records if is_complete else records[:-1], 1):  # the last one may lack values
        yield from _record_items(record, host, f"record {number}")
    yield from _errors(root)
    token = next((element.text or "" for element in root.iter("{*}resumptionToken")), "").strip()
    if not is_complete:
        yield SourceFault("answer", CUT_OFF.format(count=max(0, len(records) - 1)))
    if token:
        yield SourceLink(TOKEN, token)


def _errors(root: Any) -> Iterator[SourceItem]:
    """Yield what the server could not do. That no record matches is an answer, not a fault (section 3.6)."""
    for error in root.iterchildren("{*}error"):
        code = plain_line(error.get("code")) or "error"
        yield SourceLink(ERROR, code)
        if code != "noRecordsMatch":
            yield SourceFault("answer", SERVER_ERROR.format(text=for_message(plain_line(error.text), 200), code=code))


def _record_items(record: Any, host: str, place: str) -> Iterator[SourceItem]:
    header = record.find("{*}header")
    source_id = plain_line(header.findtext("{*}identifier")) if header is not None else ""
    if header is not None and header.get("status") == "deleted":
        yield SourceRow(place, {"source_id": source_id, "deleted": True})
        return
    metadata = record.find("{*}metadata")
    statements = _statements(metadata) if metadata is not None else {}
    if not statements:
        yield SourceFault(place, NO_METADATA)
        return
    draft = RowDraft(place)
    draft.put("source_id", source_id)
    _put_statements(draft, statements)
    _put_identifiers(draft, statements.get("identifier", []), host)
    yield from draft.items()


def _statements(metadata: Any) -> dict[str, list[str]]:
    """Return the texts of Dublin Core elements by name, also of those in other forms, such as qualified ones."""
    statements: dict[str, list[str]] = {}
    for element in metadata.iter("{*}*"):
        text = unmarked_text("".join(element.itertext())) if next(element.iterchildren("{*}*"), None) is None else ""
        values = statements.setdefault(local_name(element), [])
        if text and text not in values and len(values) < MAX_ITEMS:
            values.append(text)
    return {name: values for name, values in statements.items() if values}


def _put_statements(draft: RowDraft, statements: dict[str, list[str]]) -> None:
    def lines(name: str) -> list[str]:
        return unique(map(plain_line, statements.get(name, [])))

    draft.put("title", next(iter(lines("title")), ""))
    draft.put("other_titles", lines("title")[1:])
    descriptions = statements.get("description", []) or statements.get("abstract", [])
    draft.put("summary", max(descriptions, key=len, default=""))
    draft.put("authors", lines("creator"))
    draft.put("contributors", lines("contributor"))
    draft.put("publishers", lines("publisher"))
    draft.put("keywords", lines("subject"))
    draft.put("type", _types(lines("type")))
    draft.put("media_type", next(filter(_MEDIA_TYPE.fullmatch, lines("format")), ""))
    draft.put("language", next(filter(None, map(declared_language, lines("language"))), ""))
    draft.put("rights", next(iter(lines("rights")), ""))
    draft.put("relation", lines("relation"))
    draft.put("source", lines("source"))
    draft.put("coverage", lines("coverage"))
    draft.put_first_date("published", _dates_of_issue(lines("issued") or lines("date")))


def _types(types: list[str]) -> list[str]:
    """Return the types without the general ones, unless there are no others."""
    last_words = {kind: kind.rpartition("/")[2].replace(" ", "").lower() for kind in types}
    return [kind for kind in types if last_words[kind] not in _GENERIC_TYPES] or types


def _dates_of_issue(dates: list[str]) -> list[str]:
    """Return the dates, those that are not times first: repositories add the times at which they got a record."""
    return sorted(dates, key=lambda date: "T" in date and ":" in date)


def _put_identifiers(draft: RowDraft, values: list[str], host: str) -> None:
    """Set the numbers and the address. An address elsewhere is that of the resource, one at the server of its page."""
    identifiers = sort_identifiers(values)
    pages = sorted(identifiers.addresses, key=lambda address: urlsplit(address).netloc == host)
    doi = identifiers.numbers.get("doi")
    draft.put("url", next(iter(pages), f"https://doi.org/{doi}" if doi else ""))
    draft.put("other_addresses", pages[1:])
    draft.put("identifiers", identifiers.numbers)
    draft.put("other_identifiers", [text for text in identifiers.others if not _ADDRESS_LIKE.match(text)])
