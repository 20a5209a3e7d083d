"""The built wheel, installed outside the checkout, indexes a corpus and serves it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from catalog.model import Document
from factories import record, write_corpus, write_page
from paths import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

PACKAGES = ("catalog", "indexer", "webui")
MAX_START_S = 60
"""A server that has not answered by then is broken."""


def run(*command, folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CATALOG_", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The `bin` folder of a virtual environment with the wheel and the locked packages of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    source, wheels, environment = folder / "source", folder / "wheels", folder / "environment"
    source.mkdir()
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    built = run(*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", wheels, source, folder=folder)
    assert built.returncode == 0, built.stderr
    run(sys.executable, "-m", "venv", "--without-pip", environment, folder=folder)
    (site_packages,) = environment.glob("lib/*/site-packages")
    (site_packages / "locked.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    (wheel,) = wheels.iterdir()
    python = environment / "bin" / "python"
    installation = run(
        *pip, "--python", python, "install", "--no-index", "--no-deps", "--ignore-installed", wheel, folder=folder
    )
    assert installation.returncode == 0, installation.stderr
    return environment / "bin"


@pytest.fixture
def folder(tmp_path):
    """A working directory outside the checkout, with a small corpus."""
    tracing = record("tracing", title="Gun tracing", documents=(Document(path="tracing.txt"),))
    write_corpus(tmp_path / "corpus", tracing, documents={"tracing.txt": "How to trace firearms by ballistics."})
    write_page(tmp_path / "corpus", "about", "Who we are.", title="About us")
    return tmp_path


@pytest.fixture
def get(installed, folder):
    """A function that fetches the text of a path from a server of the indexed corpus."""
    indexed = run(installed / "clearinghouse", "index", "--json", folder=folder)
    assert indexed.returncode == 0, indexed.stderr
    assert json.loads(indexed.stdout)["records"]["added"] == 1
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(installed / "clearinghouse"), "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, cwd=folder, start_new_session=True) as server:
        try:
            yield lambda path: fetch(f"http://127.0.0.1:{port}{path}", server)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            assert server.wait(MAX_START_S) == 0


def fetch(url, server):
    """Return the text at `url` as soon as the server answers."""
    deadline = time.monotonic() + MAX_START_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=MAX_START_S) as response:  # noqa: S310  # our own server
                return response.read().decode()
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"no answer at {url}")


def test_the_packages_come_from_the_wheel_and_not_from_the_checkout(installed, folder):
    code = f"import {', '.join(PACKAGES)}; print({', '.join(f'{name}.__file__' for name in PACKAGES)})"
    paths = run(installed / "python", "-c", code, folder=folder).stdout.split()
    assert len(paths) == len(PACKAGES)
    assert all(path.startswith(str(installed.parent)) for path in paths)


def test_an_installed_clearinghouse_serves_pages_styles_scripts_and_the_api(get):
    home = get("/")
    assert "Gun tracing" in home
    assert ":root {" in get(re.search(r'href="(/static/site\.css[^"]*)"', home)[1])
    assert "localStorage" in get(re.search(r'src="(/static/js/[^"]*)"', home)[1])
    assert "<symbol" in get("/static/icons.svg")
    assert "Buscar" in get("/es/search")
    files = json.loads(get("/embed/versions.json"))["versions"][0]["files"]
    assert [len(get(urlsplit(file["url"]).path).encode()) for file in files] == [file["bytes"] for file in files]
    assert json.loads(get("/api/v1/search?q=ballistics"))["total"] == 1


@pytest.mark.parametrize("command", [("index",), ("search", "tracing")])
def test_a_command_outside_any_corpus_says_what_to_do(installed, tmp_path, command):
    result = run(installed / "clearinghouse", *command, folder=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith("clearinghouse: ")
    assert re.search(r"--corpus DIR|clearinghouse index", result.stderr)
