"""The name of the site, and the federal funding notice and disclaimer of every page and file."""

from __future__ import annotations

from dataclasses import dataclass

from webui.i18n.locale import gettext as _


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice: a heading and a text, both plain."""

    title: str
    text: str


def notice() -> Notice:
    """Return the notice in the language of the request."""
    return Notice(
        _("Notice of federal funding and federal disclaimer"),
        _(
            "This website is funded through a grant from the Bureau of Justice Assistance, Office of Justice "
            "Programs, U.S. Department of Justice. Neither the U.S. Department of Justice nor any of its components "
            "operate, control, are responsible for, or necessarily endorse this website (including, without "
            "limitation, its content, technical infrastructure, and policies and any services or tools provided)."
        ),
    )


SITE_NAME = "Public Safety Clearinghouse"
