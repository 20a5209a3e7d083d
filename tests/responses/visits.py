"""Sequences of requests in which visitors edit, share, download and copy toolkits."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from tests.responses.exchange import Pairs, Request
from tests.responses.recorded_requests import TOOLKIT_FORMATS

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
KEY, DRAFT = "{key}", "{draft}"
"""Placeholders for the key of the toolkit shared last, and for the draft in the page received last."""
GUIDE, TALK, PLAN = "starter-shooting-review", "starter-license-plate-readers-webinar", "oakland-ceasefire"
MARKUP = "</textarea><script>alert(1)</script>"


@dataclass(frozen=True, slots=True)
class Visit:
    """The requests of one browser, which keeps its cookie between them."""

    name: str
    steps: tuple[Request, ...]


def post(url: str, *pairs: tuple[str, str], label: str = "", **fields: str) -> Request:
    """Return a request that submits a form of the site; underscores in field names become hyphens."""
    form: Pairs = (*pairs, *((name.replace("_", "-"), value) for name, value in fields.items()))
    description = label or " ".join(f"{name}={value[:30]}" for name, value in form if name != "draft")
    return Request(url, headers=SAME_ORIGIN, form=form, title=f"POST {url} {description}")


def get(url: str, label: str = "") -> Request:
    """Return a request for a page, with a label if it is requested more than once."""
    return Request(url, title=label and f"GET {url} {label}")


def with_draft(request: Request) -> Request:
    """Return the same request from a browser with scripts, which sends the draft along."""
    return replace(request, form=(("draft", DRAFT), *request.form))


def draft_json(*records: str, **texts: str) -> str:
    """Return a draft as a browser with scripts stores it."""
    return json.dumps({**texts, "sections": [{"items": [{"record": record_id} for record_id in records]}]})


DOWNLOADS = tuple(get(f"/t/{KEY}.{ending}") for ending in (*TOOLKIT_FORMATS, "zip"))
WITHOUT_SCRIPTS = Visit(
    "without scripts",
    (
        get("/toolkit", "empty"),
        post("/toolkit", add=GUIDE),
        post("/toolkit", ("add", TALK), ("add", PLAN), ("add", GUIDE), label="several at once"),
        post("/toolkit", add="no-such-resource"),
        post("/toolkit", add="723"),
        get("/toolkit", "with four resources"),
        post(
            "/toolkit", (f"note-{GUIDE}", "Read first"), do="save", title="For the mayor", purpose="Plan\r\nby summer"
        ),
        post("/toolkit", do="section", new_section="Later", sections="1"),
        post("/toolkit", do=f"down:{PLAN}", sections="2"),
        post("/toolkit", do=f"up:{TALK}", sections="2"),
        post("/toolkit", (f"place-{TALK}", "1"), do=f"into:{TALK}", sections="2"),
        post("/toolkit", ("section-1", "Much later"), do="section-up:1", sections="2"),
        post("/toolkit", do="section", new_section="", sections="2"),
        post("/toolkit", ("section-1", ""), do="save", sections="2"),
        post("/toolkit", (f"note-{GUIDE}", "x" * 1001), do="save", title="y" * 201),
        post("/toolkit", (f"note-{TALK}", MARKUP), do="save", title=MARKUP, purpose=MARKUP),
        get("/toolkit", "with sections and notes"),
        get("/es/toolkit", "with sections and notes"),
        *(post(f"/toolkit/download/{ending}", do="save", title="Typed") for ending in (*TOOLKIT_FORMATS, "zip")),
        post("/toolkit/download/json", title="z" * 201),
        post("/toolkit", do="share", title="For the mayor"),
        get(f"/t/{KEY}"),
        get(f"/es/t/{KEY}"),
        *DOWNLOADS,
        *(get(f"/es/t/{KEY}.{ending}") for ending in ("pdf", "docx", "html", "csv")),
        get(f"/t/{KEY}x"),
        post("/toolkit/copy", shared=KEY),
        post("/toolkit/copy", shared=KEY, how="append"),
        post("/toolkit/copy", featured="gun-violence-in-a-small-town", how="append"),
        post("/toolkit/copy", featured="starting-with-the-partnership", how="replace"),
        get("/toolkit", "with a copy"),
        post("/toolkit", do="section-remove:0", sections="3"),
        post("/toolkit", do="section-down:0", sections="9"),
        post("/toolkit", do=f"remove:{GUIDE}"),
        post("/toolkit", do="nonsense"),
        post("/toolkit", do="clear"),
        get("/toolkit", "after clearing"),
        post("/toolkit", do="share"),
    ),
)
WITH_SCRIPTS = Visit(
    "with scripts",
    (
        post("/toolkit", draft=draft_json(GUIDE, "gone", title="Mine"), do="show"),
        *map(
            with_draft,
            (
                post("/toolkit", add=TALK),
                post("/toolkit", ("add", PLAN), (f"under-{PLAN}", "A plan"), (f"why-{PLAN}", "It worked there")),
                post("/toolkit", (f"note-{GUIDE}", "Read first"), do="save", title="On this device", purpose="To try"),
                post("/toolkit", do=f"up:{TALK}", sections="2"),
                post("/toolkit", (f"note-{GUIDE}", "x" * 1001), do=f"remove:{GUIDE}"),
                post("/toolkit", do="section", new_section="Later", sections="2"),
                *(post(f"/toolkit/download/{ending}", do="save") for ending in TOOLKIT_FORMATS[:7]),
                post("/es/toolkit", do="show"),
                post("/toolkit", do="share"),
            ),
        ),
        get(f"/t/{KEY}"),
        get(f"/t/{KEY}.json"),
        get(f"/t/{KEY}.pdf"),
        *map(
            with_draft,
            (
                post("/toolkit/copy", shared=KEY),
                post("/toolkit/copy", shared=KEY, how="replace"),
                post("/toolkit/copy", featured="gun-violence-in-a-small-town", how="append"),
                post("/toolkit/copy", toolkit=draft_json(PLAN), how="replace"),
                post("/toolkit", do="clear"),
            ),
        ),
        post("/toolkit", draft="{}", do="share", label="nothing to share"),
        *(
            post("/toolkit", draft=text, do="show", label=f"unreadable {text[:9]}")
            for text in (" ", "{", "[]", '{"a": 1}')
        ),
        post("/toolkit", do="show", draft="x" * 1_100_000, label="too large"),
        post("/toolkit/copy", toolkit="{"),
        post("/toolkit/copy", shared="x" * 22),
        post("/toolkit/copy", featured="none"),
    ),
)
ADOPTION = Visit(
    "without scripts, then with scripts",
    (
        post("/es/toolkit", add=TALK),
        get("/es/toolkit", "with one resource"),
        post("/es/toolkit", draft=draft_json(GUIDE), do="adopt"),
        get("/es/toolkit", "after adoption"),
        post("/es/toolkit", draft=draft_json(GUIDE, title="Para el alcalde"), do="share"),
        get(f"/es/t/{KEY}"),
        *(get(f"/es/t/{KEY}.{ending}") for ending in TOOLKIT_FORMATS),
        post("/es/toolkit/copy", shared=KEY),
        get("/es/toolkit", "with a copy"),
    ),
)
OTHER_ORIGINS = Visit(
    "other origins",
    (
        *(
            Request(url, headers=headers, form=(("add", GUIDE),), title=f"POST {url} {' '.join(headers.values())}")
            for url in ("/toolkit", "/toolkit/copy", "/toolkit/download/pdf")
            for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {})
        ),
        Request("/es/toolkit", headers={"Origin": "null"}, form=(("add", GUIDE),)),
        Request("/toolkit", headers={"Origin": "https://clearinghouse.example"}, form=(("add", PLAN),)),
        Request("/toolkit", headers={"Cookie": f"toolkit={'x' * 22}"}),
    ),
)
VISITS = (WITHOUT_SCRIPTS, WITH_SCRIPTS, ADOPTION, OTHER_ORIGINS)
