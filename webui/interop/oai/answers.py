"""Responses of OAI-PMH as XML (openarchives.org/OAI/2.0/OAI-PMH.xsd)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from catalog.generations.change_log import utc_text
from catalog.model import Entry
from webui.branding import SITE_NAME
from webui.formats.records.oai_dc import NAMESPACE, SCHEMA, SCHEMA_INSTANCE, add_dublin_core
from webui.formats.records.xml import Element, child, root, serialized
from webui.interop.oai.protocol import PREFIX, OaiError, OaiErrorCode, check_format, parse_selection
from webui.interop.oai.repository import Harvest, LoggedId, Repository, set_specs
from webui.interop.oai.resumption import Resumption, resumption_of, token_for

PROTOCOL = "http://www.openarchives.org/OAI/2.0/"
PROTOCOL_SCHEMA = f"{PROTOCOL}OAI-PMH.xsd"
IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
MAX_LIST_CHARACTERS = 5_000_000
"""About as long as a list of records may be: it ends behind the record that makes it longer."""

Arguments = Mapping[str, str]
WITHOUT_ATTRIBUTES = frozenset({OaiErrorCode.BAD_VERB, OaiErrorCode.BAD_ARGUMENT})
"""Errors whose response does not repeat the arguments (section 3.2)."""


def answer(verb: str, arguments: Arguments, repository: Repository, now: dt.datetime) -> str:
    """Return the response to a valid request, also if it ends in an error of the protocol."""
    document = _document(repository.base_url, now, {"verb": verb, **arguments})
    try:
        document.append(ANSWERS[verb](arguments, repository))
    except OaiError as error:
        return error_answer(error, repository.base_url, now, {"verb": verb, **arguments})
    return serialized(document)


def error_answer(error: OaiError, base_url: str, now: dt.datetime, arguments: Arguments) -> str:
    """Return the response that reports an error."""
    document = _document(base_url, now, {} if error.code in WITHOUT_ATTRIBUTES else arguments)
    child(document, "error", str(error), code=error.code.value)
    return serialized(document)


def _document(base_url: str, now: dt.datetime, arguments: Arguments) -> Element:
    location = f"{PROTOCOL} {PROTOCOL_SCHEMA}"
    document = root("OAI-PMH", PROTOCOL, xmlns__xsi=SCHEMA_INSTANCE, xsi__schemaLocation=location)
    child(document, "responseDate", utc_text(now))
    child(document, "request", base_url, **arguments)
    return document


def _identify(_arguments: Arguments, repository: Repository) -> Element:
    element, log = root("Identify"), repository.log
    child(element, "repositoryName", SITE_NAME)
    child(element, "baseURL", repository.base_url)
    child(element, "protocolVersion", "2.0")
    child(element, "adminEmail", repository.contact)
    child(element, "earliestDatestamp", utc_text(log.started_at))
    child(element, "deletedRecord", "transient" if log.is_kept else "no")  # the log starts again with a new data folder
    child(element, "granularity", GRANULARITY)
    child(element, "compression", "gzip")
    if repository.has_domain:
        _describe_identifiers(element, repository)
    return element


def _describe_identifiers(element: Element, repository: Repository) -> None:
    space = {
        "xmlns": IDENTIFIER,
        "xmlns__xsi": SCHEMA_INSTANCE,
        "xsi__schemaLocation": f"{IDENTIFIER} {IDENTIFIER}.xsd",
    }
    description = child(child(element, "description"), "oai-identifier", **space)
    child(description, "scheme", "oai")
    child(description, "repositoryIdentifier", repository.namespace)
    child(description, "delimiter", ":")
    child(description, "sampleIdentifier", repository.identifier(next(iter(repository.log.changes), "sample")))


def _list_formats(arguments: Arguments, repository: Repository) -> Element:
    if "identifier" in arguments:
        _key, change = repository.find(arguments["identifier"])
        if change.is_removal:
            raise OaiError(OaiErrorCode.NO_FORMATS, "the resource was removed, so no metadata of it is left")
    element = root("ListMetadataFormats")
    described = child(element, "metadataFormat")
    child(described, "metadataPrefix", PREFIX)
    child(described, "schema", SCHEMA)
    child(described, "metadataNamespace", NAMESPACE)
    return element


def _list_sets(arguments: Arguments, repository: Repository) -> Element:
    if "resumptionToken" in arguments:
        raise OaiError(OaiErrorCode.BAD_RESUMPTION, "the list of sets has no second part")
    element = root("ListSets")
    for spec, name in repository.sets():
        described = child(element, "set")
        child(described, "setSpec", spec)
        child(described, "setName", name)
    return element


def _get_record(arguments: Arguments, repository: Repository) -> Element:
    check_format(arguments["metadataPrefix"])
    element = root("GetRecord")
    _add_record(element, repository.find(arguments["identifier"]), repository)
    return element


def _list_identifiers(arguments: Arguments, repository: Repository) -> Element:
    element, harvest = root("ListIdentifiers"), _harvest(arguments, repository)
    for logged in harvest.page:
        _add_header(element, logged, repository)
    _add_token(element, harvest, repository)
    return element


def _list_records(arguments: Arguments, repository: Repository) -> Element:
    element, harvest = root("ListRecords"), _harvest(arguments, repository)
    characters = 0
    for number, logged in enumerate(harvest.page, 1):
        characters += _add_record(element, logged, repository)
        if characters > MAX_LIST_CHARACTERS:
            harvest = harvest.cut(number)
            break
    _add_token(element, harvest, repository)
    return element


def _harvest(arguments: Arguments, repository: Repository) -> Harvest:
    if token := arguments.get("resumptionToken"):
        return repository.harvest(resumption_of(token, repository.base_url))
    if "resumptionToken" in arguments:
        raise OaiError(OaiErrorCode.BAD_RESUMPTION, "the resumption token is empty: the list was complete")
    return repository.harvest(Resumption(parse_selection(arguments)))


def _add_token(element: Element, harvest: Harvest, repository: Repository) -> None:
    """Add the token for what follows; an empty one after the last part of a list with several (section 3.5)."""
    if harvest.following or harvest.resumption.cursor:
        text = token_for(harvest.following, repository.base_url) if harvest.following else ""
        numbers = {"completeListSize": str(harvest.resumption.size), "cursor": str(harvest.resumption.cursor)}
        child(element, "resumptionToken", text, **numbers)


def _add_record(element: Element, logged: LoggedId, repository: Repository) -> int:
    """Add a record; return about how many characters it has."""
    added = child(element, "record")
    _add_header(added, logged, repository)
    entry = None if logged[1].is_removal else repository.generation.searcher.head(logged[0])
    if not isinstance(entry, Entry):
        return 0
    add_dublin_core(child(added, "metadata"), entry, repository.taxonomy, repository.urls)
    return len(str(entry.record))


def _add_header(element: Element, logged: LoggedId, repository: Repository) -> None:
    record_id, change = logged
    header = child(element, "header", **({"status": "deleted"} if change.is_removal else {}))
    child(header, "identifier", repository.identifier(record_id))
    child(header, "datestamp", utc_text(change.changed_at))
    for spec in set_specs(change):
        child(header, "setSpec", spec)


ANSWERS: Mapping[str, Callable[[Arguments, Repository], Element]] = MappingProxyType(
    {
        "Identify": _identify,
        "ListMetadataFormats": _list_formats,
        "ListSets": _list_sets,
        "GetRecord": _get_record,
        "ListIdentifiers": _list_identifiers,
        "ListRecords": _list_records,
    }
)
