"""Requests of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html): verbs, arguments and errors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from catalog.errors import CatalogError
from catalog.text import nearest

PREFIX = "oai_dc"
"""The one metadata format: unqualified Dublin Core, which every repository has."""
DATESTAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?", re.ASCII)
SET_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*")
"""The form of a setSpec in the protocol's schema."""
MAX_QUOTED_ARGUMENT = 80
"""Characters of an argument that an error quotes."""


class OaiErrorCode(StrEnum):
    """The error conditions of the protocol (section 3.6) that can arise here."""

    BAD_VERB = "badVerb"
    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION = "badResumptionToken"
    UNKNOWN_FORMAT = "cannotDisseminateFormat"
    UNKNOWN_ID = "idDoesNotExist"
    NO_FORMATS = "noMetadataFormats"
    NOTHING_MATCHES = "noRecordsMatch"


class OaiError(CatalogError):
    """A request that the protocol answers with an error."""

    def __init__(self, code: OaiErrorCode, message: str) -> None:
        """Take the code of the protocol and a sentence for the harvester's operator."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Verb:
    """The arguments of a verb. An `exclusive` one replaces all others."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exclusive: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of all arguments."""
        return (*self.required, *self.optional, *filter(None, [self.exclusive]))


_LIST = Verb(("metadataPrefix",), ("from", "until", "set"), "resumptionToken")
VERBS: Mapping[str, Verb] = MappingProxyType(
    {
        "Identify": Verb(),
        "ListMetadataFormats": Verb(optional=("identifier",)),
        "ListSets": Verb(exclusive="resumptionToken"),
        "GetRecord": Verb(("identifier", "metadataPrefix")),
        "ListIdentifiers": _LIST,
        "ListRecords": _LIST,
    }
)


def parse_request(params: Iterable[tuple[str, str]]) -> tuple[str, Mapping[str, str]]:
    """Return the verb and its arguments; raise OaiError for a bad verb or argument."""
    pairs = tuple(params)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError(OaiErrorCode.BAD_VERB, _verb_message(verbs))
    arguments: dict[str, str] = {}
    for name, value in pairs:
        if name in arguments:
            raise bad_argument(f"the argument '{name}' is repeated")
        if name != "verb":
            arguments[name] = value
    _check_names(verbs[0], arguments)
    return verbs[0], arguments


def _verb_message(verbs: list[str]) -> str:
    if len(verbs) != 1:
        return "the argument 'verb' is repeated" if verbs else f"the argument 'verb' is missing: {', '.join(VERBS)}"
    known = nearest(verbs[0], VERBS)
    hint = f"did you mean {known}?" if known else f"use one of {', '.join(VERBS)}"
    return f"'{quoted_argument(verbs[0])}' is not a verb: {hint}"


def _check_names(name: str, arguments: Mapping[str, str]) -> None:
    verb = VERBS[name]
    for argument in arguments:
        if argument not in verb.arguments:
            known = nearest(argument, verb.arguments)
            hint = f": did you mean '{known}'?" if known else ""
            raise bad_argument(f"{name} has no argument '{quoted_argument(argument)}'{hint}")
    if verb.exclusive in arguments:
        if len(arguments) > 1:
            raise bad_argument(f"'{verb.exclusive}' must be the only argument besides 'verb'")
        return
    for argument in verb.required:
        if argument not in arguments:
            raise bad_argument(f"{name} needs the argument '{argument}'")


def bad_argument(message: str) -> OaiError:
    """Return the error for an argument that is missing, unknown or malformed."""
    return OaiError(OaiErrorCode.BAD_ARGUMENT, message)


def quoted_argument(value: str) -> str:
    """Return a value as an error quotes it, cut if it is long."""
    return value if len(value) <= MAX_QUOTED_ARGUMENT else f"{value[:MAX_QUOTED_ARGUMENT]}\u2026"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a harvester asks for: resources that changed in a period, both ends inclusive, in a set if there is one."""

    start: dt.datetime | None = None
    end: dt.datetime | None = None
    set_spec: str = ""


def parse_selection(arguments: Mapping[str, str]) -> Selection:
    """Return the selection of the arguments `from`, `until`, `set` and `metadataPrefix`; raise OaiError."""
    check_format(arguments["metadataPrefix"])
    start, end = arguments.get("from"), arguments.get("until")
    if start is not None and end is not None and len(start) != len(end):
        raise bad_argument("'from' and 'until' must have the same granularity")
    selection = Selection(
        None if start is None else _time("from", start, dt.time.min),
        None if end is None else _time("until", end, dt.time(23, 59, 59)),
        arguments.get("set", ""),
    )
    if selection.start and selection.end and selection.start > selection.end:
        raise bad_argument("'from' is later than 'until'")
    if "set" in arguments and not SET_SPEC.fullmatch(selection.set_spec):
        raise bad_argument(f"'{quoted_argument(selection.set_spec)}' is not a setSpec")
    return selection


def check_format(prefix: str) -> None:
    """Raise OaiError unless a metadataPrefix is that of the one format."""
    if prefix != PREFIX:
        message = f"'{quoted_argument(prefix)}' is not a format of this repository: use {PREFIX}"
        raise OaiError(OaiErrorCode.UNKNOWN_FORMAT, message)


def _time(name: str, text: str, default: dt.time) -> dt.datetime:
    """Return the time of a UTC datestamp; a day has the default time."""
    try:
        if DATESTAMP.fullmatch(text):
            time = dt.datetime.fromisoformat(text)
            return time if time.tzinfo else dt.datetime.combine(time.date(), default, dt.UTC)
    except ValueError:
        pass
    message = f"'{quoted_argument(text)}' is not a datestamp for '{name}': YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
    raise bad_argument(message)
