"""A corpus whose files are changed by change sets."""

import pytest

from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from factories import settings, write_corpus
from indexer.editing.change_set import ChangeDraft, EditKind
from indexer.editing.history import History
from indexer.editing.record_files import RecordFiles


class EditedCorpus:
    """A corpus in a folder, its record files, and its history."""

    def __init__(self, folder):
        self.settings = settings(folder)
        self.corpus = self.settings.corpus

    @property
    def history(self):
        return History(self.settings)

    def write(self, name, text):
        (self.corpus / "records" / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.corpus / "records" / name).read_text(encoding="utf-8")

    def contents(self):
        return RecordStore(self.corpus, load_taxonomy(self.corpus / "taxonomy.yaml")).load()

    def record_files(self):
        return RecordFiles(self.corpus, self.contents())

    def draft(self, title="Change", **changes_by_id):
        """Return a draft that changes fields of records."""
        files = self.record_files()
        for record_id, changes in changes_by_id.items():
            files.edit(record_id, changes)
        return ChangeDraft(EditKind.EDIT, title, files.versions(), files.fields)

    def change(self, title="Change", **changes_by_id):
        """Change fields of records; return the change set."""
        return self.history.apply(self.draft(title, **changes_by_id), "Ana")


@pytest.fixture
def edited(folder):
    write_corpus(folder / "corpus")
    corpus = EditedCorpus(folder)
    corpus.write("a.yaml", "id: a\ntitle: First\n")
    corpus.write("b.yaml", "id: b\ntitle: Second\n")
    return corpus
