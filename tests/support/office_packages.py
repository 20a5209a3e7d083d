"""Office packages as bytes, made of a few lines of XML, for parts that no library writes."""

import posixpath

from document_bytes import zipped

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2014/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
        "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "dsp": "http://schemas.microsoft.com/office/drawing/2008/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "r": RELATIONS,
    }.items()
)
MAIN_TYPES = {
    "word/document.xml": "wordprocessingml.document",
    "ppt/presentation.xml": "presentationml.presentation",
    "xl/workbook.xml": "spreadsheetml.sheet",
}


def package(main, xml, relations=None, parts=None, content_types=None):
    """Return a package whose main part has the given XML.

    `relations` maps ids to (kind, target), of the main part or, for ids such as `slides/slide1.xml#rId1`, of another
    part in its folder. `parts` maps names in that folder to XML without namespaces, or to bytes. `content_types` maps
    extensions to media types.
    """
    folder, name = main.split("/")
    types = [f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in (content_types or {}).items()]
    main_type = f"application/vnd.openxmlformats-officedocument.{MAIN_TYPES[main]}.main+xml"
    types.append(f'<Override PartName="/{main}" ContentType="{main_type}"/>')
    files = {
        "[Content_Types].xml": f"<Types>{''.join(types)}</Types>",
        "_rels/.rels": _relations({"rId1": ("officeDocument", main)}),
        main: with_namespaces(xml),
    }
    by_source = {}
    for key, relation in (relations or {}).items():
        source, _, relation_id = key.rpartition("#")
        by_source.setdefault(source or name, {})[relation_id] = relation
    for source, own_relations in by_source.items():
        path, _, base = f"{folder}/{source}".rpartition("/")
        files[posixpath.normpath(f"{path}/_rels/{base}.rels")] = _relations(own_relations)
    for part, content in (parts or {}).items():
        path = posixpath.normpath(f"{folder}/{part}")
        files[path] = content if isinstance(content, bytes) else with_namespaces(content)
    return zipped(files)


def with_namespaces(xml):
    """Return some XML whose first element declares every namespace."""
    end = min(position for position in (xml.find(">"), xml.find("/>"), xml.find(" ")) if position > 0)
    return f"{xml[:end]} {NAMESPACES}{xml[end:]}"


def _relations(relations):
    return f"<Relationships>{''.join(_relation(key, *relation) for key, relation in relations.items())}</Relationships>"


def _relation(key, kind, target):
    full_kind = kind if ":" in kind else f"{RELATIONS}/{kind}"
    mode = "External" if "://" in target else "Internal"
    return f'<Relationship Id="{key}" Type="{full_kind}" Target="{target}" TargetMode="{mode}"/>'


def document(body, relations=None, parts=None, content_types=None):
    """Return a Word document with the given body."""
    xml = f"<w:document><w:body>{body}</w:body></w:document>"
    return package("word/document.xml", xml, relations, parts, content_types)


def paragraph(text, properties=""):
    """Return a paragraph of a Word document."""
    return f"<w:p>{properties}{run(text)}</w:p>"


def run(text):
    """Return a run of a Word document."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


def drawn(content, description=""):
    """Return a paragraph of a Word document with a drawing."""
    properties = f'<wp:docPr id="1" {description}/>'
    return f"<w:p><w:r><w:drawing><wp:inline>{properties}{content}</wp:inline></w:drawing></w:r></w:p>"


def presentation(*slides, relations=None, parts=None):
    """Return a presentation of slides with the given shapes; `relations` and `parts` are as in `package`."""
    names = {f"rId{number}": f"slides/slide{number}.xml" for number in range(1, len(slides) + 1)}
    entries = "".join(f'<p:sldId id="256" r:id="{key}"/>' for key in names)
    return package(
        "ppt/presentation.xml",
        f"<p:presentation><p:sldIdLst>{entries}</p:sldIdLst></p:presentation>",
        {key: ("slide", name) for key, name in names.items()} | (relations or {}),
        {name: slide(shapes) for name, shapes in zip(names.values(), slides, strict=True)} | (parts or {}),
    )


def slide(shapes, element="p:sld"):
    """Return a slide, or its notes, layout or master, with some shapes."""
    return f"<{element}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></{element}>"


def shape(text, placeholder="", description=""):
    """Return a shape of a slide with one paragraph."""
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    properties = f'<p:nvSpPr><p:cNvPr id="2" name="" {description}/><p:nvPr>{kind}</p:nvPr></p:nvSpPr>'
    return f"<p:sp>{properties}<p:txBody>{drawing_paragraph(text)}</p:txBody></p:sp>"


def drawing_paragraph(text):
    """Return a paragraph of a shape."""
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def spreadsheet(rows, rest="", relations=None, parts=None, workbook=""):
    """Return a workbook with one sheet, "Cases"; `rest` follows its rows, and relations are those of the sheet."""
    sheets = '<x:sheets><x:sheet name="Cases" sheetId="1" r:id="rId1"/></x:sheets>'
    shared = {name: (name, f"{name}.xml") for name in ("styles", "sharedStrings") if f"{name}.xml" in (parts or {})}
    own = {key if "#" in key else f"worksheets/sheet1.xml#{key}": value for key, value in (relations or {}).items()}
    return package(
        "xl/workbook.xml",
        f"<x:workbook>{workbook}{sheets}</x:workbook>",
        {"rId1": ("worksheet", "worksheets/sheet1.xml")} | shared | own,
        {"worksheets/sheet1.xml": f"<x:worksheet><x:sheetData>{rows}</x:sheetData>{rest}</x:worksheet>"}
        | (parts or {}),
    )


def row(*cells):
    """Return a row of a sheet with the given cells as text."""
    return f"<x:row>{''.join(map(text_cell, cells))}</x:row>"


def text_cell(text):
    """Return a cell of a sheet with some text."""
    return f'<x:c t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>'
