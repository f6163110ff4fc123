"""Names of files that every computer and every mail program takes: no diacritics."""

from django.utils.text import slugify

from vietnamese.text import fold

LONGEST = 120


def file_name(*parts: str) -> str:
    """Without an ending: "phieu-cham-diem-2022-12-chi-bo-thon-a-sao"."""
    return slugify(fold(" ".join(parts)))[:LONGEST].strip("-")
