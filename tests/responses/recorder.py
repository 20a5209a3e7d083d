"""Records responses and the output of commands, each in a file."""

from __future__ import annotations

import re
import shlex
from contextlib import nullcontext
from hashlib import sha1
from pathlib import Path

from tests.responses.commands import CASES, SITE, UNINDEXED, Case
from tests.responses.contents import body_text
from tests.responses.exchange import LOCAL, Request, Response, send
from tests.responses.normalize import Normalizer
from tests.responses.program import PUBLIC_URL, Program
from tests.responses.recorded_requests import REQUESTS, UNINDEXED_REQUESTS
from tests.responses.visits import DRAFT, KEY, VISITS, Visit
from tests.responses.workspace import changed_copy, index_lock, prepare, used_port

SETTINGS = {"CATALOG_PUBLIC_URL": PUBLIC_URL, "CATALOG_CONTACT": "editors@clearinghouse.example"}
UNINDEXED_SETTINGS = {"CATALOG_TRUSTED_HOSTS": LOCAL}
STATIC_FILE = re.compile(r'"(/static/[^"?#]+)')
DRAFT_IN_PAGE = re.compile(r'<script type="application/json" id="draft">(.*?)</script>', re.DOTALL)
SHARED_KEY = re.compile(r"/t/([\w-]{22})(?:#|$)")
COOKIE = re.compile(r"toolkit=([\w-]*);")
MAX_FIELD_LENGTH = 200
"""Characters of a form field that are recorded at most."""


class Recorder:
    """Writes a recording of a program into a folder."""

    def __init__(self, folder: Path, program: Program, workspace: Path, normalize: Normalizer) -> None:
        """Take the folder to write to, the program to start, and an empty folder to work in."""
        self._folder, self._program, self._workspace, self._normalize = folder, program, workspace, normalize
        self._static_files: set[str] = set()
        self.count = 0

    def record(self, corpus: Path) -> None:
        """Record all responses and commands, with the records and documents of a corpus."""
        prepare(self._workspace, corpus, self._program)
        self._record_site()
        self._record_unindexed_site()
        for case in CASES:
            self._record_case(case)

    def _record_site(self) -> None:
        log = self._workspace / "site.log"
        with self._program.serving(self._workspace / SITE, SETTINGS, log) as port:
            self._normalize.learn(f":{port}", ":<port>")
            for group, requests in REQUESTS.items():
                for request in requests:
                    self._write_response(group, request, send(port, request))
            self._write_response("methods", *_conditional_request(port))
            for visit in VISITS:
                self._record_visit(visit, port)
            responses = [(name, send(port, Request(name))) for name in sorted(self._static_files)]
        lines = [f"{response.status} {response.media_type} {name}" for name, response in responses]
        self._write("static", "files", "\n".join(lines))
        self._write("servers", "site", log.read_text(encoding="utf-8"))

    def _record_unindexed_site(self) -> None:
        log = self._workspace / "unindexed.log"
        with self._program.serving(self._workspace / UNINDEXED, UNINDEXED_SETTINGS, log) as port:
            self._normalize.learn(f":{port}", ":<port>")
            for request in UNINDEXED_REQUESTS:
                self._write_response("unindexed", request, send(port, request))
        self._write("servers", "unindexed", log.read_text(encoding="utf-8"))

    def _record_visit(self, visit: Visit, port: int) -> None:
        """Record the requests of a visit, each with the cookie, key and draft of earlier responses."""
        cookie, values = "", {KEY: "", DRAFT: ""}
        for number, step in enumerate(visit.steps, 1):
            headers = {**step.headers, **({"Cookie": f"toolkit={cookie}"} if cookie else {})}
            form = tuple((name, _fill_in(value, values)) for name, value in step.form)
            response = send(port, Request(_fill_in(step.url, values), step.method, headers, form))
            if cookie_match := COOKIE.match(response.header("Set-Cookie")):
                cookie = cookie_match.group(1)
            if key_match := SHARED_KEY.search(response.header("Location")):
                values[KEY] = key_match.group(1)
                self._normalize.learn(values[KEY], "<key>")
            if draft_match := DRAFT_IN_PAGE.search(body_text(response)):
                values[DRAFT] = draft_match.group(1)
            self._write_response(f"visits/{visit.name}", step, response, f"{number:02} ")

    def _record_case(self, case: Case) -> None:
        lines = []
        with changed_copy(self._workspace / case.folder, case.changes) as folder, used_port() as port:
            self._normalize.learn(f"port {port}", "port <port>")
            with index_lock(folder) if case.locked else nullcontext():
                for arguments in case.commands:
                    actual_arguments = [argument.replace("{port}", str(port)) for argument in arguments]
                    outcome = self._program.run(folder, actual_arguments, case.environment)
                    lines += [f"$ {shlex.join(('clearinghouse', *arguments))}", f"exit code {outcome.code}"]
                    lines += ["standard output:", outcome.output] if outcome.output else []
                    lines += ["standard error:", outcome.errors] if outcome.errors else []
        self._write("commands", case.name, "\n".join(lines))

    def _write_response(self, group: str, request: Request, response: Response, number: str = "") -> None:
        request_line = f"{'POST' if request.form else request.method} {request.url}"
        sent = [f"{name}: {value}" for name, value in request.headers.items()]
        form = [f"  {name}={value[:MAX_FIELD_LENGTH]}" for name, value in request.form]
        received = sorted(filter(None, (self._normalize.header(*header) for header in response.headers)))
        body = body_text(response, extract=not request.url.startswith("/documents/"))
        if response.media_type == "text/html":
            self._static_files.update(STATIC_FILE.findall(body))
        name = request.title or " ".join([request_line.removeprefix("GET "), *sent])
        head = "\n".join([request_line, *sent, *form, "", str(response.status), *received])
        self._write(group, f"{number}{name}", f"{head}\n\n{body}")

    def _write(self, group: str, name: str, text: str) -> None:
        folder = self._folder / group.replace(" ", "-")
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / file_name(name)
        if path.exists():
            raise ValueError(f"{group} has two recordings named '{name[:MAX_FIELD_LENGTH]}'")
        readable = self._normalize(text).replace("\0", "<NUL>")
        path.write_bytes(f"{readable}\n".encode("utf-8", "replace"))
        self.count += 1


def file_name(name: str) -> str:
    """Return the name of a recording's file: its readable part, and a digest that makes it unique."""
    readable = re.sub(r"[^A-Za-z0-9.=_-]+", "_", name).strip("_")[:90]
    return f"{readable or 'root'}.{sha1(name.encode(), usedforsecurity=False).hexdigest()[:6]}.txt"


def _fill_in(text: str, values: dict[str, str]) -> str:
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text


def _conditional_request(port: int) -> tuple[Request, Response]:
    """Return a conditional request for a page that has not changed, and its response."""
    tag = send(port, Request("/search?q=lpr")).header("ETag")
    response = send(port, Request("/search?q=lpr", headers={"If-None-Match": tag}))
    return Request("/search?q=lpr", title="unmodified page"), response
