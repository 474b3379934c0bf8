"""What WeasyPrint leaves to be done in a tagged PDF: the step between painting the pages and writing the file.

WeasyPrint 70 writes PDF/A-3a or PDF/UA-1, not both, and leaves parts of the tag tree as a screen reader should not find
them. `finish` is a finisher in the sense of ``Document.write_pdf``. It works on pydyf's objects, whose form is not
promised; that is why WeasyPrint is pinned to one major version, and why the tests validate what comes out.

In a tag tree an element names its kind in ``S``, its parent in ``P`` and its children in ``K``: references to elements,
or numbers of marked pieces of a page's content. The parent tree leads back from page and number to the element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf

DECORATION = "\N{OBJECT REPLACEMENT CHARACTER}decoration"
"""Alternative text of a picture that says nothing; `finish` makes an artifact of it."""

DIVISION = re.compile(rb"<2010>$")
"""What the hyphen of typesetting is said to stand for."""

SVG = "{http://www.w3.org/2000/svg}"

UA_IDENTIFICATION = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\
 pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/UA-1 by name, and the declaration that PDF/A asks for where metadata go beyond its own."""


def mark_decoration(root: Any) -> None:
    """Give each picture of the page ``root`` that is hidden from assistive technology the text `DECORATION`.

    The tag tree does not know which element of the page a figure comes from, only its alternative text. So the mark
    has to be there before the page is rendered. A picture that is not hidden and has no text stays a fault.
    """
    for picture in root.iter(f"{SVG}svg"):
        if picture.get("aria-hidden") == "true":
            title = picture.makeelement(f"{SVG}title", {})
            title.text = DECORATION
            picture.insert(0, title)


def finish(document: Any, pdf: Any) -> None:
    """Make the tagged PDF/A that WeasyPrint has painted a PDF/UA as well."""
    name_links(document)
    tree = _Tree(pdf)
    for element in tree.elements():
        tree.join_link(element)
        if element["S"] == "/TH":
            tree.scope(element)
        elif element["S"] == "/LI":
            tree.wrap_loose_children(element)
        elif element.get("Alt") is not None and element["Alt"].string == DECORATION:
            tree.remove(element)
    tree.turn_untagged_content_into_artifacts()
    soften_hyphens(pdf)
    _identify(pdf)
    if "AF" in pdf.catalog:  # the attachment is listed twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def settle_ends_of_streams(pdf: bytes) -> bytes:
    """Let no stream seem a byte too short.

    A stream's data are followed by a line end. Where compressed data happen to end with a carriage return, a line feed
    after it can be read as part of one line end of two bytes, and validators do. A second carriage return cannot.
    """
    return pdf.replace(b"\r\nendstream\nendobj", b"\r\rendstream\nendobj")


def name_links(document: Any) -> None:
    """Let every link's description be the words that are linked, and for one to the web its address too."""
    for page in document.pages:
        for kind, target, _, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            if annotation is not None:
                words = " ".join("".join(box.element.itertext()).split())
                if kind == "external" and target not in words:
                    words = f"{words} ({target})" if words else target
                annotation["Contents"] = pydyf.String(words or target)


def soften_hyphens(pdf: Any) -> None:
    """Let the hyphen that divides a word at the end of a line stand for a soft hyphen, wherever text is read or copied.

    So ISO 32000-1, 14.8.2.2.3, has it. A PDF says what a glyph stands for in a table for each font.
    """
    for table in pdf.objects:
        if isinstance(table, pydyf.Stream) and b"begincmap" in table.stream:
            table.stream = [DIVISION.sub(b"<00ad>", line) for line in table.stream]


class _Tree:
    """The tag tree of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._root = self._at(pdf.catalog["StructTreeRoot"])
        self._owners = self._at(self._root["ParentTree"])["Nums"]
        self._place = {key: index * 2 + 1 for index, key in enumerate(self._owners[::2])}
        self._live = {element.number for element in self.elements()}

    def _at(self, reference: bytes) -> Any:
        # Objects are numbered by their place in the list.
        return self._pdf.objects[int(reference.split()[0])]

    def elements(self) -> Iterator[Any]:
        """All elements that hang in the tree. A child may be moved or removed while they are walked."""
        waiting = [self._root]
        while waiting:
            element = waiting.pop()
            waiting += [child for child in self._children(element) if child.get("Type") == "/StructElem"]
            if element is not self._root:
                yield element

    def _children(self, element: Any) -> list[Any]:
        return [self._at(kid) for kid in element["K"] if isinstance(kid, bytes)]

    def join_link(self, element: Any) -> None:
        """Hang the clickable areas of what stands inside a link into the link.

        WeasyPrint makes an area of its own for each inner element of a link, and hangs it below that element.
        """
        areas = [kid for kid in element["K"] if isinstance(kid, bytes) and self._at(kid).get("Type") == "/OBJR"]
        link = self._outermost_link(element) if areas else None
        if link is None or link is element:
            return
        for area in areas:
            element["K"].remove(area)
            link["K"].append(area)
            annotation = self._at(self._at(area)["Obj"])
            self._owners[self._place[annotation["StructParent"]]] = link.reference
        if element["S"] == "/Link":
            element["S"] = "/Span"

    def _outermost_link(self, element: Any) -> Any:
        found = None
        while element is not self._root:
            found = element if element["S"] == "/Link" else found
            element = self._at(element["P"])
        return found

    def scope(self, cell: Any) -> None:
        """Say whether a header cell heads its column or its row, which else some readers have to guess."""
        group = self._at(self._at(cell["P"])["P"])
        cell["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"

    def wrap_loose_children(self, item: Any) -> None:
        """Put what stands in a list item beside label and body, such as a paragraph, into a body of its own."""
        loose = [
            kid for kid in item["K"] if not isinstance(kid, bytes) or self._at(kid).get("S") not in {"/Lbl", "/LBody"}
        ]
        if not loose:
            return
        body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"]})
        body["K"] = pydyf.Array(loose)
        self._pdf.add_object(body)
        self._live.add(body.number)
        for kid in loose:
            self._at(kid)["P"] = body.reference
        item["K"] = pydyf.Array([*(kid for kid in item["K"] if kid not in loose), body.reference])

    def remove(self, element: Any) -> None:
        """Take an element without children out of the tree; its content becomes an artifact."""
        self._at(element["P"])["K"].remove(element.reference)
        self._live.discard(element.number)
        element.clear()

    def turn_untagged_content_into_artifacts(self) -> None:
        """Mark content as decoration or page furniture if its element does not hang in the tree.

        That is content of removed pictures and of margin boxes, whose elements WeasyPrint makes but hangs nowhere.
        """
        for reference in self._pdf.page_references:
            page = self._at(reference)
            of_page = self._owners[self._place[page["StructParents"]]]
            dead = {mark for mark, owner in enumerate(of_page) if self._at(owner).number not in self._live}
            _untag(self._at(page["Contents"]).stream, dead)
            for mark in dead:
                self._at(of_page[mark]).clear()
                of_page[mark] = "null"


def _untag(stream: list[Any], marks: set[int]) -> None:
    """Turn the pieces of a page's content with these numbers into artifacts."""
    for index, item in enumerate(stream):
        # A piece begins with its tag, its properties and the operator BDC; an artifact needs no properties.
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in marks and stream[index + 1] == b"BDC":
            stream[index - 1 : index + 2] = ["/Artifact", b"", b"BMC"]


def _identify(pdf: Any) -> None:
    """Name PDF/UA-1 in the metadata beside PDF/A, and leave them uncompressed for tools that do not read PDF."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    packet = b"".join(metadata.stream)
    before, end, after = packet.rpartition(b"</rdf:RDF>")
    if not end:
        raise RuntimeError("the PDF has no metadata in RDF to name PDF/UA in")
    metadata.stream = [before + UA_IDENTIFICATION + end + after]
    metadata.compress = False
