"""Vietnamese text: one Unicode form, a search key and a sort key."""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {
    "\N{COMBINING GRAVE ACCENT}": "1",  # huyền
    "\N{COMBINING HOOK ABOVE}": "2",  # hỏi
    "\N{COMBINING TILDE}": "3",  # ngã
    "\N{COMBINING ACUTE ACCENT}": "4",  # sắc
    "\N{COMBINING DOT BELOW}": "5",  # nặng
}
SHAPES = "\N{COMBINING BREVE}\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING HORN}"  # ă â ơ
FOREIGN_MARK = "6"  # ü sorts with u, after its tones
PUNCTUATION = "_-–—,;:!?.'‘’\"“”()[]{}§@*/\\&#%`^+<=>|~$"  # in the order of ICU

# No code is the beginning of another one, so codes of different length can be joined:
# 00 end, 01 space, 02 punctuation, 03 other signs, 1 numbers, 21 to 53 letters,
# 9 letters of other scripts.
SPACE_CODE = "01"
PUNCTUATION_CODES = {sign: f"02{i:02d}" for i, sign in enumerate(PUNCTUATION)}
LETTER_CODES = {letter: str(i) for i, letter in enumerate(LETTERS, start=21)}
LONGEST_NUMBER = 99  # its length takes two digits of the key
PARTS = re.compile(rf"[0-9]{{1,{LONGEST_NUMBER}}}|[^0-9]")


def nfc(text: str) -> str:
    """Compose letters and marks: macOS and some PDF files deliver them apart."""
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """NFC, with every run of white space turned into one space, none at the ends.

    What nobody sees, such as the soft hyphens of a page that was copied, is dropped:
    two names that look the same are the same.
    """
    return " ".join(nfc(_visible(text)).split())


def fold(text: str) -> str:
    """Make the search key: no diacritics, lower case, đ as d, single spaces.

    Fold what is searched for as well. Invisible characters, which come along
    when one copies from a web page, are dropped.
    """
    plain = _visible(text).lower().replace("đ", "d")
    decomposed = unicodedata.normalize("NFD", plain)
    kept = (char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def _visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def slug(text: str) -> str:
    """ "Chưa chấm" -> "chua-cham": as a word of an address."""
    return fold(text).replace(" ", "-")


def sort_key(text: str) -> str:
    """Make a key of digits that sorts like the ICU locale vi-u-kn-true.

    Letters decide first, with numbers by their value ("Chi bộ 2" before
    "Chi bộ 10"), then tones, then case. Digits alone sort alike in Python,
    SQLite and under every collation of PostgreSQL. Rows that store the key
    must be saved again when this function changes.
    """
    parts = PARTS.findall(nfc(text))
    letters, tones = [], []
    for part in parts:
        letter, tone = _split_tone(part.lower())
        letters.append(_code(letter))
        tones.append(tone)
    cases = ["0" if part == part.lower() else "1" for part in parts]
    return "".join([*letters, "00", *tones, *cases])


def _split_tone(part: str) -> tuple[str, str]:
    """Split "ấ" into "â" and the digit of its tone; 0 is no tone."""
    tone, rest = "0", ""
    for char in unicodedata.normalize("NFD", part):
        if char in TONES:
            tone = TONES[char]
        elif unicodedata.combining(char) and char not in SHAPES:
            tone = FOREIGN_MARK
        else:
            rest += char
    return nfc(rest), tone


def _code(part: str) -> str:
    if part[:1].isascii() and part.isdigit():
        number = part.lstrip("0") or "0"
        return f"1{len(number):02d}{number}"
    if part.isspace():
        return SPACE_CODE
    known = PUNCTUATION_CODES.get(part) or LETTER_CODES.get(part)
    first = part[:1] or chr(0)
    return known or f"{'9' if first.isalpha() else '03'}{ord(first):07d}"
