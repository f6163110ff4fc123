"""Any document as Excel, Word and PDF: nothing cut off, one page where one is meant."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pytest
import typst
from pypdf import PdfReader

from reports.documents.document import (
    Align,
    Column,
    Document,
    Fit,
    Formula,
    Letterhead,
    Line,
    Look,
    Range,
    Row,
    Signature,
    Table,
)
from reports.documents.files import Kind, in_one_pdf, written
from reports.documents.form_rules import HD_05, HD_36, date_in_words, form_on
from reports.documents.pdf import layouts_of
from tests.reports.reading import computed, excel, fonts_of, pages_of, word_tables

LONG = "Chi bộ Hợp tác xã dịch vụ nông nghiệp và nuôi trồng thủy sản xã {}, thôn A Sào"
LETTERS = "ẮẰẲẴẶ ẤẦẨẪẬ ĐÊẾỀỂỄỆ ƠỚỜỞỠỢ ƯỨỪỬỮỰ ýỳỷỹỵ"


def a_list(cells, *, reason="", fit=None, **fields):
    """A list with the columns of the monthly one."""
    rows = [
        Row(
            (
                n,
                LONG.format(n),
                "18/18",
                date(2022, 12, 3),
                Decimal("92.5"),
                "x",
                reason,
            )
        )
        for n in range(1, cells + 1)
    ]
    count = Formula(cells, 'COUNTIF({},"x")', (Range(0, 5, cells - 1, 5),))
    total = ("Tổng cộng", None, None, None, None, count, None)
    columns = (
        Column("STT", 2.4),
        Column("Tên đơn vị", None, Align.LEFT),
        Column("Số lượng đảng viên", 4.6),
        Column("Ngày họp", 5.8),
        Column("KQ số điểm", 3.6, group="Mức đánh giá"),
        Column("Tốt", 2.6, group="Mức đánh giá"),
        Column("Ghi chú (thuyết minh điểm trừ)", None, Align.LEFT),
    )
    table = Table(
        columns,
        (*rows, Row(total, Look.TOTAL, span=2)),
        name="Danh sách",
        is_numbered=True,
    )
    return Document(
        **{
            "name": "danh-sach",
            "form": HD_05,
            "letterhead": Letterhead(
                "HUYỆN ỦY QUỲNH PHỤ", "ĐẢNG ỦY XÃ AN THÁI", "An Thái, ngày 05 tháng 12"
            ),
            "title": "DANH SÁCH",
            "subject": (LETTERS,),
            "tables": (table,),
            "notes": (Line("157 đảng viên", label="Ghi chú"),),
            "signatures": (Signature("T/M ĐẢNG ỦY", "BÍ THƯ", "Nguyễn Văn A"),),
            "recipients": ("Huyện ủy (để báo cáo)", "Lưu Đảng ủy"),
            "fit": fit or Fit(largest=13, smallest=6.5, flowing=10.5),
            **fields,
        }
    )


def test_forty_cells_with_long_names_are_on_one_page_with_every_word():
    document = a_list(40, reason="1.1: −1 (họp thiếu 10 phút)")

    [page] = pages_of(written(document, Kind.PDF))

    for number in range(1, 41):
        assert LONG.format(number) in page
    assert page.count("họp thiếu 10 phút") == 40
    for words in (LETTERS, "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận:", "Nguyễn Văn A"):
        assert words in page


def test_type_is_as_large_as_the_page_allows():
    sizes = [layouts_of([a_list(cells)])[0].size for cells in (3, 12, 25, 40)]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 11
    assert sizes[-1] >= 6.5


def test_what_is_longer_goes_on_with_its_headings_and_page_numbers():
    document = a_list(150)

    first, *others = pages_of(written(document, Kind.PDF))

    assert len(others) >= 2
    assert first.startswith("HUYỆN ỦY")
    for number, page in enumerate(others, start=2):
        assert page.startswith(f"{number} ")
        assert "STT Tên đơn vị" in page
    assert LONG.format(150) in others[-1]


def test_every_typeface_of_a_pdf_is_embedded():
    fonts = fonts_of(written(a_list(2), Kind.PDF))

    assert {name.startswith("TeXGyreTermes") for name in fonts} == {True}
    assert set(fonts.values()) == {True}


def test_a_cell_taller_than_a_page_goes_on_over_it():
    story = " ".join(f"câu{number}" for number in range(2500))

    pages = pages_of(written(a_list(1, reason=story), Kind.PDF))

    text = " ".join(pages)
    assert len(pages) > 1
    for number in (0, 1000, 2499):
        assert f"câu{number}" in text


def test_word_repeats_headings_keeps_rows_whole_and_names_its_typeface():
    file = docx.Document(BytesIO(written(a_list(60), Kind.DOCX)))

    [table] = [t for t in file.tables if "w:tblBorders" in t._tbl.xml]
    headings = [row for row in table.rows if "w:tblHeader" in row._tr.xml]
    assert len(headings) == 3
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    assert file.styles["Normal"].font.name == "Times New Roman"
    assert "PAGE" in file.sections[0].header._element.xml
    section = file.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin)
    assert [round(m.mm) for m in (*margins, section.right_margin)] == [20, 20, 30, 15]


def test_word_and_excel_hold_every_row_of_the_document():
    document = a_list(12)
    [table] = document.tables
    told = [table.texts(row) for row in table.rows]

    [word] = word_tables(written(document, Kind.DOCX))
    book, _ = excel(written(document, Kind.XLSX))
    rows = [row for row in book["Danh sách"].values if isinstance(row[0], int)]

    assert word[3:-1] == told[:-1]
    assert [row[1] for row in rows] == [LONG.format(n) for n in range(1, 13)]
    assert {row[3].date() for row in rows} == {date(2022, 12, 3)}
    assert {row[4] for row in rows} == {92.5}


def test_excel_is_ready_for_paper():
    _, book = excel(written(a_list(40), Kind.XLSX))
    sheet = book["Danh sách"]

    assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.print_title_rows.count("$") == 2
    assert sheet.oddHeader.center.text == "&P"
    assert all(
        row.height > 0
        for row in sheet.row_dimensions.values()
        if row.height is not None
    )


def test_formulas_in_excel_come_to_the_values_that_paper_shows():
    book, formulas = excel(written(a_list(7), Kind.XLSX))

    found = computed(formulas["Danh sách"])

    [(cell, value)] = found.items()
    assert value == 7 == book["Danh sách"][cell].value


def test_what_somebody_typed_is_no_formula_and_no_markup():
    typed = "=HYPERLINK(1) #set <b>& *x* $1$"
    document = a_list(1, reason=typed)

    book, formulas = excel(written(document, Kind.XLSX))
    texts = [cell.value for row in book["Danh sách"].iter_rows() for cell in row]
    [word] = word_tables(written(document, Kind.DOCX))
    [page] = pages_of(written(document, Kind.PDF))

    assert typed in texts
    assert len(computed(formulas["Danh sách"])) == 1
    assert word[3][-1] == typed
    assert typed in page


def test_line_ends_stay_and_signs_that_files_refuse_go():
    document = a_list(1, reason="Họp thiếu\x0b10 phút;\r\nbiên bản\x00 thiếu\x1f")

    book, _ = excel(written(document, Kind.XLSX))
    texts = [cell.value for row in book["Danh sách"] for cell in row]
    [word] = word_tables(written(document, Kind.DOCX))
    reader = PdfReader(BytesIO(written(document, Kind.PDF)))
    lines = reader.pages[0].extract_text().splitlines()

    told = "Họp thiếu\n10 phút;\nbiên bản thiếu"
    assert told in texts
    assert word[3][-1] == told
    assert {"Họp thiếu", "10 phút;"} <= {line.strip() for line in lines}


def test_annexes_begin_pages_and_sheets_of_their_own():
    annex = Table(
        (Column("STT", 3), Column("Thuyết minh", None, Align.LEFT)),
        (Row((1, "Họp thiếu 10 phút")),),
        title="Phụ lục",
        name="Thuyết minh",
        is_annex=True,
    )
    document = a_list(3)
    document = a_list(3, tables=(*document.tables, annex))

    first, second = pages_of(written(document, Kind.PDF))
    book, _ = excel(written(document, Kind.XLSX))

    assert "Nguyễn Văn A" in first
    assert second.startswith("2 Phụ lục")
    assert book.sheetnames == ["Danh sách", "Thuyết minh"]
    assert len(word_tables(written(document, Kind.DOCX))) == 2


def a_year(*results):
    row = Row(("Điểm TB (%)", *results))
    months = (Column(f"T{n}", 4, places=2) for n, _ in enumerate(results, start=1))
    return Table(
        (Column("Tháng", None, Align.LEFT), *months),
        (row,),
        title="Điểm trung bình các tháng",
        name="Các tháng",
        is_drawn=True,
    )


def test_a_row_of_months_is_drawn_as_well():
    results = (None, Decimal("78.25"), Decimal(81), None, Decimal("92.5"))
    document = a_list(3)
    document = a_list(3, tables=(*document.tables, a_year(*results)))

    [page] = pages_of(written(document, Kind.PDF))
    book, _ = excel(written(document, Kind.XLSX))
    word = docx.Document(BytesIO(written(document, Kind.DOCX)))

    # Once in the table, once at the line: figures, months, and the tens at the side.
    assert [page.count(words) for words in ("78,25", "81,00", "92,50")] == [2] * 3
    assert [page.count(f"T{n}") for n in range(1, 6)] == [2] * 5
    assert {"70", "80", "90", "100"} <= set(page.split())
    [chart] = book["Các tháng"]._charts
    [line] = chart.series
    drawn = book["Các tháng"][line.val.numRef.f.split("!")[1].replace("$", "")]
    assert [cell.value for cell in drawn[0]] == [
        None if result is None else float(result) for result in results
    ]
    [picture] = word.inline_shapes
    assert "Điểm trung bình các tháng" in picture._inline.docPr.get("descr")


def test_nothing_is_drawn_where_no_month_has_a_result():
    document = a_list(3)
    document = a_list(3, tables=(*document.tables, a_year(None, None)))

    book, _ = excel(written(document, Kind.XLSX))
    word = docx.Document(BytesIO(written(document, Kind.DOCX)))

    assert pages_of(written(document, Kind.PDF))
    assert (book["Các tháng"]._charts, len(word.inline_shapes)) == ([], 0)


@pytest.mark.parametrize(("rows", "is_let_go"), [(20, False), (120, True)])
def test_what_a_long_list_took_of_memory_is_let_go(monkeypatch, rows, is_let_go):
    """typst drops what the next ten documents do not use."""
    made = []
    compile_ = typst.compile

    def noted(document, **options):
        made.append(document)
        return compile_(document, **options)

    monkeypatch.setattr(typst, "compile", noted)

    assert pages_of(in_one_pdf([a_list(rows)]))

    assert made[1:] == ([b""] * 10 if is_let_go else [])


def test_several_documents_in_one_pdf_are_numbered_each_from_one():
    pages = pages_of(in_one_pdf([a_list(2), a_list(120), a_list(2)]))

    starts = [at for at, page in enumerate(pages) if "ĐẢNG CỘNG SẢN" in page]
    assert len(starts) == 3
    assert pages[starts[1] + 1].startswith("2 ")
    assert starts[2] == len(pages) - 1


def test_a_pdf_says_its_title_and_language():
    reader = PdfReader(BytesIO(written(a_list(1), Kind.PDF)))

    assert reader.metadata.title == "DANH SÁCH"
    assert reader.trailer["/Root"]["/Lang"] == "vi"


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2022, 12, 5), HD_36),
        (date(2026, 5, 26), HD_36),
        (date(2026, 5, 27), HD_05),
        (date(2027, 1, 1), HD_05),
        (date(2010, 1, 1), HD_36),
    ],
)
def test_the_form_is_that_of_the_day(day, rules):
    assert form_on(day) == rules


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 5, 27), "ngày 27 tháng 5 năm 2026"),
        (date(2022, 1, 31), "ngày 31 tháng 01 năm 2022"),
        (date(2022, 12, 9), "ngày 09 tháng 12 năm 2022"),
        (date(2022, 3, 10), "ngày 10 tháng 3 năm 2022"),
    ],
)
def test_days_below_ten_and_months_below_three_get_a_zero(day, words):
    assert date_in_words(day) == words
