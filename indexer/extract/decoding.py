"""Decodes text files, by byte order mark, UTF-8, declared encoding and detection, in this order."""

from __future__ import annotations

import codecs
import encodings
import re
from encodings.aliases import aliases

import charset_normalizer

from indexer.extract.latin import latin_encoding

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the first two bytes of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DETECTABLE_ENCODINGS = (
    "cp1251",
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
"""One encoding for each other script, without wide and EBCDIC encodings, which fit any short text."""

SAMPLE_BYTES = 64 * 1024
"""Detection reads this many bytes around the first byte that is not ASCII."""

ASCII_END = 0x7F

MAX_ERROR_SHARE = 0.1
"""An encoding fits if at most this share of the characters beyond ASCII cannot be decoded."""

MAX_LATIN_RUN = 2.0
"""In text in a Latin script, bytes beyond ASCII are in runs of at most this mean length."""

_REFUSED_CODECS = {"idna", "mbcs", "oem", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf_7"}
"""Codecs that no document uses; some are slow, interpret escape sequences, or exist on Windows only."""

_KNOWN_CODECS = frozenset({*aliases.values(), "cp874", "koi8_u"} - _REFUSED_CODECS)
"""Modules of the package `encodings`. Looking up another name would search folders, which the sandbox forbids."""

_LABELS = {
    "mac": "mac_roman",
    "koi": "koi8_r",
    "koi8": "koi8_r",
    "koi8_ru": "koi8_u",
    "logical": "iso8859_8",
    "visual": "iso8859_8",
    "cn_big5": "big5",
    "gb_2312_80": "gb2312",
    "gb_2312": "gb2312",
    "cp31j": "cp932",
    "csksc56011987": "cp949",
    "ksc_5601": "cp949",
    "mac_ukrainian": "mac_cyrillic",
}
"""Labels of the WHATWG's Encoding Standard (section 4.2) that Python does not know."""

_LARGER_ENCODINGS = {
    "ascii": "cp1252",
    "latin_1": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "tis_620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Encodings that documents declare for a larger one (Encoding Standard, section 4.2)."""


_RUN = re.compile(rb"[\x80-\xff]+")
_REPEATED = re.compile(rb"([\x80-\xff])\1+")


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
    return next((encoding for encoding in ("utf-8", codec) if encoding and _fits(data, encoding)), "") or _detect(data)


def _codec(declared: str) -> str:
    """Return the codec of a declared encoding, or an empty string if it is unknown or cannot be right."""
    label = encodings.normalize_encoding(declared.strip().lower()).removeprefix("x_")
    label = re.sub(r"^(?:windows|win|dos|cp)_?(?=\d)", "cp", label)
    label = re.sub(r"^(?:cs)?iso_?8859_?(\d{1,2}).*", r"iso8859_\1", label)
    label = _LABELS.get(label, label)
    name = aliases.get(label, label)
    if name not in _KNOWN_CODECS or name.startswith(("utf_16", "utf_32")):
        return ""  # the declaration was read as ASCII, so the encoding is not wide
    name = _LARGER_ENCODINGS.get(name, name)
    try:
        "".encode(name)
    except LookupError:  # not a text encoding
        return ""
    return codecs.lookup(name).name


def _utf16_without_mark(data: bytes) -> str:
    """Return the UTF-16 codec if every second byte at the beginning is mostly NUL, otherwise an empty string."""
    head = data[:2000]
    evens, odds = head[::2].count(0), head[1::2].count(0)
    if max(evens, odds) * 4 < len(head) or min(evens, odds) * 10 > max(evens, odds):
        return ""
    return "utf-16-be" if evens > odds else "utf-16-le"


def _fits(data: bytes, encoding: str) -> bool:
    """Return whether the bytes beyond ASCII can be decoded, but for a share of MAX_ERROR_SHARE."""
    text = data.decode(encoding, "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    errors = text.count("\ufffd")
    return errors <= MAX_ERROR_SHARE * (beyond_ascii - errors)


def _detect(data: bytes) -> str:
    """Return the encoding that detection finds; Windows-1252 for Latin text that does not tell its encoding."""
    first = next(offset for offset, byte in enumerate(data) if byte > ASCII_END)
    start = max(0, first - SAMPLE_BYTES // 4)
    sample = data[start : start + SAMPLE_BYTES]
    if _is_latin(sample):
        return latin_encoding(sample)
    best = charset_normalizer.from_bytes(sample, cp_isolation=list(DETECTABLE_ENCODINGS), enable_fallback=False).best()
    return best.encoding if best else latin_encoding(sample)


def _is_latin(sample: bytes) -> bool:
    """Return whether bytes beyond ASCII are mostly single letters of words, not words; a line drawn by one is one."""
    runs = _RUN.findall(_REPEATED.sub(rb"\1", sample))
    return sum(map(len, runs)) <= MAX_LATIN_RUN * len(runs)
