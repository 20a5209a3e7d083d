"""Readers of feeds and export files, as strict as the programs that import them."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
CSL_VARIABLES = frozenset(
    """
    id type title author issued publisher container-title collection-title genre medium edition number note DOI ISBN
    URL language abstract keyword source
    """.split()
)
"""The variables of CSL 1.0.2 that a record can fill; its data schema allows no others."""
CSL_TYPES = frozenset("broadcast dataset document motion_picture periodical report webpage".split())
"""The types of CSL 1.0.2 that formats map to."""


def read_xml(text):
    """Return the root element of an XML document."""
    return ET.fromstring(text)  # noqa: S314  # the site wrote it


def atom_ids(text):
    """Return the ids of the resources of an Atom feed, in order."""
    return [_last_part(entry.findtext(f"{ATOM}id")) for entry in read_xml(text).iter(f"{ATOM}entry")]


def rss_ids(text):
    """Return the ids of the resources of an RSS feed, in order."""
    return [_last_part(item.findtext("guid")) for item in read_xml(text).iter("item")]


def csv_rows(text):
    """Return the rows of a CSV file, each by column name."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def csv_ids(text):
    return [row["Id in this catalog"] for row in csv_rows(text)]


def ris_references(text):
    """Return the references of a RIS file, each as pairs of tag and value."""
    assert not text.replace("\r\n", "").count("\n")
    references = []
    for line in text.split("\r\n")[:-1]:
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "TY":
            references.append([])
        references[-1].append((tag, value))
    for reference in references:
        assert reference[-1] == ("ER", "")
        assert [tag for tag, _ in reference].count("ER") == 1
    return references


def ris_ids(text):
    return [_last_part(dict(reference)["N1"]) for reference in ris_references(text)]


def bibtex_entries(text):
    """Return type and fields of the entries of a BibTeX file, by key. Braces are counted as BibTeX counts them."""
    entries, position = {}, 0
    while start := re.compile(r"@(\w+)\{([^,\s]+),\n").search(text, position):
        entry_type, key = start.groups()
        end = _closing_brace(text, text.index("{", start.start()))
        body = text[start.end() : end]
        fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", body, re.MULTILINE))
        assert len(fields) == body.count("\n")
        assert key not in entries
        entries[key] = (entry_type, fields)
        position = end
    return entries


def bibtex_ids(text):
    return list(bibtex_entries(text))


def csl_items(text):
    """Return the items of a CSL-JSON file, each checked as a processor would: variables, names and dates."""
    items = json.loads(text)
    assert isinstance(items, list)
    for item in items:
        assert {"id", "type"} <= item.keys() <= CSL_VARIABLES
        assert item["type"] in CSL_TYPES
        texts = item.keys() - {"author", "issued"}
        assert all(isinstance(item[variable], str) and item[variable] for variable in texts)
        for name in item.get("author", ()):
            assert name.keys() == {"literal"} or {"family"} <= name.keys() <= {"family", "given", "suffix"}
        for parts in item.get("issued", {"date-parts": []})["date-parts"]:
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)
    return items


def csl_ids(text):
    return [item["id"] for item in csl_items(text)]


ID_READERS = {
    "atom": atom_ids,
    "rss": rss_ids,
    "csv": csv_ids,
    "ris": ris_ids,
    "bib": bibtex_ids,
    "csl.json": csl_ids,
}
"""Functions that return the ids of the resources in a file, by file name extension."""


def _closing_brace(text, start):
    depth = 0
    for index in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise AssertionError("an entry does not end")


def _last_part(url):
    return url.rpartition("/")[2]
