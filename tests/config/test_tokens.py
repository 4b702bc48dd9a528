"""The colours of the design system keep their contrasts, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

SHEET = Path(settings.BASE_DIR, "reform_cases/static/reform_cases/base.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part))
    for part in SHEET.partition("/* Type,")[0].split("@media (prefers-color-scheme: dark)")
)
SURFACES = ("paper", "ground")
# (least contrast, colours, surfaces)
RULES = [
    (4.5, ("ink", "quiet", "accent", "alarm"), SURFACES),
    (4.5, ("ink",), ("accent-soft", "mark", "mark-strong", "alarm-soft")),
    (4.5, ("accent",), ("accent-soft",)),
    (4.5, ("alarm",), ("alarm-soft",)),
    (4.5, ("paper",), ("accent",)),
    (4.5, ("heat-ink-light",), ("heat-1", "heat-2")),
    (4.5, ("heat-ink-deep",), ("heat-3", "heat-4")),
    (3, ("edge", *(f"series-{n}" for n in range(1, 7))), SURFACES),
]


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrasts(scheme):
    weak = {
        (colour, surface): round(contrast(scheme[colour], scheme[surface]), 2)
        for least, colours, surfaces in RULES
        for colour, surface in product(colours, surfaces)
        if contrast(scheme[colour], scheme[surface]) < least
    }
    assert weak == {}


def test_both_schemes_define_the_same_colours():
    assert set(DARK) == set(LIGHT)
