"""Feeds and files read back, as the programs read them that they are made for."""

from __future__ import annotations

import csv
import re
from io import StringIO
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read_xml(text):
    """The document that a text is."""
    return ET.fromstring(text)  # noqa: S314  # the site wrote it


def atom_ids(text):
    """The ids of an Atom feed's resources, in its order."""
    return [_last_part(entry.findtext(f"{ATOM}id")) for entry in read_xml(text).iter(f"{ATOM}entry")]


def rss_ids(text):
    """The ids of an RSS feed's resources, in its order."""
    return [_last_part(item.findtext("guid")) for item in read_xml(text).iter("item")]


def csv_rows(text):
    """The rows of a table, each by the names of its columns."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def csv_ids(text):
    return [row["Id in this catalog"] for row in csv_rows(text)]


def ris_references(text):
    """The references of a RIS file, each as pairs of tag and value."""
    assert not text.replace("\r\n", "").count("\n")
    references = []
    for line in text.split("\r\n")[:-1]:
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "TY":
            references.append([])
        references[-1].append((tag, value))
    assert all(each[-1] == ("ER", "") and [tag for tag, _ in each].count("ER") == 1 for each in references)
    return references


def ris_ids(text):
    return [_last_part(dict(each)["N1"]) for each in ris_references(text)]


def bibtex_entries(text):
    """The entries of a BibTeX file by their keys: type and fields. Braces are counted as BibTeX counts them."""
    entries, place = {}, 0
    while found := re.compile(r"@(\w+)\{([^,\s]+),\n").search(text, place):
        kind, key = found.groups()
        end = _closing(text, text.index("{", found.start()))
        body = text[found.end() : end]
        fields = dict(re.findall(r"^  (\w+) = \{?(.*?)\}?,$", body, re.MULTILINE))
        assert len(fields) == body.count("\n")
        assert key not in entries
        entries[key] = (kind, fields)
        place = end
    return entries


def bibtex_ids(text):
    return list(bibtex_entries(text))


IDS = {"atom": atom_ids, "rss": rss_ids, "csv": csv_ids, "ris": ris_ids, "bib": bibtex_ids}
"""How to find the ids of the resources in each form, by its ending."""


def _closing(text, start):
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    raise AssertionError("an entry does not end")


def _last_part(address):
    return address.rpartition("/")[2]
