"""Bytes to text for the formats that are text: byte order mark, UTF-8, the declared encoding, then detection."""

from __future__ import annotations

import codecs
import string

import charset_normalizer

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DETECTABLE = (
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
    "koi8_r",
    "cp932",
    "euc_jp",
    "cp949",
    "gb18030",
    "big5",
)
"""What detection chooses from: one encoding a script, and no wide or EBCDIC one that fits any few bytes."""

SAMPLE = 64 * 1024
"""Detection looks at this many bytes around the first one that is not ASCII."""

ASCII_END = 0x7F

_NEVER = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
"""Codecs that no document is written in, and that are slow or run escapes."""

_AS_BROWSERS_DO = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Encoding Standard (WHATWG), section 4.2: labels whose content is really a larger encoding."""


def decoded(data: bytes, declared: str = "") -> str:
    """Return the bytes as text; bytes that cannot be decoded become U+FFFD. It never raises."""
    encoding = encoding_of(data, declared)
    try:
        return data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def encoding_of(data: bytes, declared: str = "") -> str:
    """Return the name of the Python codec that reads the bytes best; `declared` is what the document says."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    named = _codec(declared)
    if wide := _utf16_without_mark(data):
        return wide
    if data.isascii():
        return named or "utf-8"  # ISO-2022-JP and its like are ASCII on the outside
    if _is_utf8(data):
        return "utf-8"
    return named if named and named != "utf-8" else _detected(data)


def _codec(declared: str) -> str:
    """Return the codec that a declared encoding means, or nothing where it is unknown or not to be trusted."""
    try:
        name = codecs.lookup(declared.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):  # an unknown name, one with a NUL in it, or no text encoding
        return ""
    if name in _NEVER or name.startswith(("utf-16", "utf-32")):
        return ""  # a declaration that can be read as ASCII is no wide encoding
    return _AS_BROWSERS_DO.get(name, name)


def _utf16_without_mark(data: bytes) -> str:
    """Return the UTF-16 codec if every second byte of the beginning is mostly NUL."""
    head = data[:2000]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if max(evens, odds) * 4 < len(head) or min(evens, odds) * 10 > max(evens, odds):
        return ""
    return "utf-16-be" if evens > odds else "utf-16-le"


def _is_utf8(data: bytes) -> bool:
    """Tell whether the bytes that are not ASCII are UTF-8, one slip in ten allowed."""
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    slips = text.count("\ufffd")
    return slips * 10 <= beyond_ascii - slips


def _detected(data: bytes) -> str:
    """Return what detection makes of the part that is not ASCII, or Windows-1252.

    Text in a Latin script has few letters beyond ASCII; between the encodings of those detection only guesses.
    """
    first = next(at for at, byte in enumerate(data) if byte > ASCII_END)
    start = max(0, first - SAMPLE // 4)
    sample = data[start : start + SAMPLE]
    ascii_letters = sum(sample.count(letter) for letter in string.ascii_letters.encode())
    others = sum(byte > ASCII_END for byte in sample)
    if others * 3 <= ascii_letters:
        return "cp1252"
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(DETECTABLE), enable_fallback=False).best()
    return best.encoding if best else "cp1252"
