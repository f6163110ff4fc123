"""What can be fetched of a committee's month, and whether at once or in the background."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from reports.asking import Asked
from reports.documents.files import Kind
from reports.models import Content, Form
from reports.papers import Paper
from reports.selections import Selection

# More cells than this in a list take longer than somebody should wait for a page.
MOST_AT_ONCE = 300
ARCHIVES = (Form.PDF, Form.ZIP_PDF, Form.ZIP_XLSX, Form.ZIP_DOCX)
ARCHIVE_WORDS = {
    Form.PDF: "Một tệp PDF",
    Form.ZIP_PDF: "Tệp nén PDF",
    Form.ZIP_XLSX: "Tệp nén Excel",
    Form.ZIP_DOCX: "Tệp nén Word",
}


@dataclass(frozen=True, slots=True)
class File:
    """A link, or where `form` is given a button that asks for the file."""

    label: str
    url: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """`content` names what a button asks for."""

    label: str
    files: tuple[File, ...]
    content: str = ""


def offers(selection: Selection, asked: Asked, sheets: int) -> list[Offer]:
    """Of a month all documents; of a longer span its summary and the year it ends in."""
    if not sheets:
        return []
    papers = [one for one in Paper if one.tells_of(selection.span)]
    found = [_paper(one, selection, asked, sheets) for one in papers]
    if selection.span.is_month:
        files = tuple(File(ARCHIVE_WORDS[form], form=form.value) for form in ARCHIVES)
        found.append(Offer("Phiếu của mọi chi bộ", files, Content.SHEETS.value))
    return found


def _paper(name, selection, asked, sheets):
    if name.lists_cells and sheets > MOST_AT_ONCE:
        files = tuple(File(kind.label, form=kind.value) for kind in Kind)
        return Offer(name.label, files, name.value)
    files = tuple(
        File(kind.label, paper_url(name, kind, selection, asked)) for kind in Kind
    )
    return Offer(name.label, files)


def paper_url(name, kind, selection, asked):
    place = [selection.committee.pk, selection.span, name.value, kind.value]
    return f"{reverse('reports:paper_file', args=place)}?{urlencode(asked.query())}"


def asking_url(selection: Selection, asked: Asked) -> str:
    """Where the buttons send what they ask for."""
    url = reverse(
        "reports:ask_for_document", args=[selection.committee.pk, selection.month]
    )
    return f"{url}?{urlencode(asked.query())}"
