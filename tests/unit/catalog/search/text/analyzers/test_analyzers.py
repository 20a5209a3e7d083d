"""A language is one entry in the registry of analyzers."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import ANALYZERS, DEFAULT_ANALYZER, MARKERS, without_punctuation
from paths import ROOT

TOY = '''
"""A toy language: words lose their last two letters, `zu` is a stop word, and questions begin with `Ho`."""

from catalog.search.text.analyzer import Analyzer

ANALYZER = Analyzer(
    language="tl",
    tags=frozenset({"tl"}),
    stem=lambda word: word[:-2],
    min_stemmed=4,
    shared_letters=lambda stem_length: min(2, stem_length),
    stop_words=frozenset({"zu"}),
    asking_words=frozenset({"ho"}),
    recognizes=lambda text: text.startswith("Ho "),
    marker="^",
)
'''
SEARCH = """
import json, sys
from pathlib import Path
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import publish, record, settings

folder = Path(sys.argv[1])
publish(
    folder,
    record("toy", title="Borudo zu kalima", summary="Velito 20.", language="tl-XX"),
    record("english", title="Boruti rules", summary="Velitu 20.", language="en"),
    record("spanish", title="Las veledas", summary="Kalimas 20.", language="es"),
)
searcher = LiveSearcher(settings(folder)).current()

def answer(text):
    hits = searcher.search(Query(text, explain=True)).hits
    return {
        hit.record.id: [snippet.text[start:end] for snippet in hit.snippets for start, end in snippet.marks]
        for hit in hits
    }

print(json.dumps({text: answer(text) for text in sys.argv[2:]}))
"""


def test_every_analyzer_is_listed_under_its_own_language():
    assert [analyzer.language for analyzer in ANALYZERS.values()] == list(ANALYZERS)


def test_the_stems_of_every_other_language_have_a_marker_of_their_own_that_no_word_has():
    markers = [analyzer.marker for analyzer in ANALYZERS.values() if analyzer is not DEFAULT_ANALYZER]
    assert DEFAULT_ANALYZER.marker == ""
    assert all(len(marker) == 1 and not TOKEN_PATTERN.search(marker) for marker in markers)
    assert len(set(markers)) == len(markers) == len(MARKERS)


def test_a_third_language_takes_a_module_and_one_entry_in_the_registry(tmp_path):
    for package in ("catalog", "indexer"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "catalog/search/text/analyzers"
    (folder / "toy.py").write_text(TOY, encoding="utf-8")
    registry = folder / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    text = text.replace("import english, spanish", "import english, spanish, toy")
    text = text.replace('"es": spanish.ANALYZER,', '"es": spanish.ANALYZER, "tl": toy.ANALYZER,')
    registry.write_text(text, encoding="utf-8")
    marked = {
        "velixx": {"toy": ["Velito"]},
        '"velixx 20"': {"toy": ["Velito 20"]},
        "velixx*": {"toy": ["Velito"]},
        "kalimas": {"spanish": ["Kalimas"]},
        "20": {"english": ["20"], "spanish": ["20"], "toy": ["20"]},
        "Ho zu velixx": {"toy": ["Velito"]},
    }
    command = [sys.executable, "-c", SEARCH, str(tmp_path), *marked]
    path = os.pathsep.join((str(tmp_path), str(ROOT / "tests/support")))
    process = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == marked


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("immunity?", "immunity"),
        ("\u00bfinmunidad,", "inmunidad"),
        ("U.S.", "U.S."),
        ("(D.A.)", "D.A."),
        ("ojp.gov.", "ojp.gov"),
        ("C++", "C++"),
        ("?!", "?!"),
    ],
)
def test_punctuation_around_a_word_is_no_part_of_it(typed, bare):
    assert without_punctuation(typed) == bare
