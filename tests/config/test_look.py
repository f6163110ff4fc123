"""Colours that can be read: contrast after WCAG 2.2, in both schemes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "static/css/tokens.css").read_text()
TONES = [
    *(f"grade-{grade}" for grade in ("excellent", "good", "fair", "average", "poor")),
    *("success", "warning", "error", "info"),
]
# (text or sign, ground, ratio): 4.5 for text, 3 for borders, focus and signs.
PAIRS = [
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "ink-soft", "ink-faint", "brand-ink")
        for ground in ("paper", "surface", "surface-sunken", "surface-hover")
    ),
    *((tone, f"{tone}-soft", 4.5) for tone in TONES),
    *((tone, "surface", 4.5) for tone in TONES),
    *(("ink", f"{tone}-soft", 4.5) for tone in ("success", "warning", "error", "info")),
    ("gold-ink", "gold-soft", 4.5),
    ("ink", "gold-soft", 4.5),
    ("brand-ink", "brand-soft", 4.5),
    ("on-brand", "brand", 4.5),
    ("line-strong", "surface", 3),
    ("focus", "surface", 3),
    ("focus", "paper", 3),
]


def scheme(selector):
    block = TOKENS.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


LIGHT = scheme(":root")
DARK = scheme(':root[data-theme="dark"]')


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_colour_stands_out_from_its_ground(colours, front, ground, least):
    assert contrast(colours[front], colours[ground]) >= least


def test_dark_by_choice_equals_dark_by_the_machine():
    assert scheme(':root:not([data-theme="light"])') == DARK


def test_dark_scheme_gives_every_colour_a_value():
    assert DARK.keys() == LIGHT.keys()


def test_colours_stand_in_the_tokens_only():
    sheets = [s for s in (ROOT / "static/css").glob("*.css") if s.name != "tokens.css"]

    named = {
        sheet.name: re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text())
        for sheet in sheets
    }

    assert named == {sheet.name: [] for sheet in sheets}
