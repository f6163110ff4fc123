"""How a document lies on its paper: type size, upright or lying, widths of columns.

Used for all three kinds of files: the typeface of the PDF has the widths of the one that
Word and Excel use. What is reckoned here is near enough to say which layouts are worth
measuring with the typesetter (`pdf.layouts_of`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from statistics import quantiles

from reports.documents.document import Column, Document, Table, text_of

A4 = (210, 297)  # mm
POINT = 25.4 / 72  # mm
STEP = 0.5  # of type sizes
INSET = 0.35  # em, left and right in a cell
LINE = 1.2  # em, from line to line in tables
SHORTEST, LONGEST = 8, 80  # letters that a flexible column is made for
FULL_SIZE = 12  # from this type size on the letterhead keeps its own
LEAST_SCALE = 0.72
BOLD = 1.14  # how much wider bold headings are, and something to be safe
TRIES = 12  # ways to share the room of two columns
SAFE = 0.96  # of the page is filled: other programs set lines a little higher
DRAWN = 38  # mm, a line of months with the room above it
DOUBT = 1.15  # how much lower a document may turn out than reckoned
NARROW, WIDE = set("iíìỉĩịjltfrIJ .,;:!|'()[]-/"), set("mwMW%")


@dataclass(frozen=True, slots=True)
class Layout:
    """`size` of the tables' type in points, widths in mm for each table."""

    size: float
    is_landscape: bool
    widths: tuple[tuple[float, ...], ...]
    is_one_page: bool = True

    @property
    def scale(self) -> float:
        """What the sizes of letterhead, title and signatures are multiplied with."""
        return scale_at(self.size)


def scale_at(size: float) -> float:
    """For tables in a type of `size`."""
    return min(1.0, max(size / FULL_SIZE, LEAST_SCALE))


def room(document: Document, *, is_landscape: bool) -> tuple[float, float]:
    """Width and height between the margins in mm."""
    width, height = A4[::-1] if is_landscape else A4
    form = document.form
    return width - form.left - form.right, height - form.top - form.bottom


def layout_at(document: Document, size: float, *, is_landscape: bool) -> Layout:
    width, _ = room(document, is_landscape=is_landscape)
    em = size * POINT
    widths = tuple(_widths(table, width, em) for table in document.tables)
    return Layout(size, is_landscape, widths)


def one_page_layouts(document: Document) -> list[Layout]:
    """Those that may well fit, the best first: the largest type, upright before lying."""
    fit = document.fit
    turns = [True] if fit.is_landscape else [False, True][: 1 + fit.may_turn]
    steps = int((fit.largest - fit.smallest) / STEP) + 1
    layouts = (
        layout_at(document, fit.largest - at * STEP, is_landscape=is_landscape)
        for at in range(steps)
        for is_landscape in turns
    )
    return [one for one in layouts if _may_fit(document, one)]


def flowing_layout(document: Document) -> Layout:
    """For what is longer than a page."""
    fit = document.fit
    layout = layout_at(document, fit.flowing, is_landscape=fit.is_landscape)
    return replace(layout, is_one_page=False)


@lru_cache(maxsize=20_000)
def em_of(text: str) -> float:
    """About how wide a text is in Times, in em."""
    return sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.3
    if letter in WIDE:
        return 0.8
    return 0.7 if letter.isupper() else 0.49


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in so many em."""
    return sum(
        max(1, ceil(em_of(part) * 1.03 / max(width, 1))) for part in text.split("\n")
    )


def heading_lines(table: Table, ems: Sequence[float]) -> list[int]:
    """About how many lines of words each line of the headings needs; `ems` of room for
    the words of each column. What goes over two makes the lower one as high as it needs."""
    needed = [1] * len(table.headings)
    for number, line in enumerate(table.headings):
        for spot in line:
            place = sum(ems[spot.column : spot.column + spot.columns])
            last = number + spot.lines - 1
            lines = lines_of(spot.text, place / BOLD) - sum(needed[number:last])
            needed[last] = max(needed[last], lines)
    return needed


def _widths(table: Table, width: float, em: float) -> tuple[float, ...]:
    """Fixed columns as wide as they ask for, or as their longest word; others by texts."""
    fixed = [
        None if column.width is None else max(column.width, _longest_word(column)) * em
        for column in table.columns
    ]
    taken = sum(one for one in fixed if one is not None)
    flexible = [at for at, one in enumerate(fixed) if one is None]
    if not flexible:
        return tuple(one * width / taken for one in fixed)
    left = max(width - taken, width * 0.25)
    squeeze = min(1.0, (width - left) / taken) if taken else 1.0
    shares = dict(zip(flexible, _shares(table, flexible, left / em), strict=True))
    return tuple(
        left * shares[at] if one is None else one * squeeze
        for at, one in enumerate(fixed)
    )


def _shares(table: Table, flexible: Sequence[int], ems: float) -> list[float]:
    """How the flexible columns share `ems`; of two so that the rows take fewest lines."""
    letters = [_letters(table, at) for at in flexible]
    # A few letters more for each: a short text should not be broken for a long one's sake.
    usual = [
        (one + SHORTEST) / (sum(letters) + SHORTEST * len(letters)) for one in letters
    ]
    if len(flexible) != 2:
        return usual
    pairs = list(zip(*(_texts(table, at) for at in flexible), strict=True))
    least = [_longest_word(table.columns[at]) for at in flexible]

    def cost(share):
        rooms = [ems * share - 2 * INSET, ems * (1 - share) - 2 * INSET]
        # The first one names what the row is about: it is broken last.
        lines = sum(
            max(map(lines_of, pair, rooms)) + lines_of(pair[0], rooms[0]) / 2
            for pair in pairs
        )
        return lines, abs(share - usual[0])

    first, last = least[0] / ems, 1 - least[1] / ems
    tried = [first + (last - first) * at / TRIES for at in range(TRIES + 1)]
    share = min(tried, key=cost)
    return [share, 1 - share]


def _longest_word(column: Column) -> float:
    """In em, of the headings, which are bold."""
    words = re.split(r"[\s/]+", column.title)
    return max(map(em_of, words), default=0) * BOLD + 2 * INSET


def _letters(table: Table, at: int) -> float:
    """How many letters a flexible column should hold: nearly all of its longer texts."""
    texts = [text for text in _texts(table, at) if text]
    lengths = [max(map(len, text.split("\n"))) for text in texts] or [0]
    usual = max(lengths) if len(lengths) < 4 else quantiles(lengths, n=10)[-1]
    return min(max(usual, len(table.columns[at].title) / 2, SHORTEST), LONGEST)


def _texts(table: Table, at: int) -> Iterable[str]:
    for row in table.rows:
        if row.span == 1:
            yield text_of(row.cells[at], table.columns[at].places)


def _may_fit(document: Document, layout: Layout) -> bool:
    width, height = room(document, is_landscape=layout.is_landscape)
    return reckoned_height(document, layout, width) <= height * DOUBT


def reckoned_height(document: Document, layout: Layout, width: float) -> float:
    """About how high the document is without its annexes, in mm."""
    form, scale = document.form, layout.scale * POINT
    words = (*document.lead, *document.notes)
    em = min(form.body, layout.size + 1) * scale
    height = 4.5 * form.issuer * scale * LINE
    height += (
        9 * layout.scale + (2.2 + len(document.subject)) * form.title * scale * LINE
    )
    height += sum(
        lines_of(str(line), width / em) * em * LINE + 0.35 * em for line in words
    )
    if document.signatures:
        height += 22 * layout.scale + 3 * form.issuer * scale * LINE
    for table, widths in zip(document.tables, layout.widths, strict=True):
        if not table.is_annex:
            height += _table_height(table, widths, layout.size * POINT)
            height += DRAWN * bool(table.tens)
    return height


def _table_height(table: Table, widths: Sequence[float], em: float) -> float:
    ems = [width / em - 2 * INSET for width in widths]
    lines = sum(heading_lines(table, ems)) + 1.5 * bool(table.title)
    for row in table.rows:
        texts = table.texts(row)
        room_of_first = sum(ems[: row.span])
        lines += max(
            lines_of(texts[0], room_of_first),
            *(
                lines_of(text, w)
                for text, w in zip(texts[1:], ems[1:], strict=True)
                if text
            ),
            1,
        )
    return (lines * LINE + (len(table.rows) + 2) * 0.24) * em


def first_that_fits(
    layouts: Sequence[Layout], heights: Sequence[float], document: Document
) -> Layout | None:
    """`heights` of the document without annexes in mm, in each of the layouts."""
    for layout, height in zip(layouts, heights, strict=True):
        _, tall = room(document, is_landscape=layout.is_landscape)
        if height <= tall * SAFE:
            return layout
    return None
