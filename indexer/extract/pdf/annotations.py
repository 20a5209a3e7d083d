"""Reads what was added to a page of a PDF: the values of form fields, notes, comments and stamps."""

from __future__ import annotations

import contextlib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdfium2
from pypdfium2 import raw

from indexer.extract.pdf.strings import string

HIDDEN_FLAGS = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
PASSWORD_FLAG = 1 << 13  # ISO 32000-1, table 228

_COMMENTS = frozenset(
    {
        raw.FPDF_ANNOT_TEXT,
        raw.FPDF_ANNOT_FREETEXT,
        raw.FPDF_ANNOT_LINE,
        raw.FPDF_ANNOT_SQUARE,
        raw.FPDF_ANNOT_CIRCLE,
        raw.FPDF_ANNOT_POLYGON,
        raw.FPDF_ANNOT_POLYLINE,
        raw.FPDF_ANNOT_HIGHLIGHT,
        raw.FPDF_ANNOT_UNDERLINE,
        raw.FPDF_ANNOT_SQUIGGLY,
        raw.FPDF_ANNOT_STRIKEOUT,
        raw.FPDF_ANNOT_STAMP,
        raw.FPDF_ANNOT_CARET,
        raw.FPDF_ANNOT_INK,
        raw.FPDF_ANNOT_FILEATTACHMENT,
    }
)
"""Kinds of annotations with a text by their author. The text of a link only describes it, and a pop-up repeats."""

_DRAWN = frozenset({raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WATERMARK})
"""Kinds of annotations whose text may be only in what they draw."""

_CHOICES = frozenset({raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
_BOXES = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_NO_NAME = re.compile(
    r"(?:check ?box|radio ?button|button|group|field|choice|option|undefined|yes|on|off|true|\d|\W)[\W\d_]*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TAG = re.compile(r"<[^<>]*>")


def annotation_texts(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, index: int, page_text: str) -> list[str]:
    """Return the texts that were added to the page with this index, in their order, without what the page itself says.

    `document.init_forms()` must have been called before the page was opened.
    """
    texts: dict[str, str] = {}  # with labels
    kinds: set[int] = set()
    known = _folded(page_text)
    for annotation in _visible_annotations(page):
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        kinds.add(kind)
        is_field = kind == raw.FPDF_ANNOT_WIDGET
        label, text = _field(document, annotation) if is_field else ("", _comment(annotation, kind))
        if text.strip() and not _contains(known, text):
            texts[f"{label}: {text}" if label else text] = text
    drawn = [] if kinds.isdisjoint(_DRAWN) else _drawn_lines(document, index, page_text, texts.values())
    return [*texts, *drawn]


def _visible_annotations(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_ANNOTATION]:
    """Yield the annotations of a page that are shown, each as long as it is used."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        if annotation := raw.FPDFPage_GetAnnot(page, index):
            try:
                if not raw.FPDFAnnot_GetFlags(annotation) & HIDDEN_FLAGS:
                    yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _field(document: pypdfium2.PdfDocument, annotation: raw.FPDF_ANNOTATION) -> tuple[str, str]:
    """Return the label, which may be empty, and the value of a form field; the value is empty if there is none."""
    form = document.formenv
    if form is None:
        return "", ""
    label = string(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation).strip()
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _BOXES:
        return _checked_box(form, annotation, label)
    if kind in _CHOICES:
        options = range(raw.FPDFAnnot_GetOptionCount(form, annotation))
        selected = (index for index in options if raw.FPDFAnnot_IsOptionSelected(form, annotation, index))
        labels = [string(raw.FPDFAnnot_GetOptionLabel, form, annotation, index) for index in selected]
        if labels:
            return label, ", ".join(labels)
    if kind in _CHOICES or kind == raw.FPDF_FORMFIELD_TEXTFIELD:
        is_password = raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & PASSWORD_FLAG
        return label, "" if is_password else string(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    return "", ""


def _checked_box(form: pypdfium2.PdfFormEnv, annotation: raw.FPDF_ANNOTATION, label: str) -> tuple[str, str]:
    """Return the label and the value of a check box or radio button if it is checked; its name may be its value."""
    if not raw.FPDFAnnot_IsChecked(form, annotation):
        return "", ""
    value = string(raw.FPDFAnnot_GetFormFieldExportValue, form, annotation)
    label = label or string(raw.FPDFAnnot_GetFormFieldName, form, annotation).rpartition(".")[2]
    names = [name for name in (label, value) if not _NO_NAME.fullmatch(name)]
    return (names[0], names[1]) if len(names) > 1 else ("", "".join(names))


def _comment(annotation: raw.FPDF_ANNOTATION, kind: int) -> str:
    """Return what the author of a note, comment or stamp wrote; not that a comment was accepted or rejected."""
    if kind not in _COMMENTS or raw.FPDFAnnot_HasKey(annotation, b"StateModel"):
        return ""
    rich_text = string(raw.FPDFAnnot_GetStringValue, annotation, b"RC")
    return string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents") or html.unescape(_TAG.sub(" ", rich_text))


def _drawn_lines(document: pypdfium2.PdfDocument, index: int, page_text: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines that annotations draw on a page, except its own lines and known texts.

    PDFium reads the text of annotations only when they have become part of the page; the document is changed by that.
    """
    with contextlib.closing(document[index]) as page:
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return
    with contextlib.closing(document[index]) as page, contextlib.closing(page.get_textpage()) as text_page:
        drawn = text_page.get_text_range()
    known = _folded("\n".join((page_text, *texts)))
    lines = Counter(drawn.splitlines()) - Counter(page_text.splitlines())
    for line in lines:
        rest = _folded(line)
        for text in texts:
            rest = _words_of(text).sub(" ", rest)
        if _LETTERS.search(rest) and not _contains(known, rest):
            yield _folded(rest)


def _contains(known: str, text: str) -> bool:
    """Return whether a folded text contains all words of another one, in their order."""
    return _words_of(text).search(known) is not None


def _words_of(text: str) -> re.Pattern[str]:
    """Return a pattern for the words of a text in a folded text."""
    return re.compile(rf"(?<!\w){re.escape(_folded(text))}(?!\w)")


def _folded(text: str) -> str:
    return " ".join(text.split())
