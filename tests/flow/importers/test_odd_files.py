"""`clearinghouse import` of files as they come: odd cells of workbooks, tabs, files that cannot be opened."""

import datetime as dt

import openpyxl
import pytest

import unreadable
from partner_source import ROWS


@pytest.fixture
def workbook(folder, partner, clearinghouse):  # noqa: ARG001  # the corpus is that of a partner
    """A function that makes a workbook of rows with some cells merged, and imports it."""

    def run(*rows, merged=()):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for cells in merged:
            book.active.merge_cells(cells)
        book.save(folder / "partner.xlsx")
        return clearinghouse("import", "xlsx", f"{folder}/partner.xlsx")

    return run


def test_dates_that_became_numbers_are_read_and_named_with_row_and_column(workbook, partner):
    result = workbook(["ID", "Title", "Date"], [1, "Guns", 45383], [2, "Maps", 45384])
    assert "row 2, row 3: column 'Date': the number was read as the day that spreadsheets show for it" in result.stdout
    assert str(partner.records()["guns"].published) == "2024-04-01"


def test_a_number_among_dates_is_read_as_a_date_and_named_with_its_cell(workbook, partner):
    result = workbook(
        ["ID", "Title", "Date"], [1, "Guns", dt.date(2024, 5, 3)], [2, "Maps", dt.date(2024, 5, 4)], [3, "Safes", 45383]
    )
    assert "The number 45383 in cell C4 was read as the date 2024-04-01" in result.stdout
    assert str(partner.records()["safes"].published) == "2024-04-01"


def test_a_merged_cell_counts_for_its_rows_and_is_named(workbook, partner):
    rows = (["ID", "Title", "Publisher"], [1, "Guns", "City of Ames"], [2, "Maps", None])
    result = workbook(*rows, merged=["C2:C3"])
    assert "row 3: The value of the merged cell C2 counts for this row, too: check it." in result.stdout
    assert partner.records()["maps"].publishers == ("City of Ames",)


def test_a_tab_in_the_mapping_is_named_with_its_line(partner):
    (partner.corpus / "mappings.yaml").write_text("- source: partner\n\tcolumns:\n", encoding="utf-8")
    result = partner.run()
    assert (result.exit_code, "corpus/mappings.yaml:2: there is a tab here: use spaces" in result.stderr) == (2, True)


def test_a_tab_in_a_record_is_named_with_its_line(partner, clearinghouse):
    (partner.corpus / "records/tab.yaml").write_text("id: tab\ntitle: T\n\tpages: 3\n", encoding="utf-8")
    assert "corpus/records/tab.yaml:3: there is a tab here: use spaces" in clearinghouse("index").output


@pytest.mark.parametrize(
    "replacement", [unreadable.link_loop, unreadable.broken_link, unreadable.name_too_long, unreadable.pipe]
)
def test_a_file_that_cannot_be_opened_is_named_and_nothing_changes(partner, replacement):
    unreadable.moved_away(partner.path, replacement)
    before = partner.files()
    result = partner.run()
    assert (result.exit_code, "partner.csv" in result.stderr) == (2, True)
    assert partner.files() == before


def test_a_name_that_is_too_long_is_an_error_for_editors(clearinghouse, partner):  # noqa: ARG001  # it has a corpus
    result = clearinghouse("import", "csv", "x" * 300)
    assert (result.exit_code, result.stderr.startswith("clearinghouse: there is no file 'xxx")) == (2, True)


@pytest.mark.usefixtures("partner")
def test_a_file_without_anything_to_read_is_refused_with_what_to_check(folder, clearinghouse):
    path = folder / "references.ris"
    path.write_text("@report{doe, title = {Guns}}\n", encoding="utf-8")
    reason = "nothing was imported: it is empty, or in another format: check that it is the right file\n"
    assert clearinghouse("import", "ris", str(path)).stderr.endswith(reason)


def test_the_address_of_a_link_counts_before_its_text(folder, partner, clearinghouse):
    book = openpyxl.Workbook()
    rows = (("Title", "Link"), ("Guns", "Click here"), ("Maps", "https://example.org/maps"), ("Safes", "Click here"))
    for row in rows:
        book.active.append(row)
    book.active["B2"].hyperlink = "https://example.org/guns"
    book.save(folder / "partner.xlsx")
    result = clearinghouse("import", "xlsx", f"{folder}/partner.xlsx", "--no-publish")
    records = partner.records()
    assert [records[name].url for name in ("guns", "maps", "safes")] == [
        "https://example.org/guns",
        "https://example.org/maps",
        None,
    ]
    assert "row 4: field 'url' was left out: 'Click here' is not a web address" in result.stdout


def test_the_id_of_a_record_has_nothing_of_the_markup_in_its_title(partner):
    partner.write({**ROWS[0], "title": "Research &amp; <b>Practice</b>"})
    assert "new      row 2: research-practice: Research & Practice\n" in partner.run("--no-publish").stdout
    assert partner.records()["research-practice"].title == "Research & Practice"


@pytest.mark.usefixtures("partner")
def test_a_file_in_another_format_is_named_without_saying_twice_what_it_is_about(folder, clearinghouse):
    (folder / "partner.xlsx").write_text("ID,Title\n1,Guns\n", encoding="utf-8")
    result = clearinghouse("import", "xlsx", f"{folder}/partner.xlsx")
    assert "so nothing was imported: This file is not a workbook (.xlsx)" in result.stderr
