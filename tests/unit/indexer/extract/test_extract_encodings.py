"""The encoding of a document: declared under any name, declared wrongly, or not declared."""

# ruff: noqa: RUF001 - typographic punctuation is what these tests are about

import codecs

import pytest

from extraction_results import texts
from indexer.extract import extract
from indexer.extract.decoding import decode_text, detect_encoding

LATIN_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850", "cp437")
SPANISH = (
    "Organización;Teléfono;Observación\nComisaría de Ñuñoa;5550100;Reunión con jóvenes del barrio\n",
    "Año;Víctimas;Situación\n2019;12;¿Quién llamó a la policía?\n",
    "Niños y niñas;Prevención\nJosé Peña;Él también pidió ayuda ayer\n",
    "señor;García;lingüística;vergüenza;también\n",
)
ENGLISH = (
    "The chief said: “We don’t wait—we call.” It’s the officers’ plan…\n",
    "The police–community council met – again – and counted 2019–2020.\n",
    "From the Peña family to José and the others at the café.\n",
    "the\xa0officers of a\xa0unit and the § 12 of 45 °F for £5\n",
)


def encodings_of(text, encodings=LATIN_ENCODINGS):
    for encoding in encodings:
        try:
            yield encoding, text.encode(encoding)
        except UnicodeEncodeError:
            continue


@pytest.mark.parametrize("text", [*SPANISH, *ENGLISH])
def test_latin_text_is_decoded_from_any_encoding_of_windows_macs_and_dos(text):
    decoded = {encoding: decode_text(data).removeprefix("\ufeff") for encoding, data in encodings_of(text)}
    assert decoded == dict.fromkeys(decoded, text)
    assert len(decoded) >= 5


@pytest.mark.parametrize(
    "word",
    "Organización teléfono policía comisaría año niños señor así jóvenes lingüística víctima "
    "ÍNDICE ORGANIZACIÓN Ñuñoa peña acción después".split(),
)
def test_one_spanish_word_tells_its_encoding(word):
    decoded = {encoding: decode_text(data) for encoding, data in encodings_of(word, ("cp1252", "mac_roman", "cp850"))}
    assert decoded == dict.fromkeys(decoded, word)


@pytest.mark.parametrize(
    "text", ["don’t", "O’Brien", "the “best” of", "officers—especially", "1998–2004", "naïve café"]
)
def test_punctuation_in_windows_text_is_not_taken_for_the_letters_of_another_encoding(text):
    assert decode_text(f"we and {text} of".encode("cp1252")) == f"we and {text} of"


def test_text_that_tells_no_encoding_is_read_as_windows_text():
    assert detect_encoding(b"change \xfe5% \xfe48.4% \xf0t") == "cp1252"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp437", "utf-8"])
@pytest.mark.parametrize("name", ["table.csv", "notes.txt", "page.md"])
def test_every_text_format_detects_the_encoding_alike(name, encoding):
    text = "Prevención, mediación\n\nReunión, año\n"
    assert "Prevención" in texts(text.encode(encoding), name)[0][1]


def page(text, charset, encoding):
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}</head><body><main><p>{text}</p></main></body></html>".encode(encoding)


UNKNOWN = ("unicode", "none", "utf8mb4", "x-user-defined", "binary", "ansi", "utf-8-mb4", "hex", "mbcs", "$charset", "")


@pytest.mark.parametrize("charset", UNKNOWN)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_an_unknown_charset_is_replaced_by_detection(charset, encoding):
    assert texts(page("La policía de Ñuñoa, también", charset, encoding), "x.html") == [
        ("", "La policía de Ñuñoa, también")
    ]


@pytest.mark.parametrize("charset", UNKNOWN)
def test_no_unknown_charset_is_looked_up_in_folders(charset, monkeypatch):
    looked_up = []
    monkeypatch.setattr(codecs, "lookup", looked_up.append)
    decode_text("También".encode(), charset)
    assert looked_up == []


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("unicode-1-1-utf-8", "utf-8", "también"),
        ("latin1", "cp1252", "the “best”"),
        ("ISO-8859-1", "cp1252", "the “best”"),
        ("iso88591", "cp1252", "the “best”"),
        ("us-ascii", "cp1252", "the “best”"),
        ("x-cp1252", "cp1252", "the “best”"),
        ("Windows-1252", "cp1252", "the “best”"),
        ("x-mac-roman", "mac_roman", "the “best”"),
        ("iso-8859-9", "cp1254", "Türkiye’de şehir"),
        ("x-cp1251", "cp1251", "Полиция"),
        ("koi8-ru", "koi8_u", "Поліція"),
        ("windows-874", "cp874", "ตำรวจ"),
        ("iso-8859-8-i", "iso8859_8", "משטרה"),
        ("x-sjis", "cp932", "警察①"),
        ("windows-31j", "cp932", "警察①"),
        ("x-euc-jp", "euc_jp", "警察"),
        ("ks_c_5601-1987", "cp949", "경찰"),
        ("windows-949", "cp949", "경찰"),
        ("gb_2312-80", "gb18030", "警察"),
        ("x-gbk", "gb18030", "警察"),
        ("x-x-big5", "big5", "警察"),
    ],
)
def test_a_charset_is_known_by_every_label_of_the_web(label, codec, text):
    assert texts(page(text, label, codec), "x.html") == [("", text)]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("windows-1251", "utf-8"),
        ("shift_jis", "utf-8"),
        ("utf-16", "utf-8"),
        ("utf-8", "utf-16"),
        ("iso-8859-1", "utf-16-le"),
        ("utf-8", "utf-16-be"),
        ("iso-8859-1", "utf-8-sig"),
    ],
)
def test_a_wrong_charset_does_not_change_the_text(declared, encoding):
    text = "La policía de Ñuñoa, también «ayer» a las nueve"
    assert texts(page(text, declared, encoding), "x.html") == [("", text)]


def test_the_charset_of_an_xml_declaration_counts():
    xml = '<?xml version="1.0" encoding="x-cp1251"?><html><body><main><p>Полиция</p></main></body></html>'
    assert texts(xml.encode("cp1251"), "x.xhtml") == [("", "Полиция")]


@pytest.mark.parametrize(
    "data",
    [
        b"sep=;\nPueblo;2021\nTulsa;1,5\n",
        b"\xef\xbb\xbfsep=;\r\nPueblo;2021\r\nTulsa;1,5\r\n",
        b'"sep=;"\nPueblo;2021\nTulsa;1,5\n',
        b"Pueblo;2021\rTulsa;1,5\r",
        b'"Pueblo";"2021"\n"Tulsa";"1,5"\n',
    ],
)
def test_a_table_is_split_at_the_delimiter_that_it_declares_or_uses(data):
    assert extract(data, "cases.csv").sections[0].text == "Pueblo | 2021\n\nTulsa | 1,5"


def test_commas_inside_quotes_are_not_delimiters():
    assert texts(b'"Ash, Ann, Dr.";"Oak, Bo, Dr."\n"Elm, Cy, Dr.";x\n', "names.csv") == [
        ("", "Ash, Ann, Dr. | Oak, Bo, Dr.\n\nElm, Cy, Dr. | x")
    ]
