"""Colours and sizes of both themes, exactly as design/mocks/tokens.md states them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Tokens(NamedTuple):
    """Every colour of a theme as `#RRGGBB`."""

    dark: bool
    window: str
    surface: str
    raised: str
    field: str  # inputs: surface in light, window in dark
    button: str  # buttons that have a word: surface in light, raised in dark
    border: str
    control: str
    border_strong: str
    text: str
    secondary: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    admitted: str
    admitted_soft: str
    attention: str
    attention_soft: str
    refused: str
    refused_soft: str
    exit: str
    exit_soft: str
    sold_out: str
    critical: str
    low_stock: str
    medium: str
    available: str
    offline: str
    offline_ink: str
    series: tuple[str, ...]


LIGHT: Final = Tokens(
    dark=False,
    window="#F2F3F6",
    surface="#FFFFFF",
    raised="#F8F9FB",
    field="#FFFFFF",
    button="#FFFFFF",
    border="#D8DBE2",
    control="#C3C8D2",
    border_strong="#828997",
    text="#171A21",
    secondary="#565D6B",
    disabled="#8F96A3",
    accent="#4742CF",
    accent_hover="#3833AB",
    accent_pressed="#2D2990",
    on_accent="#FFFFFF",
    accent_text="#4742CF",
    accent_soft="#ECECFB",
    focus="#6A64EE",
    admitted="#0A6638",
    admitted_soft="#E2F3E9",
    attention="#8A5200",
    attention_soft="#FDEFD2",
    refused="#A51420",
    refused_soft="#FCE7E7",
    exit="#0C4F9E",
    exit_soft="#E3EEFB",
    sold_out="#3A3F4B",
    critical="#B4231F",
    low_stock="#8A5200",
    medium="#565D6B",
    available="#0A6638",
    offline="#FBDFA6",
    offline_ink="#3D2600",
    series=("#4742CF", "#DE761A", "#1D7D65", "#5B0024", "#149BE2", "#5C5E1C"),
)

DARK: Final = Tokens(
    dark=True,
    window="#111318",
    surface="#191C22",
    raised="#242830",
    field="#111318",
    button="#242830",
    border="#343945",
    control="#454B59",
    border_strong="#757D8D",
    text="#EDEFF3",
    secondary="#A7AEBB",
    disabled="#6B7280",
    accent="#5D57E3",
    accent_hover="#6A64EC",
    accent_pressed="#4F49CF",
    on_accent="#FFFFFF",
    accent_text="#ACA8FF",
    accent_soft="#29294F",
    focus="#9C97FF",
    admitted="#62D79A",
    admitted_soft="#12301F",
    attention="#F7BE45",
    attention_soft="#36270A",
    refused="#FF9393",
    refused_soft="#3D171B",
    exit="#86BBFF",
    exit_soft="#132A47",
    sold_out="#D5D9E1",
    critical="#FF9393",
    low_stock="#F7BE45",
    medium="#A7AEBB",
    available="#62D79A",
    offline="#4A3406",
    offline_ink="#FFDF9C",
    series=("#8F8AFF", "#D46516", "#017C67", "#C297A6", "#A4E4FE", "#E6EB79"),
)


class VerdictFill(NamedTuple):
    """The colour field of a verdict: the same in both themes, because a signal must not depend on a setting."""

    fill: str
    ink: str
    striped: bool  # bands of ink top and bottom: do not open the gate


# By `domain.verdicts.Signal` value.
VERDICT_FILLS: Final = {
    "admitted": VerdictFill("#2BB866", "#04190C", striped=False),
    "attention": VerdictFill("#FFC629", "#1C1300", striped=True),
    "refused": VerdictFill("#A51420", "#FFFFFF", striped=True),
    "exit": VerdictFill("#0C4F9E", "#FFFFFF", striped=False),
}

SCRIM: Final = "#06070A"
SCRIM_OPACITY: Final = 0.66


class Role(StrEnum):
    """What a text is for; size, line and weight follow (`TYPE`)."""

    BODY = "body"
    NAME = "name"  # names in tables: body at 500
    STRONG = "strong"
    SMALL = "small"
    SMALL_STRONG = "small_strong"
    HINT = "hint"  # key hints: small at 500
    PANEL = "panel"
    TOUCH = "touch"
    CARD = "card"
    SCREEN = "screen"
    FIGURE = "figure"
    TOTAL = "total"
    CHANGE = "change"
    VERDICT = "verdict"
    KEYPAD = "keypad"
    CODE = "code"


class TypeRole(NamedTuple):
    """Size and line in px at 100 %, weight as CSS counts it."""

    size: int
    line: int
    weight: int


TYPE: Final[dict[Role, TypeRole]] = {
    Role.BODY: TypeRole(14, 20, 400),
    Role.NAME: TypeRole(14, 20, 500),
    Role.STRONG: TypeRole(14, 20, 600),
    Role.SMALL: TypeRole(12, 16, 400),
    Role.SMALL_STRONG: TypeRole(12, 16, 600),
    Role.HINT: TypeRole(12, 16, 500),
    Role.PANEL: TypeRole(14, 20, 600),
    Role.TOUCH: TypeRole(16, 24, 500),
    Role.CARD: TypeRole(16, 24, 600),
    Role.SCREEN: TypeRole(20, 24, 600),
    Role.FIGURE: TypeRole(28, 32, 600),
    Role.TOTAL: TypeRole(48, 56, 700),
    Role.CHANGE: TypeRole(64, 64, 700),
    Role.VERDICT: TypeRole(128, 144, 700),
    Role.KEYPAD: TypeRole(28, 32, 500),
    Role.CODE: TypeRole(12, 20, 400),
}


class Measure:
    """Lengths in px; they do not grow with the font unless a text would be cut."""

    GRID = 8
    MARGIN = 24
    GAP = 16
    KEY_GAP = 8
    CARD_PADDING = 16
    RADIUS = 6
    SMALL_RADIUS = 4
    RAIL = 96
    RAIL_ITEM = 72
    HEADER = 64
    STATUS_BAR = 32
    PANEL_HEAD = 48
    PALETTE = 720
    DOOR_LIST = 320
    CONTROL = 40
    TOUCH = 56
    PAYMENT = 80
    CHIP = 32
    BADGE = 24
    KEY_HINT = 20
    CHECKBOX = 20
    ROW_DENSE = 32
    ROW = 40
    ROW_TWO_LINES = 48
    ROW_SCAN = 56
    TABLE_HEAD = 32
    SELECTION_BAR = 4
    FOCUS = 2
