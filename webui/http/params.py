"""The query parameters of the current request."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from urllib.parse import parse_qsl

from flask import request

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.schemas.queries.parameter_names import refused_name, unknown_parameter
from catalog.schemas.queries.query import refuse
from catalog.search.query.tree import MAX_TEXT
from catalog.text import FORBIDDEN_CHARACTERS

Params = tuple[tuple[str, str], ...]
"""The parameters of a URL: pairs of name and value, in their order. A name may repeat."""

MAX_PARAMS = 500
"""Parameters of one request."""
TRACKING_PARAM = re.compile(
    r"""
        _.+  # _ga, _gl, _hsenc, _kx, __s: no parameter of this site begins with an underscore
      | (?:at|bsft|cio|cm|dm|ef|et|fb|ga|gad|gs|hsa|itm|li|matomo|mc|ml|mtm|ns|oly  # codespell:ignore hsa,oly
          |pi|piwik|pk|rb|s|sc|sfmc|sp|ss|stm|trk|utm|vero|wt)[_.].+
      | (?:elq|hs|sp(?=job|mailing|report|user)|trk).*
      | .*(?:braid|cid|clickid|click_id|clid|clkid|clsrc)  # gclid, msclkid, wbraid, rdt_cid, ScCid
      | .*(?:campaign|referer|referrer)(?:_?(?:id|name))?
      | akid|auctid|bbeml|bbrt|ceid|cmp|cmpid|campid|cvid|dicbo|emci|emdi|epik|esid|guccounter|guce_referrer_sig|igsh
      | igshid|inf_contact_key|irgwc|linkid|lipi|mbid|mibextid|midtoken|mkt_tok|otc|recipientid|ref|ref_src|ref_url|sa
      | share|share_id|si|smid|smtyp|soc_src|soc_trk|source|spm|src|srsltid|tblci|twcamp|twterm|usg|ved|vgo_ee|via
      | wickedid|xtor|zanpid
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The names of parameters that newsletters, ads, social networks and search engines add to links."""
REPLACEMENT = "\ufffd"
"""The character that replaces bytes that are not UTF-8."""


def query_params() -> Params:
    """Return all parameters in their order, empty ones too; bytes that are not UTF-8 become U+FFFD.

    Flask's `request.args` would return the escapes of such bytes as if the visitor had typed them. Raises QueryError
    for more than MAX_PARAMS.
    """
    text = request.query_string.decode("utf-8", "replace")
    try:
        params = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_PARAMS)
    except ValueError:
        raise QueryError(Message(MessageId.TOO_MANY_PARAMETERS, limit=MAX_PARAMS)) from None
    return tuple(param for param in params if any(param))


def page_params() -> Iterator[tuple[str, str]]:
    """Yield the parameters of a page that other sites may link to, without tracking parameters."""
    for name, value in query_params():
        if not TRACKING_PARAM.fullmatch(name):
            yield name, value


def is_text(value: str) -> bool:
    """Return whether a value has no control characters and no undecodable bytes."""
    return not FORBIDDEN_CHARACTERS.search(value) and REPLACEMENT not in value


def allowed_params(*allowed: str) -> dict[str, str]:
    """Return the parameters by name; raise QueryError for one that is not allowed, duplicated, long, or not text."""
    errors: dict[str, list[Message]] = {}
    values = single_values(query_params(), allowed, errors)
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return values


def single_values(
    params: Iterable[tuple[str, str]], allowed: Collection[str], errors: dict[str, list[Message]]
) -> dict[str, str]:
    """Return the parameters by name; add those that are not allowed, duplicated, long, or not text, to `errors`."""
    values: dict[str, str] = {}
    for name, value in params:
        if fault := _fault(name, value, allowed, values):
            errors[refused_name(name)] = [fault]
        values[name] = value
    return values


def _fault(name: str, value: str, allowed: Collection[str], seen: dict[str, str]) -> Message | None:
    if name not in allowed:
        return unknown_parameter(name, allowed) if allowed else Message(MessageId.NO_PARAMETERS)
    if name in seen:
        return Message(MessageId.GIVEN_TWICE)
    if not is_text(value):
        return Message(MessageId.NOT_TEXT)
    return Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_TEXT) if len(value) > MAX_TEXT else None
