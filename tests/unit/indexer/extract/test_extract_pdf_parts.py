"""PDF: what is not in the lines of a page: drop caps, form fields, notes, stamps, figures, XFA forms, attachments."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from document_bytes import drawn_pdf, pdf_stream
from extraction_results import refusal
from indexer.extract import extract


def text_of(data):
    return "\n\n".join(section.text for section in extract(data, "report.pdf").sections)


BODY = (" officers met weekly with", "all of their partners and", "spoke of every shooting")


def drop_cap(letter, rest, *, at_end=False, space="", size=36, body=BODY):
    """Draw a large letter, with the lines of its paragraph beside it."""
    cap = f"BT /F1 {size} Tf 72 676 Td ({letter}{space}) Tj ET\n"
    indent = 74 + stringWidth(letter + space, "Helvetica", size)
    lines = "".join(
        f"BT /F1 12 Tf {indent if n < 2 else 72} {690 - 14 * n} Td ({line}) Tj ET\n"
        for n, line in enumerate((rest + body[0], *body[1:]))
    )
    return drawn_pdf(lines + cap if at_end else cap + lines)


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize(
    ("letter", "rest", "word"),
    [
        ("K", "alamazoo", "Kalamazoo"),
        ("K", "ALAMAZOO", "KALAMAZOO"),
        ("A", "lthough", "Although"),
        ("A", "gencies", "Agencies"),
        ("I", "nvestigating", "Investigating"),
        ("O", "fficers", "Officers"),
        ("\u201cW", "e", "\u201cWe"),
    ],
)
def test_a_drop_cap_is_joined_to_its_word(letter, rest, word, at_end):
    assert text_of(drop_cap(letter, rest, at_end=at_end)).startswith(f"{word} ")


@pytest.mark.parametrize(("letter", "rest"), [("A", "small"), ("I", "was"), ("A", "STRONG")])
def test_a_drop_cap_that_is_a_word_stays_a_word(letter, rest):
    assert text_of(drop_cap(letter, rest)).startswith(f"{letter} {rest} officers")


def test_a_drop_cap_followed_by_a_space_in_the_page_is_a_word():
    assert text_of(drop_cap("A", "gency", space=" ")).startswith("A gency officers")


def test_the_other_words_of_the_page_tell_whether_a_drop_cap_is_a_word():
    other = (" officers", "and alone or alone", "with the men of it")
    assert text_of(drop_cap("A", "lone", body=other)).startswith("Alone")
    other = (" officers", "their agency is the", "gency of the gency")
    assert text_of(drop_cap("A", "gency", body=other)).startswith("Agency")


@pytest.mark.parametrize("size", [12, 16])
def test_a_letter_of_ordinary_size_is_not_a_drop_cap(size):
    assert not text_of(drop_cap("K", "alamazoo", size=size)).startswith("Kalamazoo")


def form_pdf(*fields, content="BT /F1 12 Tf 72 700 Td (Site:) Tj ET"):
    annotations = [f"/Subtype /Widget /F 4 {field}" for field in fields]
    catalog = "/AcroForm << /Fields [ANNOTATIONS] /DR << /Font << /Helv 3 0 R >> >> /DA (/Helv 12 Tf 0 g) >>"
    return drawn_pdf(content, annotations, catalog)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("/FT /Tx /T (a) /V (Housing estate)", "Housing estate"),
        ("/FT /Tx /T (a) /TU (Kind of site) /V (Housing estate)", "Kind of site: Housing estate"),
        ("/FT /Tx /T (a) /Ff 4096 /V (First line\\rSecond line)", "First line\nSecond line"),
        ("/FT /Ch /T (a) /Ff 131072 /Opt [[(h) (Housing estate)] [(s) (School)]] /V (h) /I [0]", "Housing estate"),
        ("/FT /Ch /T (a) /Opt [(School) (Park) (Bar)] /V [(School) (Bar)] /I [0 2]", "School, Bar"),
        ("/FT /Ch /T (a) /Ff 393216 /Opt [(School)] /V (Something else)", "Something else"),
        (
            "/FT /Btn /T (a) /TU (Weapon seen) /V /Yes /AS /Yes /AP << /N << /Yes 10 0 R /Off 10 0 R >> >>",
            "Weapon seen",
        ),
        ("/FT /Btn /T (Armed) /V /On /AS /On /AP << /N << /On 10 0 R /Off 10 0 R >> >>", "Armed"),
        ("/FT /Btn /Ff 32768 /T (Race) /V /Asian /AS /Asian /AP << /N << /Asian 10 0 R >> >>", "Race: Asian"),
    ],
)
def test_the_value_of_a_form_field_is_read_after_the_page(field, text):
    assert text_of(form_pdf(field)) == f"Site:\n\n{text}"


@pytest.mark.parametrize(
    "field",
    [
        "/FT /Tx /T (a)",
        "/FT /Tx /T (a) /V (Site:)",
        "/FT /Tx /T (a) /Ff 8192 /V (secret)",
        "/FT /Tx /T (a) /F 2 /V (hidden)",
        "/FT /Tx /T (a) /F 32 /V (only printed)",
        "/FT /Btn /T (Armed) /V /Off /AS /Off /AP << /N << /On 10 0 R >> >>",
        "/FT /Btn /T (Check Box12) /V /Yes /AS /Yes /AP << /N << /Yes 10 0 R >> >>",
        "/FT /Btn /Ff 65536 /T (a) /TU (Submit this form) /MK << /CA (Submit) >>",
    ],
)
def test_what_nobody_filled_in_or_sees_is_not_read(field):
    assert text_of(form_pdf(field)) == "Site:"


def test_a_value_in_two_places_of_a_page_is_read_once():
    field = "/FT /Tx /T (a) /V (Housing estate)"
    assert text_of(form_pdf(field, field.replace("(a)", "(b)"))) == "Site:\n\nHousing estate"


APPEARANCE = {
    10: pdf_stream(
        b"BT /F1 12 Tf 5 12 Td (Superseded in 2019) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 228 40] /Resources << /Font << /F1 3 0 R >> >>",
    )
}
MEMO = "BT /F1 12 Tf 72 700 Td (Memo of the unit) Tj ET"


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype /FreeText /DA (/Helv 12 Tf 0 g) /Contents (Typed over the scan)",
        "/Subtype /FreeText /RC (<body><p>Typed <b>over</b> the scan</p></body>)",
        "/Subtype /Text /Contents (Typed over the scan)",
        "/Subtype /Highlight /QuadPoints [72 700 90 700 72 690 90 690] /Contents (Typed over the scan)",
        "/Subtype /StrikeOut /QuadPoints [72 700 90 700 72 690 90 690] /Contents (Typed over the scan)",
        "/Subtype /Stamp /Contents (Typed over the scan)",
        "/Subtype /Square /Contents (Typed over the scan)",
        "/Subtype /FileAttachment /Contents (Typed over the scan)",
    ],
)
def test_notes_comments_and_stamps_are_read_after_the_page(annotation):
    assert text_of(drawn_pdf(MEMO, [annotation])).split() == "Memo of the unit Typed over the scan".split()


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Watermark"])
def test_a_text_that_only_a_stamp_draws_is_read(kind):
    data = drawn_pdf(MEMO, [f"/Subtype /{kind} /F 4 /AP << /N 10 0 R >>"], objects=APPEARANCE)
    assert text_of(data) == "Memo of the unit\n\nSuperseded in 2019"


def test_what_a_note_says_and_draws_is_read_once():
    note = "/Subtype /FreeText /F 4 /Contents (Superseded in 2019) /AP << /N 10 0 R >>"
    assert text_of(drawn_pdf(MEMO, [note], objects=APPEARANCE)) == "Memo of the unit\n\nSuperseded in 2019"


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype /Link /Contents (Skip me)",
        "/Subtype /Popup /Contents (Skip me)",
        "/Subtype /Text /F 2 /Contents (Skip me)",
        "/Subtype /Text /F 32 /Contents (Skip me)",
        "/Subtype /Text /StateModel (Review) /State (Accepted) /Contents (Accepted set by Skip me)",
        "/Subtype /Stamp /F 2 /AP << /N 10 0 R >>",
    ],
)
def test_links_pop_ups_and_hidden_notes_are_not_read(annotation):
    assert text_of(drawn_pdf(MEMO, [annotation], objects=APPEARANCE)) == "Memo of the unit"


def test_a_scan_with_a_typed_note_is_read():
    assert text_of(drawn_pdf("0 0 100 100 re f", ["/Subtype /FreeText /Contents (Case closed)"])) == "Case closed"


def tagged_pdf(element):
    return drawn_pdf(
        f"/Figure << /MCID 0 >> BDC 0 0 100 100 re f EMC {MEMO}",
        catalog="/MarkInfo << /Marked true >> /StructTreeRoot 10 0 R",
        objects={
            10: b"<< /Type /StructTreeRoot /K 11 0 R /ParentTree << /Nums [0 [11 0 R]] >> >>",
            11: f"<< /Type /StructElem /P 10 0 R /Pg 4 0 R /K 0 {element} >>".encode(),
        },
    )


def test_the_alternative_text_of_a_figure_is_read():
    assert text_of(tagged_pdf("/S /Figure /Alt (A map of shootings)")) == "Memo of the unit\n\nA map of shootings"


@pytest.mark.parametrize("element", ["/S /Figure /Alt (image12.png)", "/S /Link /Alt (Skip me)", "/S /Figure"])
def test_a_figure_without_a_description_has_no_text(element):
    assert text_of(tagged_pdf(element)) == "Memo of the unit"


WAIT = (
    "BT /F1 12 Tf 72 700 Td (Please wait...) Tj 0 -20 Td (If this message is not eventually replaced by the proper) Tj "
    "0 -16 Td (contents of the document, your PDF viewer may not be able to display it.) Tj ET"
)
WAIT_IN_SPANISH = "BT /F1 12 Tf 72 700 Td (Espere un momento, por favor) Tj ET"
TEMPLATE = (
    b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template xmlns='http://www.xfa.org/schema/xfa-template/3.3/'>"
    b"<subform><draw><value><text>Grant application</text></value></draw>"
    b"<draw presence='hidden'><value><text>Skip me</text></value></draw>"
    b"<field><caption><value><exData><body>Name of the <b>agency</b></body></exData></value></caption>"
    b"<assist><toolTip>Skip me</toolTip></assist><items><text>Skip me</text></items>"
    b"<validate><message><text>Skip me</text></message></validate></field></subform></template>"
    b"<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><form><agency>Tulsa Police</agency>"
    b"<logo>" + b"iVBORw0KGgo" * 50 + b"</logo></form></xfa:data></xfa:datasets></xdp:xdp>"
)


def xfa_pdf(content, xml, *, dynamic=True):
    needs_rendering = "/NeedsRendering true" if dynamic else ""
    catalog = f"/AcroForm << /Fields [] /XFA 10 0 R >> {needs_rendering}"
    return drawn_pdf(content, catalog=catalog, objects={10: pdf_stream(xml)})


@pytest.mark.parametrize("content", [WAIT, WAIT_IN_SPANISH])
def test_the_texts_of_an_xfa_form_are_read_instead_of_its_placeholder_with_a_note(content):
    document = extract(xfa_pdf(content, TEMPLATE), "form.pdf")
    ((section,), (note,)) = (document.sections, document.notes)
    assert section.text == "Grant application\n\nName of the agency\n\nTulsa Police"
    assert note.startswith("Only Adobe Acrobat and Reader display this form (XFA).")


@pytest.mark.parametrize("xml", [b"<xdp:xdp/>", b"not XML", b""])
def test_an_xfa_form_whose_texts_cannot_be_read_is_refused_with_the_reason(xml):
    error = refusal(xfa_pdf(WAIT, xml), "form.pdf")
    assert (error.kind, str(error)[:49]) == ("empty", "The content of this form could not be read, becau")


def test_an_xfa_form_with_pages_of_its_own_is_read_by_them():
    document = extract(xfa_pdf(MEMO, TEMPLATE, dynamic=False), "form.pdf")
    assert (document.sections[0].text, document.notes) == ("Memo of the unit", ())


@pytest.mark.parametrize(
    "lines",
    [
        ("The document you are trying to load requires Adobe Reader 8 or higher.",),
        ("To view the full contents of this document, you need a later version of the PDF viewer.",),
        ("Si este mensaje no se reemplaza por el contenido del documento, es posible que su visor",),
    ],
)
def test_a_page_that_only_asks_for_another_program_is_refused(lines):
    content = "BT /F1 12 Tf 72 700 Td " + " ".join(f"({line}) Tj" for line in lines) + " ET"
    assert str(refusal(drawn_pdf(content), "form.pdf")).startswith("This PDF only asks for another program")


ATTACHMENT = {
    10: b"<< /Type /Filespec /F (plan.docx) /UF (plan.docx) /EF << /F 11 0 R >> >>",
    11: pdf_stream(b"PK", "/Type /EmbeddedFile"),
}
ATTACHED = "/Names << /EmbeddedFiles << /Names [(plan.docx) 10 0 R] >> >>"


def test_attached_files_are_named_in_a_note():
    document = extract(drawn_pdf(MEMO, catalog=ATTACHED, objects=ATTACHMENT), "report.pdf")
    unread = "Attached files were not read (plan.docx): save them from the PDF, and add them to the record."
    assert (document.sections[0].text, document.notes) == ("Memo of the unit", (unread,))


def test_the_cover_of_a_portfolio_is_refused():
    cover = MEMO.replace("Memo of the unit", "For the best experience, open this PDF portfolio in Acrobat X")
    error = refusal(drawn_pdf(cover, catalog=ATTACHED, objects=ATTACHMENT), "report.pdf")
    assert str(error).startswith("This PDF is only the cover of attached files")
