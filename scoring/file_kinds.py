"""What a file is, by its content: the kinds that may stand as evidence, and no others.

A name proves nothing: `kind_of` reads signatures, the list of parts of a zip archive and
the directory of an OLE2 file. Nothing is unpacked, drawn or run.
"""

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

ALLOWED = "PDF, Word, Excel hoặc ảnh (JPEG, PNG, WebP)"
HEAD = 4096  # bytes that decide which kind it may be
MOST_PARTS = 10_000  # of a zip archive
MOST_SECTORS = 2_000  # of an OLE2 directory: 8,000 entries


@dataclass(frozen=True, slots=True)
class FileKind:
    """`suffixes`: the first is given to a file whose name has none of them."""

    label: str
    content_type: str
    suffixes: tuple[str, ...]
    is_image: bool = False
    is_pdf: bool = False

    @property
    def has_preview(self) -> bool:
        return self.is_image or self.is_pdf


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind("PDF", "application/pdf", (".pdf",), is_pdf=True)
PNG = FileKind("Ảnh PNG", "image/png", (".png",), is_image=True)
JPEG = FileKind("Ảnh JPEG", "image/jpeg", (".jpg", ".jpeg"), is_image=True)
WEBP = FileKind("Ảnh WebP", "image/webp", (".webp",), is_image=True)
DOCX = FileKind("Word", f"{OFFICE}.wordprocessingml.document", (".docx",))
XLSX = FileKind("Excel", f"{OFFICE}.spreadsheetml.sheet", (".xlsx",))
DOC = FileKind("Word 97-2003", "application/msword", (".doc",))
XLS = FileKind("Excel 97-2003", "application/vnd.ms-excel", (".xls",))
KINDS = (PDF, DOCX, XLSX, DOC, XLS, JPEG, PNG, WEBP)
BY_CONTENT_TYPE = {kind.content_type: kind for kind in KINDS}

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# What people do send by mistake, and what to tell them.
KNOWN_UNFIT = (
    (re.compile(rb"MZ|\x7fELF"), "là tệp chương trình"),
    (re.compile(rb"(?is)(\xef\xbb\xbf)?\s*<"), "là trang web hoặc ảnh SVG"),
    (re.compile(rb"(?s)....ftyp(hei|hev|mif)"), "là ảnh HEIC; hãy đổi sang JPEG"),
    (re.compile(rb"Rar!|7z\xbc\xaf"), "là tệp nén; hãy gửi từng tệp bên trong"),
)


class UnfitFile(Exception):
    """The file may not be taken in; the text says why, e.g. "là tệp chương trình"."""


def kind_of(file: BinaryIO) -> FileKind:
    """The kind of an open file; raises UnfitFile. The file is left at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        return _kind(head, file)
    finally:
        file.seek(0)


def _kind(head: bytes, file: BinaryIO) -> FileKind:
    if re.match(rb"%PDF-\d\.\d", head):
        return PDF
    if head[:8] == b"\x89PNG\r\n\x1a\n" and head[12:16] == b"IHDR":
        return PNG
    if head[:3] == b"\xff\xd8\xff":
        return JPEG
    if head[:4] == b"RIFF" and head[8:15] == b"WEBPVP8":
        return WEBP
    if head[:4] == ZIP:
        return _zipped_kind(file)
    if head[:8] == OLE2:
        return _ole_kind(head, file)
    for pattern, words in KNOWN_UNFIT:
        if pattern.match(head):
            raise UnfitFile(words)
    raise UnfitFile(f"không phải tệp {ALLOWED}")


def _zipped_kind(file: BinaryIO) -> FileKind:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnfitFile("bị hỏng hoặc chưa tải đủ") from error
    if len(parts) > MOST_PARTS:
        raise UnfitFile("có quá nhiều phần bên trong")
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise UnfitFile("có macro; hãy lưu lại thành tệp không có macro")
    if "[Content_Types].xml" in parts:
        if any(re.fullmatch(r"word/document\d*\.xml", part) for part in parts):
            return DOCX
        if any(re.fullmatch(r"xl/workbook\d*\.xml", part) for part in parts):
            return XLSX
    raise UnfitFile("là tệp nén; hãy gửi từng tệp bên trong")


def _ole_kind(head: bytes, file: BinaryIO) -> FileKind:
    try:
        names = _ole_names(head, file)
    except (struct.error, IndexError, ValueError) as error:
        raise UnfitFile("bị hỏng hoặc chưa tải đủ") from error
    if names & {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT"}:
        raise UnfitFile("có macro; hãy lưu lại thành tệp không có macro")
    if "EncryptedPackage" in names:
        raise UnfitFile("có mật khẩu; hãy bỏ mật khẩu rồi gửi lại")
    if "WordDocument" in names:
        return DOC
    if names & {"Workbook", "Book"}:
        return XLS
    raise UnfitFile(f"không phải tệp {ALLOWED}")


def _ole_names(head: bytes, file: BinaryIO) -> set[str]:
    """The names in the directory of an OLE2 file, which is a chain of sectors."""
    shift = struct.unpack_from("<H", head, 30)[0]
    if shift not in (9, 12):
        raise ValueError("no sector size of OLE2")
    size = 1 << shift
    numbers = struct.Struct(f"<{size // 4}I")

    def sector(number):
        file.seek((number + 1) * size)
        content = file.read(size)
        if len(content) < size:
            content = content.ljust(size, b"\0")  # the last one may be cut short
        return content

    tables = _ole_tables(head, sector, numbers)
    names, number = set(), struct.unpack_from("<I", head, 48)[0]
    for _ in range(MOST_SECTORS):
        if number >= 0xFFFFFFFA:  # the end of a chain, or a free sector
            break
        entries = sector(number)
        for start in range(0, size, 128):
            length = struct.unpack_from("<H", entries, start + 64)[0]
            if 2 <= length <= 64:
                name = entries[start : start + length - 2]
                names.add(name.decode("utf-16-le", "replace"))
        table, place = divmod(number, numbers.size // 4)
        number = numbers.unpack(sector(tables[table]))[place]
    return names


def _ole_tables(head, sector, numbers):
    """The sectors that hold the table of chains: 109 in the head, the others linked."""
    tables = list(struct.unpack_from("<109I", head, 76))
    following = struct.unpack_from("<I", head, 68)[0]
    for _ in range(MOST_SECTORS):
        if following >= 0xFFFFFFFA:
            break
        *more, following = numbers.unpack(sector(following))
        tables += more
    return tables
