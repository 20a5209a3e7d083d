"""The spreadsheet of a partner, and the corpus that it is imported into."""

import csv
import json

from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from factories import settings

ROWS = (
    {"id": "p1", "title": "Gun tracing", "type": "Webinar", "topic": "Technology", "issued": "2024-05-17"},
    {"id": "p2", "title": "Gun safes", "type": "Podcast", "topic": "Gun violence", "issued": "2023"},
    {"id": "p3", "title": "Patrol maps", "type": "Video", "topic": "Crime analysis", "issued": ""},
)


class Partner:
    """The source of a partner, and the corpus that it is imported into."""

    def __init__(self, folder, clearinghouse):
        self.path = folder / "partner.csv"
        self.settings = settings(folder)
        self.corpus = self.settings.corpus
        self._clearinghouse = clearinghouse
        self.write(*ROWS)

    def write(self, *rows):
        """Write the rows of the source; columns are those of ROWS, and what rows have besides."""
        names = list(dict.fromkeys(name for row in (*ROWS, *rows) for name in row))
        with self.path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, names)
            table.writeheader()
            table.writerows(rows)

    def run(self, *options):
        """Import the source; return the result of the command."""
        return self._clearinghouse("import", "csv", str(self.path), *options)

    def fates(self, *options):
        """Import the source; return what became of each row by its id in the source."""
        result = self.run("--json", *options)
        assert result.exit_code in {0, 1}, result.output
        return {fate["source_id"]: fate["kind"] for fate in json.loads(result.stdout)["fates"]}

    def records(self):
        """Return the valid records of the corpus by id."""
        contents = RecordStore(self.corpus, load_taxonomy(self.corpus / "taxonomy.yaml")).load()
        return {item.record.id: item.record for item in (*contents.records, *contents.drafts, *contents.withdrawn)}

    def edit(self, record_id, before, after):
        """Change the file of a record as an editor does."""
        path = self.corpus / f"records/partner/{record_id}.yaml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def files(self):
        """Return the content of every file of the corpus."""
        return {path: path.read_bytes() for path in sorted(self.corpus.rglob("*")) if path.is_file()}
