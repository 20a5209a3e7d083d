"""Every public type and function has a unique name, so that a search for it finds one definition."""

import ast
from collections import defaultdict

from paths import ROOT

ALLOWED = {
    "install": "each part of the site adds itself to the application, called as module.install(app)",
    "main": "the entry points of two programs",
    "make_engine": "what the module of every engine offers (catalog/search/ports.py)",
    "read": "what the module of every extractor (indexer/extract) and of every reader of imports offers",
    "read_whole": "the same, of extractors of web pages, for pages inside of documents",
    "resource": "a view of the site and one of the API: the same thing in two formats",
    "search": "the same",
}


def public_names(path):
    """Yield the public classes, functions and type aliases at the top level of a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                pass
            case ast.Assign(targets=[ast.Name(id=name)]) if not name.isupper():
                pass
            case _:
                continue
        if not name.startswith("_"):
            yield name


def shared_names():
    """Return the names that several modules define, with the modules."""
    modules = defaultdict(set)
    for folder in ("catalog", "indexer", "webui"):
        for path in (ROOT / folder).rglob("*.py"):
            for name in public_names(path):
                modules[name].add(str(path.relative_to(ROOT)))
    return {name: sorted(paths) for name, paths in modules.items() if len(paths) > 1}


def test_no_two_modules_share_a_public_name_without_a_reason():
    assert {name: paths for name, paths in shared_names().items() if name not in ALLOWED} == {}


def test_every_allowed_name_is_still_shared():
    assert set(ALLOWED) <= set(shared_names())
