"""The widget's guide, manifest and types name everything that its scripts use, and nothing else."""

import json
import re

import pytest

from paths import ROOT
from webui.embed.releases import widget_releases

FILES = {name: file.content.decode() for name, file in widget_releases().latest.files.items()}
CODE = FILES["clearinghouse-search.js"] + FILES["clearinghouse-results.js"]
TYPES = FILES["clearinghouse-search.d.ts"]
MANIFEST = json.loads(FILES["custom-elements.json"])
GUIDE = (ROOT / "docs" / "embedding.md").read_text("utf-8")
STANDARD_METHODS = {"constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"}
"""What the browser calls, not the page."""
KINDS = ("attributes", "events", "methods", "properties", "parts")


# What is used and what is documented, by kind


def words(pattern, text=CODE):
    """Return the words of every match: those of its first group."""
    return {
        word for match in re.findall(pattern, text, re.DOTALL | re.MULTILINE) for word in re.findall(r"[\w-]+", match)
    }


def used():
    element_class = re.search(r"^class \w+ extends HTMLElement \{\n(.*?)^\}", CODE, re.DOTALL | re.MULTILINE)[1]
    return {
        "attributes": words(r'(?:this|widget)\.(?:get|choice|number|attribute)\("([\w-]+)"')
        | words(r'FILTERS =\s*"([^"]+)"')
        | words(r"\[([^\]]+)\]\.map\(\(name\) => this\.get\(name\)"),
        "events": {f"clearinghouse-{name}" for name in words(r'\.(?:emit|visit)\("(\w+)"')},
        "methods": words(r"^  (?:async )?(\w+)\(", element_class) - STANDARD_METHODS,
        "properties": words(r"(--clearinghouse-[\w-]+)"),
        "parts": words(r'part~?="?([a-z]+)') | words(r'part: "([^"]+)"'),
    }


def in_the_guide():
    def first_cells(heading):
        tables = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", GUIDE, re.MULTILINE)[1]
        return re.findall(r"`([\w-]+)[^`]*`", " ".join(row.split("|")[1] for row in tables.splitlines()))

    headings = ("attribute", "event", "method", "property", "part")
    return {kind: set(first_cells(heading)) for kind, heading in zip(KINDS, headings, strict=True)}


def in_the_manifest():
    (declaration,) = MANIFEST["modules"][0]["declarations"]
    keys = ("attributes", "events", "members", "cssProperties", "cssParts")
    return {kind: {item["name"] for item in declaration[key]} for kind, key in zip(KINDS, keys, strict=True)}


def in_the_types():
    def members(interface):
        body = re.search(rf"^export interface {interface}\b[^{{]*\{{\n(.*?)^\}}", TYPES, re.DOTALL | re.MULTILINE)[1]
        return words(r'^  ("?[\w-]+"?)(?:\?|:|\()', body)

    return {
        "attributes": members("ClearinghouseSearchAttributes"),
        "events": members("ClearinghouseEvents"),
        "methods": members("ClearinghouseSearch"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_documents_everything_that_the_scripts_use_and_nothing_else(kind):
    assert in_the_guide()[kind] == used()[kind] != set()


@pytest.mark.parametrize("kind", KINDS)
def test_the_manifest_lists_the_same(kind):
    assert in_the_manifest()[kind] == used()[kind]


@pytest.mark.parametrize("kind", ["attributes", "events", "methods"])
def test_the_types_declare_the_same(kind):
    assert in_the_types()[kind] == used()[kind]


def test_the_guide_and_the_types_say_what_is_in_each_event():
    fields = {
        name: set(re.findall(r"\w+", names))
        for name, names in re.findall(r"^\| `(clearinghouse-\w+)` \|[^|]*`\{([^}]*)\}`", GUIDE, re.MULTILINE)
    }
    types = dict(re.findall(r'"(clearinghouse-\w+)": CustomEvent<(\w+)>', TYPES))
    bodies = {name: re.search(rf"interface {name} \{{(.*?)\n\}}", TYPES, re.DOTALL)[1] for name in types.values()}
    assert fields == {name: set(re.findall(r"readonly (\w+):", bodies[types[name]])) for name in types}


# The manifest follows the schema of custom elements manifests, version 2.1.0

TEXT, TYPE, REFERENCE = "text", "type", "reference"
SHAPES = {
    "package": ({"schemaVersion": TEXT, "modules": ["module"]}, {"readme": TEXT, "deprecated": TEXT}),
    "module": (
        {"kind": "=javascript-module", "path": TEXT},
        {"declarations": ["element"], "exports": ["export"], "description": TEXT, "summary": TEXT},
    ),
    "element": (
        {"kind": "=class", "name": TEXT, "customElement": True},
        {"tagName": TEXT, "superclass": REFERENCE, "attributes": ["attribute"], "members": ["method"]}
        | {"events": ["event"], "slots": ["named"], "cssProperties": ["property"], "cssParts": ["named"]}
        | {"description": TEXT, "summary": TEXT},
    ),
    "attribute": ({"name": TEXT}, {"type": TYPE, "default": TEXT, "description": TEXT, "fieldName": TEXT}),
    "method": (
        {"kind": "=method", "name": TEXT},
        {"parameters": ["parameter"], "return": "return", "description": TEXT},
    ),
    "parameter": ({"name": TEXT}, {"type": TYPE, "optional": True, "default": TEXT, "description": TEXT}),
    "return": ({}, {"type": TYPE, "description": TEXT}),
    "event": ({"name": TEXT, "type": TYPE}, {"description": TEXT}),
    "property": ({"name": TEXT}, {"default": TEXT, "syntax": TEXT, "description": TEXT}),
    "named": ({"name": TEXT}, {"description": TEXT}),
    "export": ({"kind": "=custom-element-definition", "name": TEXT, "declaration": REFERENCE}, {}),
    TYPE: ({"text": TEXT}, {}),
    REFERENCE: ({"name": TEXT}, {"package": TEXT, "module": TEXT}),
}
"""The required and the other members of each object that the manifest uses, with the shape of their values."""


def faults(value, shape, path=""):
    """Yield the path of everything in a value that is not of a shape."""
    if isinstance(shape, list):
        for number, item in enumerate(value):
            yield from faults(item, shape[0], f"{path}/{number}")
    elif shape is True or shape == TEXT or shape.startswith("="):
        is_valid = value is True if shape is True else isinstance(value, str) and shape in (TEXT, f"={value}")
        yield from () if is_valid else (path,)
    else:
        required, others = SHAPES[shape]
        yield from (f"{path}/{name} is missing" for name in required.keys() - value.keys())
        for name, item in value.items():
            known = (required | others).get(name)
            yield from faults(item, known, f"{path}/{name}") if known else (f"{path}/{name}",)


def test_the_manifest_has_the_structure_of_its_schema():
    assert MANIFEST["schemaVersion"] == "2.1.0"
    assert list(faults(MANIFEST, "package")) == []


def test_the_manifest_is_about_the_element_and_its_script():
    (module,) = MANIFEST["modules"]
    (declaration,), (export,) = module["declarations"], module["exports"]
    assert module["path"] in FILES
    assert export["name"] == declaration["tagName"] == "clearinghouse-search"
    assert export["declaration"] == {"name": declaration["name"], "module": module["path"]}
    assert f"class {declaration['name']} extends HTMLElement" in CODE


def test_everything_in_the_manifest_is_described():
    (declaration,) = MANIFEST["modules"][0]["declarations"]
    lists = [value for value in declaration.values() if isinstance(value, list)]
    assert [item["name"] for items in lists for item in items if not item["description"].endswith(".")] == []


@pytest.mark.parametrize("name", ["clearinghouse-search.js", "clearinghouse-frame.js"])
def test_the_guide_has_the_hashes_of_the_newest_release(name):
    release = widget_releases().latest
    (integrity,) = re.findall(rf'{release.version}/{re.escape(name)}"\s+integrity="([^"]+)"', GUIDE)
    assert integrity == release.files[name].integrity
