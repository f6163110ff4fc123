"""What the letterheads of committees come to, with what they take from those above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cells.models import Committee
from cells.models import Letterhead as Stored
from cells.paths import ancestors
from reports.documents.document import Letterhead, Signature
from reports.documents.form_rules import date_in_words

NO_PLACE = "…………"
NO_DATE = "ngày …… tháng …… năm ………"
AUTHORITY, POST = "T/M ĐẢNG ỦY", "BÍ THƯ"
LINE_FOR_NUMBER = "\u2007" * 6  # room to write the number by hand


@dataclass(frozen=True, slots=True)
class Office:
    """A committee as its documents name it."""

    superior: str
    name: str
    sign: str
    place: str
    signature: Signature
    recipients: tuple[str, ...]

    def letterhead(self, on: date | None) -> Letterhead:
        """The top of a document of `on`; None: the date is written by hand."""
        number = f"Số{LINE_FOR_NUMBER}-{self.sign.lstrip('-')}" if self.sign else ""
        return Letterhead(self.superior, self.name, self.dated(on), number)

    def letterhead_of_cell(self, name: str, on: date | None) -> Letterhead:
        """That of one of its cells, for which the committee is the body above."""
        return Letterhead(self.name, name.upper(), self.dated(on))

    def dated(self, on: date | None) -> str:
        return f"{self.place or NO_PLACE}, {date_in_words(on) if on else NO_DATE}"


def offices_of(committees: Iterable[Committee]) -> Mapping[int, Office]:
    """By the committee's id. Two queries, however many there are."""
    asked = {committee.pk: committee for committee in committees}
    paths = [committee.path for committee in asked.values()]
    stored = {one.committee_id: one for one in Stored.objects.on_the_ways_to(paths)}
    above = {ancestors(path)[-2] for path in paths if len(ancestors(path)) > 1}
    known = Committee.objects.in_bulk(above) | asked
    return {pk: _office(committee, known, stored) for pk, committee in asked.items()}


def office_of(committee: Committee) -> Office:
    return offices_of([committee])[committee.pk]


def office_among(committee: Committee, found: Iterable[Committee]) -> Office:
    """As `office_of`, without a query.

    `found` holds the committee and those above it, with their letterheads selected.
    """
    known = {one.pk: one for one in found}
    stored = {
        pk: one.letterhead for pk, one in known.items() if hasattr(one, "letterhead")
    }
    return _office(committee, known, stored)


def _office(committee, known, stored):
    way = ancestors(committee.path)[::-1]
    own = stored.get(committee.pk) or Stored()
    superior = known.get(way[1]) if len(way) > 1 else None
    inherited = {field: _nearest(field, way, stored) for field in Stored.INHERITED}
    name = _name_of(committee, stored)
    above = own.superior_name or (_name_of(superior, stored) if superior else "")
    return Office(
        superior=above,
        name=name,
        sign=own.document_sign,
        place=inherited["place"],
        signature=Signature(
            authority=inherited["authority"] or AUTHORITY,
            post=inherited["post"] or POST,
            name=own.signatory,
        ),
        recipients=_recipients(inherited["recipients"], above, committee),
    )


def _name_of(committee, stored):
    own = stored.get(committee.pk)
    return (own and own.own_name) or committee.name.upper()


def _nearest(field, way, stored):
    """What the committee says itself, else the nearest one above that says something."""
    said = (getattr(stored[pk], field).strip() for pk in way if pk in stored)
    return next((text for text in said if text), "")


def _recipients(typed, superior, committee):
    lines = [line.strip().lstrip("-").strip(" ,.;") for line in typed.splitlines()]
    if kept := tuple(line for line in lines if line):
        return kept
    usual = [f"{superior} (để báo cáo)"] if superior else []
    return (*usual, "Các chi bộ", f"Lưu {committee.name}")
