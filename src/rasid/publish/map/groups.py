"""Eight groups of event types, each with a colour and a shape of its own, and the colours of the rest of the map.

The colours are those of Okabe and Ito ("Color Universal Design", 2008), darkened on light paper and lightened on dark, so that they
stay apart for people who see fewer colours; the shapes tell the same without any.
"""

from __future__ import annotations

from typing import NamedTuple


class Group(NamedTuple):
    """`shape` is an SVG path about (0, 0), some 2 units wide; `light` and `dark` its colours on light and on dark paper."""

    id: str
    families: tuple[str, ...]
    names: tuple[str, str]  # English, Arabic
    light: str
    dark: str
    shape: str


GROUPS = (
    Group("strike", ("strike",), ("strikes and explosions", "قصف وتفجيرات"), "#c64f00", "#ff8a4c", "M0-1.25 1.25 0 0 1.25-1.25 0Z"),
    Group("ground", ("ground", "territory"), ("ground fighting", "معارك برية"), "#0069a8", "#5cb3f0", "M-1-1H1V1H-1Z"),
    Group("harm", ("harm", "property"), ("killing, harm, destruction", "قتل وإيذاء وتدمير"), "#9c2c77", "#ee93ca", "M0-1.2 1.25 1H-1.25Z"),
    Group(
        "custody",
        ("custody", "restriction"),
        ("custody and restriction", "احتجاز وتقييد"),
        "#a87400",
        "#f2b632",
        "M-1.2-.35H-.35V-1.2H.35V-.35H1.2V.35H.35V1.2H-.35V.35H-1.2Z",
    ),
    Group("people", ("movement", "aid"), ("displacement, return, aid", "نزوح وعودة ومساعدات"), "#007a59", "#2cc79a", "M0 1.2-1.25-1H1.25Z"),
    Group(
        "crowd",
        ("crowd",),
        ("protest and riot", "احتجاج وشغب"),
        "#2f86c4",
        "#a5dcff",
        "M0-1.4 .41-.57 1.33-.43 .67.22 .82 1.13 0 .7-.82 1.13-.67.22-1.33-.43-.41-.57Z",
    ),
    Group(
        "forces",
        ("forces", "weapons"),
        ("forces and weapons", "قوات وأسلحة"),
        "#6f6300",
        "#e8dd5a",
        "M0-1.2 1.2-.25 .75 1.1H-.75L-1.2-.25Z",
    ),
    Group(
        "words",
        ("diplomacy", "words"),
        ("talks and statements", "محادثات وتصريحات"),
        "#5b5b5b",
        "#bdbdbd",
        "M-1 0A1 1 0 1 0 1 0 1 1 0 1 0-1 0Z",
    ),
)
OTHER = len(GROUPS) - 1  # where a type goes that the ontology does not know
OF_FAMILY = {family: number for number, group in enumerate(GROUPS) for family in group.families}

# name: (on light paper, on dark paper); the style sheets refer to them as var(--name)
COLOURS = {
    "paper": ("#f4f2ec", "#14171a"),
    "land": ("#fffdf8", "#1e2328"),
    "border": ("#8b8678", "#7d858c"),
    "province": ("#d5d0c3", "#363d44"),
    "ink": ("#1d1f21", "#eceae5"),
    "soft": ("#5c5a54", "#a9aeb3"),
    "faint": ("#a39d8f", "#5c646b"),
    "halo": ("#fffdf8", "#14171a"),
    "panel": ("#ffffff", "#1b1f23"),
    "line": ("#d9d5ca", "#353b41"),
    "bubble": ("#3f4a54", "#d5dbe0"),
    "on-bubble": ("#ffffff", "#14171a"),
    "link": ("#00558c", "#8cc8f5"),
    "warn": ("#fdf3d8", "#3a3115"),
    **{group.id: (group.light, group.dark) for group in GROUPS},
}


def variables(dark: bool) -> str:
    """The colours as CSS declarations."""
    return "".join(f"--{name}:{pair[dark]};" for name, pair in COLOURS.items())


def resolved(css: str) -> str:
    """A style sheet with the colours of light paper in place of their names, for what knows no variables."""
    for name, (light, _) in COLOURS.items():
        css = css.replace(f"var(--{name})", light)
    return css
