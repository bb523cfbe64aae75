"""The theme in use: tokens, fonts and icons, and how a change reaches the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication

from ticketforge_desktop.ui.theme import fonts, icons
from ticketforge_desktop.ui.theme.motion import Motion
from ticketforge_desktop.ui.theme.palette import qt_palette
from ticketforge_desktop.ui.theme.style import stylesheet
from ticketforge_desktop.ui.theme.tokens import DARK, LIGHT, TYPE, Role, Tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Theme(QObject):
    """Given to every widget that paints itself; they read `tokens` while painting, so nothing is kept stale.

    `mode` is `light`, `dark` or `system`; `scale` is the font scale (1.0 = 100 %).
    """

    changed = Signal()

    def __init__(self, mode: str = "light", scale: float = 1.0, *, reduced_motion: bool = False) -> None:
        super().__init__()
        self._mode = mode
        self._scale = scale
        self.reduced_motion = reduced_motion
        self._fonts: dict[Role, QFont] = {}
        self._all_fonts = False
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self.tokens = self._pick()
        self._motion: Motion | None = None  # from `apply` on

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are in use."""
        return self.tokens.dark

    @property
    def scale(self) -> float:
        """The font scale, 1.0 = 100 %."""
        return self._scale

    def apply(self, app: QApplication, *, style_set: bool = False) -> None:
        """Dress the application. Call once, after the fonts are loaded and before the first widget is made.

        `style_set`: Fusion was chosen on the application's command line, which spares PySide the making of all of
        QStyle's enums (9 ms before the first paint).
        """
        if not style_set:
            app.setStyle("Fusion")
        self._motion = Motion(app)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._dress(app)

    def set(self, *, mode: str | None = None, scale: float | None = None, reduced_motion: bool | None = None) -> None:
        """Change the theme, the font scale or both; every widget follows at once."""
        self._mode = mode or self._mode
        self._scale = scale or self._scale
        if reduced_motion is not None:
            self.reduced_motion = reduced_motion
        self._refresh()

    def colour(self, token: str) -> QColor:
        """A token (`"accent_text"`) or a literal `#RRGGBB` as a colour to paint with."""
        return QColor(self.hex(token))

    def hex(self, token: str) -> str:
        """A token's `#RRGGBB`; a literal passes through."""
        return token if token.startswith("#") else str(getattr(self.tokens, token))

    def font(self, role: Role) -> QFont:
        """The font of a role at the present scale."""
        font = self._fonts.get(role)
        if font is None:
            if not self._all_fonts and (role is Role.CODE or TYPE[role].weight >= 700):
                fonts.load_rest()
                self._all_fonts = True
            font = self._fonts[role] = fonts.make(role, self._scale)
        return font

    def line(self, role: Role) -> int:
        """Line height of a role in px at the present scale."""
        return round(TYPE[role].line * self._scale)

    def width(self, role: Role, text: str) -> int:
        """Width in px of a text in a role's font."""
        return QFontMetrics(self.font(role)).horizontalAdvance(text)

    def fit(self, base: int, content: int, padding: int = 8) -> int:
        """A measure that stays `base` px until the content of a larger font needs more."""
        return max(base, content + padding)

    def pixmap(self, name: str, size: int = 20, colour: str = "text") -> QPixmap:
        """An icon in a token's colour, kept after the first time."""
        shade = self.hex(colour)
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
        key = (name, size, shade, ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = icons.render(name, size, shade, ratio)
        return pixmap

    def icon(self, name: str, size: int = 20, colour: str = "text") -> QIcon:
        """An icon for Qt's own widgets; make it anew when the theme changes."""
        from PySide6.QtGui import QIcon

        icon = QIcon(self.pixmap(name, size, colour))
        icon.addPixmap(self.pixmap(name, size, "disabled"), QIcon.Mode.Disabled)
        return icon

    def _pick(self) -> Tokens:
        if self._mode == "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _system_changed(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        self.tokens = self._pick()
        self._fonts.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._dress(app)
        self.changed.emit()

    def _dress(self, app: QApplication) -> None:
        app.setFont(self.font(Role.BODY))
        app.setPalette(qt_palette(self.tokens))
        app.setStyleSheet(stylesheet(self.tokens))
        if self._motion is not None:
            self._motion.set(still=self.reduced_motion)
