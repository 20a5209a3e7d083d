"""Recordings of responses are normalized, and their differences are reported."""

import datetime as dt
import io
import zipfile
import zlib

import pytest

from tests.responses.commands import CASES
from tests.responses.compare import compare
from tests.responses.contents import DOCX, PDF, body_text
from tests.responses.exchange import Response
from tests.responses.normalize import Normalizer
from tests.responses.recorded_requests import REQUESTS
from tests.responses.recorder import file_name
from tests.responses.visits import VISITS

KEY = "AbCdEfGhIjKlMnOpQrSt_-"


@pytest.fixture
def normalize():
    return Normalizer(dt.date(2026, 3, 1), {"/home/me": "<folder>", "/home/me/site": "<site>", ":8001": ":<port>"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ready 000002-20260301T101112Z", "ready 000002-<time>"),
        ('"published_at": "2026-03-01T10:11:12+00:00"', '"published_at": "<now>"'),
        ("<updated>2026-03-01T10:11:12Z</updated>", "<updated><now></updated>"),
        ("<lastBuildDate>Sun, 01 Mar 2026 10:11:12 GMT<", "<lastBuildDate><now><"),
        ("shared on March 1, 2026 until March 1, 2027", "shared on <today> until <today + 365 days>"),
        ("hasta el 30 de mayo de 2026", "hasta el <today + 90 days>"),
        ('"took_ms": 3.25,', '"took_ms": <number>,'),
        ("11 resources, in 42 ms", "11 resources, in <number> ms"),
        ("with 3 records in 5.1 s.", "with 3 records in <number> s."),
        ("Published now, less than a minute ago.", "Published now, <age> ago."),
        ("process 4711 (since 10:11:12 UTC) is writing", "process <number> (since <time>) is writing"),
        ("http://127.0.0.1:8001/home/me/site/a", "http://127.0.0.1:<port><site>/a"),
        ('<use href="/static/icons.svg?v=5c408f69bbc9#x">', '<use href="/static/icons.svg?v=<version>#x">'),
        ('<script type="module" src="/static/js/a.js?v=5c408f69bbc9"></script>\n\n<p>', "<p>"),
        ('<link rel="stylesheet" href="/static/site.css?v=5c408f69bbc9">\n<p>', "<p>"),
        (
            '<script type="application/json" id="draft">{}</script>',
            '<script type="application/json" id="draft">{}</script>',
        ),
        (f"toolkit={KEY}; Expires=Sat, 27 Feb 2027 06:55:37 GMT; Path=/", "toolkit=<key>; Expires=<time>; Path=/"),
        (f'/t/{KEY}.pdf <svg class="qr"><path d="M4"/></svg>', '/t/<key>.pdf <svg class="qr"><QR code></svg>'),
        ('<svg class="qr"><path d="M4"/></svg>', '<svg class="qr"><path d="M4"/></svg>'),
        ("added: 2026-02-28, in 3 places", "added: 2026-02-28, in 3 places"),
    ],
)
def test_values_that_vary_are_replaced_and_other_text_is_kept(normalize, text, expected):
    assert normalize(text) == expected


def test_a_learned_text_is_replaced_from_then_on(normalize):
    assert normalize(f'value="{KEY}"') == f'value="{KEY}"'
    normalize.learn(KEY, "<key>")
    assert normalize(f'value="{KEY}"') == 'value="<key>"'


def test_headers_that_vary_are_ignored_or_sorted(normalize):
    assert normalize.header("ETag", 'W/"a"') is None
    assert normalize.header("Allow", "POST, GET") == "allow: GET, POST"
    assert normalize.header("Cache-Control", "no-store") == "cache-control: no-store"


def response(kind, body, **headers):
    return Response(200, (("Content-Type", kind), *headers.items()), body)


def word_document(text):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        parts.writestr("word/document.xml", f"<w:p><w:t>{text}</w:t></w:p><w:p>B</w:p>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("application/json", b'{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'),
        ("application/problem+json", b"{", "{"),
        ("text/html; charset=utf-8", "año".encode(), "año"),
        ("text/css", b"a{}", ""),
        ("image/png", b"", ""),
        (PDF, b"stream\n" + zlib.compress(rb"BT (A \(\341\)) Tj ET") + b"\nendstream", "<1 streams>\nA (á)"),
        (DOCX, word_document("A &amp; A"), "<word/document.xml>\nA & A\nB"),
    ],
)
def test_a_body_becomes_readable_text(kind, body, expected):
    assert body_text(response(kind, body)) == expected


def test_other_files_are_described_by_size_and_digest():
    assert body_text(response("image/png", b"abc")).startswith("<3 bytes, SHA-256 ba7816bf")
    assert body_text(response(PDF, b"abc"), extract=False).startswith("<3 bytes, ")


def recording(folder, **files):
    for name, text in files.items():
        path = folder / "pages" / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_equal_recordings_have_no_differences(tmp_path):
    before, after = (recording(tmp_path / name, a="A\n", b="B\n") for name in ("before", "after"))
    assert compare(before, after) == (["2 of 2 files are equal, 0 differ."], 0)


def test_a_shared_difference_is_printed_once_and_missing_files_are_named(tmp_path):
    before = recording(tmp_path / "before", a="one\n--old\n", b="two\n--old\n", c="C\n")
    after = recording(tmp_path / "after", a="one\n--new\n", b="two\n--new\n", d="D\n")
    assert compare(before, after) == (
        [
            "differs: pages/a.txt",
            "    @@ -1,3 +1,3 @@",
            "     one",
            "    ---old",
            "    +--new",
            "     ",
            "differs like pages/a.txt: pages/b.txt",
            f"only in {before}: pages/c.txt",
            f"only in {after}: pages/d.txt",
            "0 of 4 files are equal, 4 differ.",
        ],
        4,
    )


def test_line_endings_are_compared(tmp_path):
    before, after = recording(tmp_path / "before", a="x\r\n"), recording(tmp_path / "after", a="x\n")
    assert compare(before, after)[1] == 1


def test_names_for_styles_and_scripts_are_not_compared(tmp_path):
    before = recording(tmp_path / "before", a='<p class="old" data-old="One">Text</p>')
    after = recording(tmp_path / "after", a='<p class="new" data-new="One">Text</p>')
    assert compare(before, after)[1] == 0


def test_comparing_a_missing_folder_ends_with_a_message(tmp_path):
    with pytest.raises(SystemExit, match="There is no recording in"):
        compare(tmp_path / "none", tmp_path)


def test_requests_and_cases_are_unique():
    requests = [
        (group, request.title or request.url, request.method, *request.headers.items())
        for group in REQUESTS
        for request in REQUESTS[group]
    ]
    names = [case.name for case in CASES]
    assert [request for request in requests if requests.count(request) > 1] == []
    assert [name for name in names if names.count(name) > 1] == []
    assert len(requests) + sum(len(visit.steps) for visit in VISITS) > 450


def test_file_names_are_readable_and_unique():
    assert file_name("/search?q=a b").startswith("search_q=a_b.")
    assert file_name("/search?q=a+b") != file_name("/search?q=a b")
    assert file_name("/").startswith("root.")
