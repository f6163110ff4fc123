"""Small files of every kind, good ones and disguised ones, made byte by byte."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(32)
EXE = b"MZ\x90\x00" + bytes(128)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(64)


def png(width=2, height=2):
    """A red picture that a browser draws."""
    rows = (b"\0" + b"\xb0\x15\x1c" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )


def zipped(*names):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            # The same bytes at any time: they name the cases of a test.
            archive.writestr(zipfile.ZipInfo(name), "<x/>")
    return kept.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
DOCM = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
ZIP = zipped("setup.exe")


def ole2(*names):
    """An OLE2 file of one table sector and as many directory sectors as it takes."""
    entries = b"".join(_entry(name) for name in ("Root Entry", *names))
    sectors = [entries[at : at + 512] for at in range(0, len(entries), 512)]
    chain = [0xFFFFFFFD, *range(2, len(sectors) + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0).ljust(436, b"\xff")
    return head + table + b"".join(part.ljust(512, b"\0") for part in sectors)


def _entry(name):
    written = name.encode("utf-16-le") + b"\0\0"
    return written.ljust(64, b"\0") + struct.pack("<HB", len(written), 2) + bytes(61)


DOC = ole2("1Table", "Data", "SummaryInformation", "WordDocument")
XLS = ole2("Workbook")
MSI = ole2("Property", "StringPool")
GOOD = {
    "bien-ban.pdf": PDF,
    "anh.png": png(),
    "anh.jpg": JPEG,
    "anh.webp": WEBP,
    "bao-cao.docx": DOCX,
    "so-lieu.xlsx": XLSX,
    "cong-van.doc": DOC,
    "bang.xls": XLS,
}


def file(content=PDF, name="bien-ban.pdf"):
    """As a browser sends it."""
    return SimpleUploadedFile(name, content)
