"""Changes of a small corpus, most of them mistakes, and of its index."""

from __future__ import annotations

SMALL_CORPUS = (
    *("starter-after-action-lessons-learned", "starter-federal-partners", "starter-first-community-meeting"),
    *("starter-guia-vecinos-policia", "starter-partner-checklist", "starter-toolkit-planning-workbook"),
    *("drug-market-intervention", "guiding-principles-on-use-of-force", "midsize-police-agencies-surviving-thriving"),
)
"""The records of the small corpus, none of which refers to a record outside it."""

RECORD = """\
id: new
title: A new resource
summary: About shootings.
format: webinar
topics: [gun-violence]
added: 2026-11-01
"""
NEW, OLD = "corpus/records/new.yaml", "corpus/records/drug-market-intervention.yaml"
TOOLKIT = """\
title: A new toolkit
topics: [gun-violence]
sections:
  - title: Begin
    items:
      - record: drug-market-intervention
      - record: no-such-record
"""


def with_document(path: str) -> str:
    """Return a record with a document."""
    return f"{RECORD}documents:\n  - path: {path}\n"


CHANGES: dict[str, dict[str, str | None]] = {
    "malformed record file": {NEW: "id: new\ntitle: [unclosed\n"},
    "unknown topic": {NEW: RECORD.replace("gun-violence", "gun-violense")},
    "missing document": {NEW: with_document("new/gone.pdf")},
    "missing taxonomy": {"corpus/taxonomy.yaml": None},
    "new record": {NEW: RECORD},
    "removed record": {OLD: None},
    "changed record": {OLD: RECORD.replace("new", "drug-market-intervention", 1)},
    "changed document": {
        "corpus/documents/starter-partner-checklist/violence-reduction-partner-checklist.csv": "who,what\nchief,call\n"
    },
    "unknown fields": {NEW: f"{RECORD}color: red\npublishd: 2020\n"},
    "many invalid fields": {
        NEW: "id: New One\ntitle: ''\nformat: webinarr\ntopics: technology\nadded: soon\nurl: zeppelin\n"
    },
    "duplicate id": {NEW: RECORD.replace("id: new", "id: drug-market-intervention")},
    "duplicate alias": {NEW: f"{RECORD}aliases: ['723']\n"},
    "empty record file": {NEW: ""},
    "record file of plain text": {NEW: "just words\n"},
    "two records in a file": {
        "corpus/records/two.yaml": f"- {RECORD.replace(chr(10), chr(10) + '  ')}\n- id: second\n"
    },
    "JSON record": {
        "corpus/records/new.json": '{"id": "new", "title": "New", "format": "podcast", "topics": ["technology"]}'
    },
    "malformed JSON record": {"corpus/records/new.json": '{"id": "new",'},
    "unknown related records": {NEW: f"{RECORD}related: [zeppelin, drug-market-intervention]\nsupersedes: [none]\n"},
    "other files among the records": {"corpus/records/notes.txt": "Do not forget\n", "corpus/records/.hidden": ""},
    "document outside the folder": {NEW: with_document("../taxonomy.yaml")},
    "empty document": {NEW: with_document("new/empty.txt"), "corpus/documents/new/empty.txt": ""},
    "invalid PDF": {NEW: with_document("new/broken.pdf"), "corpus/documents/new/broken.pdf": "%PDF-1.7\nzeppelin\n"},
    "invalid Word document": {
        NEW: with_document("new/broken.docx"),
        "corpus/documents/new/broken.docx": "zeppelin\n",
    },
    "document of an unknown type": {
        NEW: with_document("new/a.zip"),
        "corpus/documents/new/a.zip": "PK\x03\x04zeppelin",
    },
    "text documents": {
        NEW: f"{with_document('new/a.md')}  - path: new/b.html\n  - path: new/c.vtt\n  - url: https://example.org/d.pdf\n",
        "corpus/documents/new/a.md": "# One\n\nText about cameras.\n\n## Two\n\n- a list\n",
        "corpus/documents/new/b.html": "<nav>menu</nav><main><h1 id=a>Title</h1><p>Words.</p></main>",
        "corpus/documents/new/c.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n",
    },
    "malformed taxonomy": {"corpus/taxonomy.yaml": "topics: [\n"},
    "invalid taxonomy": {
        "corpus/taxonomy.yaml": "topics:\n  - value: A B\n  - label: None\nformats: []\nzeppelins: []\n"
    },
    "best bet": {
        "corpus/best_bets.yaml": "- queries: [drug markets]\n  record: drug-market-intervention\n  text: Begin here.\n"
    },
    "invalid best bets": {
        "corpus/best_bets.yaml": "- queries: [lpr]\n  record: zeppelin\n- queries: []\n  link: {url: x}\n- color: red\n"
    },
    "malformed best bets": {"corpus/best_bets.yaml": "- queries: [\n"},
    "toolkit with an unknown record": {"corpus/toolkits/new.yaml": TOOLKIT},
    "invalid toolkit": {"corpus/toolkits/new.yaml": "title: ''\ntopics: [zeppelin]\nsections: none\n"},
    "page": {"corpus/pages/about.md": "---\ntitle: About us\n---\n\nWe are *here*.\n"},
    "invalid pages": {
        "corpus/pages/about.md": "No title\n",
        "corpus/pages/abuot.md": "---\ntitle: About\n---\n\nText.\n",
        "corpus/pages/team.fr.md": "---\ntitle: Equipe\ncolor: red\n---\n\nTexte.\n",
    },
    "invalid sites": {
        "corpus/sites.yaml": "- id: one\n  city: Toledo\n  state: ZZ\n  latitude: 100\n  longitude: x\n- city: None\n"
    },
    "sites": {
        "corpus/sites.yaml": "- id: toledo-oh\n  city: Toledo\n  state: OH\n  latitude: 41.65\n  longitude: -83.54\n"
        "  cohort: 2019\n  source: https://example.org/sites\n"
    },
    "damaged generation": {"var/generations/*/manifest.json": "{}\n"},
    "missing generation": {"var/CURRENT": "000009-20200101T000000Z\n"},
    "missing cache": {"var/cache/text/*": None},
}
"""The new content of files by name, None for files to remove, by what the change is."""
