"""A web address as a QR code (ISO/IEC 18004), drawn without styles of its own."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 4
"""Modules of white around the code, as the standard wants."""


def qr_svg(address: str) -> Markup:
    """Return an SVG element, black on white in any colour scheme; it says nothing to a screen reader."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(border=QUIET, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704  # only its own
