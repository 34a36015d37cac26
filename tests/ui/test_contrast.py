"""Colours: every text can be read on every ground of every theme, and no status is told by colour alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QColor

from consult.hcc.declared import DECLARED
from consult.judge import STATUSES
from consult.phrases import SHAPES, Words
from ui import theme
from ui.roles import PRINTED, ROLES, THEMES

ALL = (*THEMES, PRINTED)
GROUNDS = ("ground", "surface", "header", "chosen", "needed")
TEXTS = ("ink", "muted", "off", "accent", "local", *STATUSES)
CONTROLS = ("edge", "accent", "cannot_tell", "usually_not", "advised_against")
"""Lines that tell where a control is, that it is focused, or that something is asked about it."""
LEAST_TEXT, LEAST_LINE = 4.5, 3.0

# Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
DEFICIENCIES = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Linear = tuple[float, float, float]


def linear(colour: QColor) -> Linear:
    """The amounts of light of a colour, from 0 to 1 each."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    made = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return (made[0], made[1], made[2])


def luminance(light: Linear) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2."""
    low, high = sorted((luminance(linear(one)), luminance(linear(other))))
    return (high + 0.05) / (low + 0.05)


def lab(light: Linear) -> Linear:
    """CIE L*a*b* under D65."""
    r, g, b = light
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def seen(light: Linear, deficiency: str) -> Linear:
    """The same light as someone with a colour deficiency sees it."""
    made = [
        min(1.0, max(0.0, sum(factor * part for factor, part in zip(row, light, strict=True))))
        for row in DEFICIENCIES[deficiency]
    ]
    return (made[0], made[1], made[2])


def distance(one: str, other: str, name: str, deficiency: str) -> float:
    """How far two status colours of a theme are apart for such a reader (CIE76; 2.3 is just noticeable)."""
    worn = theme.theme(name)
    pair = (lab(seen(linear(worn.colour(role)), deficiency)) for role in (one, other))
    return sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(name: str, ground: str) -> None:
    worn = theme.theme(name)
    poor = {t: round(contrast(worn.colour(t), worn.colour(ground)), 2) for t in TEXTS}
    assert {text: ratio for text, ratio in poor.items() if ratio < LEAST_TEXT} == {}


@pytest.mark.parametrize("name", ALL)
def test_text_on_the_accent_and_text_turned_round_can_be_read(name: str) -> None:
    worn = theme.theme(name)
    assert contrast(worn.colour("on_accent"), worn.colour("accent")) >= LEAST_TEXT
    assert contrast(worn.colour("surface"), worn.colour("ink")) >= LEAST_TEXT


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_lines_of_controls_and_of_the_focus_can_be_seen(name: str, ground: str) -> None:
    worn = theme.theme(name)
    poor = {line: round(contrast(worn.colour(line), worn.colour(ground)), 2) for line in CONTROLS}
    assert {line: ratio for line, ratio in poor.items() if ratio < LEAST_LINE} == {}


@pytest.mark.parametrize("name", THEMES)
def test_a_control_that_cannot_be_used_does_not_look_like_one_that_can(name: str) -> None:
    worn = theme.theme(name)
    assert contrast(worn.colour("off"), worn.colour("ink")) >= 1.5
    assert contrast(worn.colour("off_line"), worn.colour("edge")) >= 1.5


def test_every_role_is_a_colour_in_every_theme() -> None:
    for role, colours in ROLES.items():
        assert len(colours) == len(ALL), role
        assert all(QColor.isValidColorName(colour) for colour in colours), role


def test_paper_needs_no_colour() -> None:
    worn = theme.theme(PRINTED)
    for role in ROLES:
        assert worn.colour(role).hsvSaturation() == 0, role


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_status_is_never_told_by_colour_alone(language: str) -> None:
    words = Words(language, DECLARED)
    assert len({SHAPES[status] for status in STATUSES}) == len(STATUSES)
    assert len({words.status(status) for status in STATUSES}) == len(STATUSES)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("name", THEMES)
def test_for_and_against_stay_apart_for_every_eye(name: str, deficiency: str) -> None:
    assert distance("usual_option", "advised_against", name, deficiency) >= 10


def distances() -> dict[tuple[str, str], tuple[float, str, str]]:
    """By theme and deficiency: the two statuses that look most alike, and how far apart they are."""
    return {
        (name, deficiency): min(
            (round(distance(one, other, name, deficiency), 1), one, other)
            for one, other in combinations(STATUSES, 2)
        )
        for name in THEMES
        for deficiency in DEFICIENCIES
    }


if __name__ == "__main__":
    for place, found in distances().items():
        print(*place, *found)
