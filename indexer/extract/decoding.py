"""Decodes text files, by byte order mark, UTF-8, declared encoding and detection, in this order."""

from __future__ import annotations

import codecs
import string

import charset_normalizer

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first two bytes of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DETECTABLE_ENCODINGS = (
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
"""One encoding for each script, without wide and EBCDIC encodings, which fit any short text."""

SAMPLE_BYTES = 64 * 1024
"""Detection reads this many bytes around the first byte that is not ASCII."""

ASCII_END = 0x7F

_REFUSED_CODECS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
"""Codecs that no document uses; some are slow or interpret escape sequences."""

_WHATWG_ENCODINGS = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Encodings that documents declare for a larger encoding (WHATWG, Encoding Standard, section 4.2)."""


def decode_text(data: bytes, declared: str = "") -> str:
    """Return the bytes as text; bytes that cannot be decoded become U+FFFD. Never raises."""
    encoding = detect_encoding(data, declared)
    try:
        return data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def detect_encoding(data: bytes, declared: str = "") -> str:
    """Return the Python codec that fits the bytes best; `declared` is the encoding that the document names."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    codec = _codec(declared)
    if wide := _utf16_without_mark(data):
        return wide
    if data.isascii():
        return codec or "utf-8"  # ISO-2022-JP and similar encodings use only ASCII bytes
    if _is_utf8(data):
        return "utf-8"
    return codec if codec and codec != "utf-8" else _detect(data)


def _codec(declared: str) -> str:
    """Return the codec of a declared encoding, or an empty string if it is unknown or cannot be right."""
    try:
        name = codecs.lookup(declared.strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):  # unknown, with a NUL in its name, or not a text encoding
        return ""
    if name in _REFUSED_CODECS or name.startswith(("utf-16", "utf-32")):
        return ""  # the declaration was read as ASCII, so the encoding is not wide
    return _WHATWG_ENCODINGS.get(name, name)


def _utf16_without_mark(data: bytes) -> str:
    """Return the UTF-16 codec if every second byte at the beginning is mostly NUL, otherwise an empty string."""
    head = data[:2000]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if max(evens, odds) * 4 < len(head) or min(evens, odds) * 10 > max(evens, odds):
        return ""
    return "utf-16-be" if evens > odds else "utf-16-le"


def _is_utf8(data: bytes) -> bool:
    """Return whether the bytes beyond ASCII are UTF-8, with at most one error in ten."""
    text = data.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    errors = text.count("\ufffd")
    return errors * 10 <= beyond_ascii - errors


def _detect(data: bytes) -> str:
    """Return the encoding that detection finds, or Windows-1252 for text that is mostly Latin.

    Text in a Latin script has few letters beyond ASCII, too few to tell its encodings apart.
    """
    first = next(offset for offset, byte in enumerate(data) if byte > ASCII_END)
    start = max(0, first - SAMPLE_BYTES // 4)
    sample = data[start : start + SAMPLE_BYTES]
    ascii_letters = sum(sample.count(letter) for letter in string.ascii_letters.encode())
    beyond_ascii = sum(byte > ASCII_END for byte in sample)
    if beyond_ascii * 3 <= ascii_letters:
        return "cp1252"
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(DETECTABLE_ENCODINGS), enable_fallback=False).best()
    return best.encoding if best else "cp1252"
