"""Requests that ask for as much work as they can: forms, toolkits, searches, pages and odd headers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, urlencode

from catalog.facets import FACET_NAMES
from catalog.search.query.tree import MAX_PER_PAGE, MAX_RESULTS, MAX_TEXT
from catalog.settings import Settings
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_PURPOSE, MAX_SECTIONS, MAX_TITLE
from tests.bench.slow_queries import TEXTS
from tests.reliability.large_catalog import LARGE_IDS, TRANSCRIPT
from webui.api.resource_list import MAX_PER_LIST_PAGE
from webui.interop.oai.protocol import Selection
from webui.interop.oai.resumption import Resumption, token_for
from webui.toolkits.files import FORMATS

LANGUAGES = ("", "/es")
HOST = "Host: localhost"
URL_ENCODED = "Content-Type: application/x-www-form-urlencoded"
MULTIPART = "Content-Type: multipart/form-data; boundary=b"
BROAD_QUERIES = ("", "the police", "police OR crime OR community OR officers", "p* OR c* OR s*", "-zzz", "*")
EXPORTS = ("csv", "ris", "bib", "csl.json", "atom", "rss")
RANDOM_QUERIES = 150
NOTE_BYTES = 8_900
"""Bytes of a note in a form; a hundred of these, and the other texts of a toolkit, are a little less than 1 MB."""
NOTES = {
    "words": "Read this before the meeting of the council. ",
    "one word": "x",
    "short lines": "a\n",
    "Chinese": "\u8b66\u5bdf\u548c\u793e\u533a",
    "accents": "e\u0301\u0302 ",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 ",
    "markup": '<b>&amp;"{}\\',
}


class Greedy(NamedTuple):
    """A request: what it tries, and its bytes."""

    name: str
    content: bytes


def get(name: str, target: str, *headers: str, method: str = "GET") -> Greedy:
    """Return a request without a body; it names a host unless its headers do."""
    hosts = () if any(header.lower().startswith("host:") for header in headers) else (HOST,)
    lines = (f"{method} {target} HTTP/1.1", *hosts, "Connection: close", *headers)
    return Greedy(name, "\r\n".join((*lines, "", "")).encode("latin-1"))


def form(
    name: str, target: str, body: str | bytes, content_type: str = URL_ENCODED, *, chunked: bool = False
) -> Greedy:
    """Return a form of our own pages."""
    body = body if isinstance(body, bytes) else body.encode()
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    head = get(name, target, "Sec-Fetch-Site: same-origin", content_type, length, method="POST").content
    return Greedy(name, head + (b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if chunked else body))


def greedy_requests(ids: Sequence[str]) -> Iterator[Greedy]:
    """Yield all requests; `ids` are those of ordinary records."""
    yield from large_forms()
    yield from odd_drafts()
    yield from toolkit_changes(ids)
    yield from toolkit_files(ids)
    yield from searches()
    yield from pages(ids)
    yield from odd_headers(ids)
    yield from for_programs()
    yield from random_searches(random.Random(11))  # noqa: S311  # the same in every run


def for_programs() -> Iterator[Greedy]:
    """Yield requests for many resources at once, from the start and from where the largest are."""
    for after in ("", "larg"):
        for size in (100, MAX_PER_LIST_PAGE):
            yield get(f"{size} resources after {after!r}", f"/api/v1/resources?per_page={size}&after={after}")
            since = f"per_page={size}&after={after}&changed_since=2000-01-01&lang=es"
            yield get(f"{size} changes after {after!r}", f"/api/v1/resources?{since}")
        token = token_for(Resumption(Selection(), after, 1, 1), f"{Settings().public_url}/oai")
        for verb in ("ListRecords", "ListIdentifiers"):
            yield get(f"{verb} after {after!r}", f"/oai?verb={verb}&resumptionToken={token}")
    for record_id in (LARGE_IDS[0], TRANSCRIPT):
        yield get(f"{record_id} as JSON", f"/api/v1/resources/{record_id}")
        call = {"name": "get_resource", "arguments": {"id": record_id}}
        yield tool_call(f"{record_id} for an assistant", call)
    for text in BROAD_QUERIES:
        yield tool_call(f"ten hits for an assistant, {text!r}", {"name": "search", "arguments": {"query": text}})
    for path in ("/data.json", "/api/v1/openapi.json", "/api", "/oai?verb=ListSets", "/search.csl.json?q=large"):
        yield get(path, path)


def tool_call(name: str, params: Mapping[str, object]) -> Greedy:
    """Return the call of a tool for assistants."""
    message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    return form(name, "/mcp", message, "Content-Type: application/json\r\nAccept: application/json, text/event-stream")


def large_forms() -> Iterator[Greedy]:
    """Yield forms with many fields, and with large ones."""
    many = "&".join(f"f{number}=x" for number in range(90_000))
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="f{number}"\r\n\r\nx\r\n' for number in range(15_000))
    for target in ("/toolkit", "/toolkit/copy", "/toolkit/download/pdf", "/es/toolkit"):
        yield form(f"add=big, 120,000 times, to {target}", target, "add=big&" * 120_000)
        yield form(f"90,000 fields to {target}", target, many)
        yield form(f"900,000 characters in a field to {target}", target, f"title={'x' * 900_000}&purpose=x")
        yield form(f"900,000 percent escapes to {target}", target, f"title={'%25' * 300_000}")
        yield form(f"a chunked form over the limit to {target}", target, f"title={'x' * 2_000_000}", chunked=True)
        yield form(f"15,000 parts to {target}", target, parts + "--b--\r\n", MULTIPART)
    yield form("a form of 15 MB", "/toolkit", "a=" + "x" * 15_000_000)
    yield form("ampersands only", "/toolkit", "&" * 900_000)
    yield form("equals signs only", "/toolkit", "=" * 900_000)
    yield form("multipart without an end", "/toolkit", "\r\n-" * 300_000, MULTIPART)
    yield form("multipart with a long header", "/toolkit", f"--b\r\nX: {'x' * 900_000}", MULTIPART)
    yield form("multipart with many headers", "/toolkit", "--b\r\n" + "X: x\r\n" * 120_000, MULTIPART)
    yield form(
        "multipart with many parameters", "/toolkit", f"--b\r\nContent-Disposition: f{';a=b' * 200_000}", MULTIPART
    )
    yield form("a boundary of 30,000 characters", "/toolkit", "x" * 900_000, f"{MULTIPART}{'b' * 30_000}")
    yield form("JSON", "/toolkit", "[" * 900_000, "Content-Type: application/json")
    yield form("a form in an unknown charset", "/toolkit", "add=\xff", f"{URL_ENCODED}; charset=utf-99")


def odd_drafts() -> Iterator[Greedy]:
    """Yield toolkits that no page makes."""
    drafts = {
        "900,000 brackets": "[" * 900_000,
        "nested objects": '{"a":' * 150_000,
        "a number of 900,000 digits": "9" * 900_000,
        "an exponent": "1e999999999",
        "100,000 numbers": f"[{'1,' * 100_000}1]",
        "60,000 unknown fields": json.dumps({f"f{number}": 1 for number in range(60_000)}),
        "60,000 items": json.dumps(draft([{"record": f"r{number}"} for number in range(30_000)])),
        "30,000 sections": json.dumps({"sections": [{"title": "x"}] * 30_000}),
        "a title of 900,000 characters": json.dumps({"title": "x" * 900_000}),
        "unpaired surrogates": '{"title":"\\ud800","sections":[{"items":[{"record":"r","note":"\\udfff"}]}]}',
        "control characters": json.dumps({"title": "".join(map(chr, range(32)))}),
        "impossible dates": json.dumps({"made": "99999-99-99", "sections": []}),
        "repeated keys": "{" + '"title":"x",' * 70_000 + '"title":"y"}',
    }
    for name, text in drafts.items():
        for target in ("/toolkit", "/toolkit/download/docx"):
            yield form(f"a draft with {name} to {target}", target, urlencode({"draft": text}))
        yield form(f"a copy with {name}", "/toolkit/copy", urlencode({"toolkit": text}))


def draft(items: Sequence[object]) -> dict[str, object]:
    """Return a toolkit, with all texts of its author at their limits and the items in as many sections as allowed."""
    in_section = -(-len(items) // MAX_SECTIONS)
    sections = [
        {"title": f"{number} ".ljust(MAX_TITLE, "s"), "items": items[number * in_section : (number + 1) * in_section]}
        for number in range(MAX_SECTIONS)
    ]
    return {"title": "T" * MAX_TITLE, "purpose": "A purpose. " * (MAX_PURPOSE // 11), "sections": sections}


def toolkits(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the largest toolkits that are allowed, as a name and the JSON."""
    kinds = {
        "100 records": ids[:MAX_ITEMS],
        "the 100 largest records": LARGE_IDS,
        "100 invented ids": tuple(f"invented-{number}" for number in range(MAX_ITEMS)),
    }
    for kind, kind_ids in kinds.items():
        for note_kind, text in NOTES.items():
            if note_kind == "words" or not kind.startswith("the"):
                is_long = note_kind in ("words", "one word") and kind.endswith("ids")
                title = text * (8_000 // len(text)) if is_long else ""
                items = [{"record": name, "note": note_that_fits(text), "title": title} for name in kind_ids]
                yield f"{kind}, notes of {note_kind}", json.dumps(draft(items), ensure_ascii=False)


def note_that_fits(text: str) -> str:
    """Return the longest note of a repeated text that a form has room for a hundred times."""
    note = (text * MAX_NOTE)[:MAX_NOTE]
    return note[: MAX_NOTE * NOTE_BYTES // max(NOTE_BYTES, len(quote(note)))]


def toolkit_changes(ids: Sequence[str]) -> Iterator[Greedy]:
    """Yield changes to toolkits, each as large as a form may be."""
    additions = [("add", name) for name in ids[:MAX_ITEMS]]
    notes = [(f"why-{name}", "n" * MAX_NOTE) for name in ids[:MAX_ITEMS]]
    sections = [(f"under-{name}", f"Section {number % MAX_SECTIONS}") for number, name in enumerate(ids[:MAX_ITEMS])]
    yield form("a proposal of 100 records", "/toolkit", urlencode([*additions, *notes, *sections]))
    yield form("340 invented records", "/toolkit", "&".join(f"add=invented-{number}" for number in range(339)))
    yield form("an id of 900,000 characters", "/toolkit", f"add={'a' * 900_000}")
    for name, text in toolkits(ids):
        places = [(f"place-{record}", str(number % MAX_SECTIONS)) for number, record in enumerate(ids[:MAX_ITEMS])]
        fields = [("draft", text), ("sections", str(MAX_SECTIONS)), *places]
        for language in LANGUAGES:
            yield form(f"{language} the page of {name}", f"{language}/toolkit", urlencode(fields))
        yield form(f"sharing {name}", "/toolkit", urlencode([*fields, ("do", "share")]))
        yield form(f"a copy of {name}", "/toolkit/copy", urlencode({"toolkit": text}))
        yield form(f"appending {name}", "/toolkit/copy", urlencode({"draft": text, "toolkit": text, "how": "append"}))


def toolkit_files(ids: Sequence[str]) -> Iterator[Greedy]:
    """Yield the largest toolkits as files."""
    for name, text in toolkits(ids):
        for file_format in FORMATS:
            for language in LANGUAGES:
                target = f"{language}/toolkit/download/{file_format.extension}"
                yield form(f"{language} {file_format.label} of {name}", target, urlencode({"draft": text}))


def searches() -> Iterator[Greedy]:
    """Yield broad, long and deep searches as pages, files, feeds and JSON."""
    for text in BROAD_QUERIES:
        for extension in EXPORTS:
            for language in LANGUAGES:
                target = f"{language}/search.{extension}?{urlencode({'q': text})}"
                yield get(f"{language} {extension} of {text!r}", target)
        for sort in ("relevance", "newest", "title"):
            params = {"q": text, "sort": sort, "per_page": MAX_PER_PAGE, "explain": 1}
            yield get(f"100 results explained, {text!r} by {sort}", f"/search?{urlencode(params)}")
            yield get(f"the same as JSON, {text!r} by {sort}", f"/api/v1/search?{urlencode(params)}")
            params = {"q": text, "sort": sort, "per_page": MAX_PER_PAGE, "page": MAX_RESULTS // MAX_PER_PAGE}
            yield get(f"the last page, {text!r} by {sort}", f"/search?{urlencode(params)}")
    for name, text in TEXTS.items():
        query = urlencode({"q": text})
        for target in ("/search", "/es/search", "/api/v1/search", "/api/v1/suggest", "/search.csv", "/search.atom"):
            yield get(f"{name} to {target}", f"{target}?{query}")
        yield get(f"{name} as an OpenSearch suggestion", f"/opensearch/suggestions?{query}")
        yield get(f"{name} in the builder", f"/toolkit/build?step=3&{query}")


def pages(ids: Sequence[str]) -> Iterator[Greedy]:
    """Yield the largest pages, and pages with odd and long parameters."""
    long_text, phrase = "cameras " * (MAX_TEXT // 8), '"caption" OR cameras OR about'
    for language in LANGUAGES:
        resources = f"{language}/resources"
        for page in (1, 333, 667):
            yield get(f"{language} page {page} of a transcript", f"{resources}/{TRANSCRIPT}/text/1?page={page}")
        for record in (TRANSCRIPT, LARGE_IDS[0], ids[0]):
            yield get(f"{language} {record}", f"{resources}/{record}")
            query = urlencode({"at": 1, "q": phrase})
            yield get(f"{language} {record}, found by a search", f"{resources}/{record}?{query}")
            query = urlencode({"at": MAX_RESULTS, "q": "p* OR c*"})
            yield get(f"{language} {record}, far down in a search", f"{resources}/{record}?{query}")
        for path in (
            "/",
            "/sites",
            "/toolkits",
            "/toolkit",
            "/toolkit/build",
            "/help/search",
            "/sitemap.xml",
            "/data.json",
        ):
            yield get(f"{language} {path}", f"{language}{path}")
            yield get(f"{language} {path} with a long text", f"{language}{path}?{urlencode({'q': long_text})}")
    targets = ("/search", "/api/v1/search", "/sites", "/toolkit/build", "/api/v1/suggest", "/", "/resources/a", "/t/a")
    for target in targets:
        for name, query in odd_queries().items():
            yield get(f"{name} to {target}", f"{target}?{query}")
    for path in ("/resources/", "/t/", "/topics/", "/toolkits/", "/documents/", "/clearinghouse/resource/", "/"):
        for name, text in {
            "30,000 letters": "a" * 30_000,
            "10,000 folders": "a/" * 10_000,
            "bytes": "%ff%00" * 5_000,
        }.items():
            yield get(f"{name} below {path}", path + text)
    yield get("a document outside of the folder", "/documents/..%2f..%2f..%2fetc%2fpasswd")


def odd_queries() -> dict[str, str]:
    """Return the parameters of URLs, by name."""
    everything = "&".join(f"{facet}={number}" for facet in FACET_NAMES for number in range(60))
    return {
        "499 parameters": "&".join(f"x{number}=1" for number in range(499)),
        "thousands of parameters": "&".join(f"x{number}=1" for number in range(6_000)),
        "60 values of each facet": everything,
        "one parameter 499 times": "&".join(["q=police"] * 499),
        "a value of 50,000 characters": "q=" + "a" * 50_000,
        "16,000 escapes": "q=" + "%c3%a9" * 8_000,
        "bytes that are not UTF-8": "q=" + "%ff" * 16_000,
        "numbers of many digits": "&".join(
            f"{name}={'9' * 5_000}" for name in ("page", "per_page", "sworn", "at", "step")
        ),
        "impossible dates": "published_from=9999-99-99&published_to=0000",
        "tracking parameters": "&".join(f"utm_{'x' * 50}{number}=1" for number in range(499)),
        "a long name": f"{'cid_campaign_referer' * 2_000}=1",
    }


def odd_headers(ids: Sequence[str]) -> Iterator[Greedy]:
    """Yield requests with headers and request lines that no browser sends."""
    dates = (
        "Mon, 99 Foo 99999 99:99:99 GMT",
        "Thu, 01 Jan 0000 00:00:00 GMT",
        "Sun, 31 Dec 9999 23:59:59 -9999",
        "x" * 30_000,
    )
    dates += ("Fri, 30 Feb 2024 00:00:00 GMT", "Sat, 01 Jan 999999999999999999999 00:00:00 GMT", "\xff\xfe", "0", "")
    for target in (
        "/search?q=police",
        "/static/site.css",
        f"/resources/{ids[0]}",
        "/documents/x.pdf",
        "/api/v1/status",
    ):
        for date in dates:
            for name in ("If-Modified-Since", "If-Unmodified-Since", "If-Range"):
                ranges = ("Range: bytes=0-1",) if name == "If-Range" else ()
                yield get(f"{name}: {date[:40]!r} to {target}", target, f"{name}: {date}", *ranges)
            yield get(f"If-None-Match: {date[:40]!r} to {target}", target, f"If-None-Match: {date}")
        for name, header in long_headers().items():
            yield get(f"{name} to {target}", target, header)
        yield get(f"two hosts to {target}", target, "Host: a", "Host: b")
        for host in ("a,b", "a b", "[::1", "\xff", "a:99999999", "", "a" * 30_000, "user@host", "a/b"):
            yield get(f"host {host[:40]!r} to {target}", target, f"Host: {host}")
        for method in ("HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "CONNECT", "PATCH", "X" * 1_000):
            yield get(f"{method[:10]} {target}", target, method=method)
        yield get(f"http://localhost{target}", f"http://localhost{target}")
    yield get("any target", "*", method="OPTIONS")
    yield get("two lengths", "/toolkit", "Content-Length: 1", "Content-Length: 2", method="POST")
    yield get("a length below zero", "/toolkit", "Content-Length: -1", method="POST")
    yield get("a length and chunks", "/toolkit", "Content-Length: 1", "Transfer-Encoding: chunked", method="POST")
    yield get("another encoding", "/toolkit", "Transfer-Encoding: gzip", method="POST")


def long_headers() -> dict[str, str]:
    """Return headers of up to 60 kB, by name."""
    return {
        "thousands of entity tags": "If-None-Match: " + ",".join(f'W/"{number}"' for number in range(6_000)),
        "unclosed entity tags": "If-None-Match: " + '"' * 50_000,
        "10,000 ranges": "Range: bytes=" + ",".join(["0-1"] * 10_000),
        "a range of many digits": f"Range: bytes={'9' * 5_000}-",
        "thousands of languages": "Accept-Language: " + ",".join(["es-MX;q=0.5"] * 4_000),
        "thousands of media types": "Accept: " + ",".join(["a/b;q=0.5"] * 5_000),
        "thousands of encodings": "Accept-Encoding: " + ",".join(["gzip;q=0.5"] * 5_000),
        "thousands of cookies": "Cookie: " + ";".join(f"toolkit={number}" for number in range(4_000)),
        "a cookie of quotes": "Cookie: toolkit=" + '"\\' * 20_000,
        "a long fragment header": "X-Fragment: " + "1" * 50_000,
        "a forwarded address": "X-Forwarded-For: " + "1.1.1.1," * 6_000,
        "a long cache control": "Cache-Control: " + "max-age=1," * 5_000,
        "a long range condition": "If-Range: " + 'W/"' * 10_000,
    }


def random_searches(rng: random.Random) -> Iterator[Greedy]:
    """Yield searches made of operators, prefixes, misspelled words and phrases."""
    pieces = ("police", "polcie", "c*", "co*", '"of the"', "(", ")", "OR", "AND", "NOT", "-the", "title:", "author:p*")
    pieces += (
        "2010..2020",
        "9-1-1",
        "hot spots",
        "\u00e9",
        "*",
        '"',
        ":",
        "~",
        "x" * 60,
        "\u8b66\u5bdf",
        "policeofficer",
    )
    for number in range(RANDOM_QUERIES):
        words = (rng.choice(pieces) for _ in range(rng.choice((5, 30, 120, 400))))
        text = " ".join(words)[:MAX_TEXT]
        target = rng.choice(("/search", "/api/v1/search", "/search.csv", "/api/v1/suggest", "/search.rss"))
        yield get(f"random search {number}: {text[:40]!r} to {target}", f"{target}?q={quote(text)}")
