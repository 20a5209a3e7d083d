"""What was merged stays merged when its source is imported again."""

import json

import pytest

from factories import write_corpus


@pytest.fixture
def corpus(folder):
    return write_corpus(folder / "corpus")


@pytest.fixture
def import_rows(folder, clearinghouse):
    """A function that imports titles by id from a source; it returns the command's JSON."""

    def run(**titles):
        source = folder / "partner.csv"
        rows = [f"{key},{title}" for key, title in titles.items()]
        source.write_text("\n".join(["id,title,url", *rows]) + "\n", encoding="utf-8")
        return json.loads(clearinghouse("import", "csv", str(source), "--json").stdout)

    return run


def test_a_merged_row_is_not_added_again_and_changes_nothing(corpus, clearinghouse, import_rows):
    import_rows(x1="The guide", x2="The guide again")
    records = corpus / "records" / "partner"
    kept, gone = sorted(path.stem for path in records.iterdir())
    assert clearinghouse("merge", kept, gone).exit_code == 0
    import_rows(x1="The better guide", x2="The guide once more")
    assert [path.stem for path in records.iterdir()] == [kept]
    text = (records / f"{kept}.yaml").read_text(encoding="utf-8")
    assert "The better guide" in text
    assert "id: x2" in text


def test_only_what_was_chosen_from_the_other_record_is_left_alone_by_later_imports(corpus, clearinghouse, import_rows):
    import_rows(x1="The guide,https://example.org/1")
    path = corpus / "records" / "own.yaml"
    path.write_text("id: own\ntitle: Mine\nurl: https://example.org/2\nrelated: [the-guide]\n", encoding="utf-8")
    assert clearinghouse("merge", "the-guide", "own", "--take", "url").exit_code == 0
    (kept,) = (corpus / "records" / "partner").iterdir()
    assert "  locked: [url]\n" in kept.read_text("utf-8")
    import_rows(x1="The better guide,https://example.org/3")
    text = kept.read_text("utf-8")
    assert ("title: The better guide\n" in text, "url: https://example.org/2\n" in text) == (True, True)


def test_what_the_catalog_has_from_elsewhere_is_listed_and_not_imported(corpus, import_rows):
    text = "id: guide\ntitle: The guide\nurl: https://example.org/guide\n"
    (corpus / "records" / "guide.yaml").write_text(text, encoding="utf-8")
    answer = import_rows(x1="The guide,https://www.example.org/guide/", x2="Another,https://example.org/b")
    fates = {fate["source_id"]: (fate["kind"], fate["record_id"]) for fate in answer["fates"]}
    assert fates == {"x1": ("known", "guide"), "x2": ("new", "another")}
