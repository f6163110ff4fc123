"""The kinds of files that a document can become."""

from collections.abc import Sequence
from enum import StrEnum

from reports.documents.document import Document
from reports.documents.docx import docx_file
from reports.documents.pdf import layouts_of, pdf
from reports.documents.xlsx import xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"


class Kind(StrEnum):
    """The value is the file's ending; `label` is how people call it."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"

    @property
    def label(self) -> str:
        return {Kind.XLSX: "Excel", Kind.DOCX: "Word", Kind.PDF: "PDF"}[self]

    @property
    def content_type(self) -> str:
        return {
            Kind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
            Kind.DOCX: f"{OFFICE}.wordprocessingml.document",
            Kind.PDF: "application/pdf",
        }[self]


def written(document: Document, kind: Kind) -> bytes:
    return all_written([document], kind)[0]


def all_written(documents: Sequence[Document], kind: Kind) -> list[bytes]:
    """A file of each."""
    pairs = zip(documents, layouts_of(documents), strict=True)
    writer = {Kind.XLSX: xlsx, Kind.DOCX: docx_file, Kind.PDF: _one_pdf}[kind]
    return [writer(document, layout) for document, layout in pairs]


def in_one_pdf(documents: Sequence[Document]) -> bytes:
    """For printing: without what a screen reader asks for."""
    return pdf(documents, layouts_of(documents), has_tags=False)


def _one_pdf(document, layout):
    return pdf([document], [layout])
