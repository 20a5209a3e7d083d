"""What the application accepts of a request: one host, dates that it can read, and forms within their limits."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO, TYPE_CHECKING

from flask import Flask, Request, request
from werkzeug.exceptions import BadRequest, LengthRequired, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_date
from werkzeug.sansio.utils import get_host

from catalog.messages import to_translate
from catalog.settings import Settings
from catalog.toolkit import MAX_ITEMS, MAX_SECTIONS

if TYPE_CHECKING:
    from werkzeug.formparser import t_parse_result

FIELDS_PER_RESOURCE = 3
"""Fields that a form has for each resource: its id, the title of its section and a note, if a proposal is added."""
OTHER_FIELDS = 10
"""More than the fields of a form for the toolkit as a whole, such as its title and the button that was pressed."""
MAX_FORM_FIELDS = FIELDS_PER_RESOURCE * MAX_ITEMS + MAX_SECTIONS + OTHER_FIELDS
"""Fields of one form: more than that of the largest toolkit has."""
URL_ENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
UNREADABLE_FORM = to_translate("The form could not be read. Go back, reload the page, and try again.")
ONE_HOST = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?", re.ASCII)
"""The form of a Host header. Servers join the values of two with a comma."""


class FormParser(FormDataParser):
    """Reads a form, or refuses it: an unreadable form must not pass for an empty one."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> t_parse_result:
        """Return the fields; raise RequestEntityTooLarge, UnsupportedMediaType or BadRequest."""
        if mimetype not in (URL_ENCODED, MULTIPART) and stream.read(1):
            raise UnsupportedMediaType(UNREADABLE_FORM)
        if mimetype == URL_ENCODED:
            stream = self._checked(stream)
        try:
            return super().parse(stream, mimetype, content_length, options)
        except ValueError:
            raise BadRequest(UNREADABLE_FORM) from None

    def _checked(self, stream: IO[bytes]) -> IO[bytes]:
        """Return the body of a URL-encoded form; raise RequestEntityTooLarge if it has too many bytes or fields.

        The library does not count these fields, and cuts a body whose length was not declared.
        """
        body = stream.read()
        stream.read(1)  # raises RequestEntityTooLarge if the limit was reached
        if body.count(b"&") >= MAX_FORM_FIELDS:
            raise RequestEntityTooLarge
        return BytesIO(body)


class SiteRequest(Request):
    """A request whose forms are read by FormParser."""

    form_data_parser_class = FormParser
    want_form_data_parsed = True

    def make_form_data_parser(self) -> FormDataParser:
        """Return a parser that reports errors."""
        parser = super().make_form_data_parser()
        parser.silent = False
        return parser


def install(app: Flask, settings: Settings) -> None:
    """Check every request before it is handled."""
    app.request_class = SiteRequest
    app.config["MAX_FORM_PARTS"] = MAX_FORM_FIELDS  # for multipart forms only

    @app.before_request
    def check_request() -> None:
        _check_host(settings.trusted_hosts)
        _check_body()
        _remove_unreadable_dates()


def _check_host(trusted_hosts: tuple[str, ...]) -> None:
    """Refuse a request to several hosts, or to one that is not trusted, if any are; monitoring is exempt from that.

    Probes use the IP address of the machine, and Flask's TRUSTED_HOSTS allows no exceptions.
    """
    host = request.headers.get("Host")
    if host and not ONE_HOST.fullmatch(host):
        raise BadRequest(to_translate("The request must name one host."))
    if trusted_hosts and request.blueprint not in ("health", "metrics"):
        get_host(request.scheme, host, request.server, trusted_hosts)


def _check_body() -> None:
    """Refuse a body whose end is unknown, because it would be read as an empty one."""
    environ = request.environ
    if "wsgi.input_terminated" in environ or request.content_length is not None:
        return
    if environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
        raise LengthRequired(UNREADABLE_FORM)


def _remove_unreadable_dates() -> None:
    """Remove conditional headers with dates that the library cannot read; such conditions do not count.

    A range whose condition is unreadable does not count either (RFC 9110, sections 13.1.3 to 13.1.5).
    """
    for name in ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE"):
        try:
            parse_date(request.environ.get(name))
        except Exception:  # noqa: BLE001  # whatever a library raises for a client's text
            request.environ.pop(name)
            if name == "HTTP_IF_RANGE":
                request.environ.pop("HTTP_RANGE", None)
