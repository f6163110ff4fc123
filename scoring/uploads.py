"""A file as somebody sent it: looked through, measured and named safely."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files import File

from scoring.file_kinds import FileKind, UnfitFile, kind_of
from vietnamese.numbers import format_decimal
from vietnamese.text import one_line

NAME_LIMIT = 150
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """`name` ends as its kind does; `sha256` is the digest in hexadecimal."""

    file: File
    name: str
    kind: FileKind
    size: int
    sha256: str

    @property
    def title(self) -> str:
        return PurePosixPath(self.name).stem


def checked(file: File, *, limit: int) -> CheckedFile:
    """Look through an uploaded file; raises ValidationError with what is wrong with it.

    `limit` is the largest size in bytes.
    """
    shown = safe_name(file.name)
    if not file.size:
        raise ValidationError(f"“{shown}” là tệp rỗng.")
    if file.size > limit:
        raise ValidationError(too_large(shown, limit))
    try:
        kind = kind_of(file)
    except UnfitFile as error:
        raise ValidationError(f"“{shown}” {error}.") from error
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return CheckedFile(
        file=file,
        name=_named_as(kind, shown),
        kind=kind,
        size=file.size,
        sha256=digest.hexdigest(),
    )


def too_large(name: str, limit: int) -> str:
    most = format_decimal(limit // MEGABYTE)
    return (
        f"“{name}” lớn hơn {most} MB, chưa gửi được. Hãy giảm dung lượng hoặc chia nhỏ."
    )


def safe_name(name: str) -> str:
    """One line without folders, control signs and marks that turn the reading direction."""
    name = one_line(name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        return kept[:NAME_LIMIT] or "khong-ten"
    return f"{stem[: NAME_LIMIT - 10]}.{suffix[:9]}"


def _named_as(kind, name):
    """A name that no system would run: bao-cao.exe, which is a PDF, ends in .exe.pdf."""
    if name.lower().endswith(kind.suffixes):
        return name
    return f"{name}{kind.suffixes[0]}"
