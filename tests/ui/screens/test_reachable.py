"""Everything that can be worked has a name that is read out, and the keyboard reaches it."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from tests.ui.screens.house import House, shown
from ticketforge_desktop.domain.events import TicketState
from ticketforge_desktop.ui.charts.base import Chart
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.dashboard import DashboardScreen
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.events import EventsScreen
from ticketforge_desktop.ui.screens.orders import OrdersScreen
from ticketforge_desktop.ui.widgets.chips import Segmented
from ticketforge_desktop.ui.widgets.screen import Screen

WORKED = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)


def places(context: Context, house: House) -> dict[str, Screen]:
    event = house.tonight.event_id
    order = house.order_with(lambda o: len(o.tickets) > 1 and all(t.state is TicketState.VALID for t in o.tickets))
    made: dict[str, Screen] = {
        "dashboard": DashboardScreen(context),
        "events": EventsScreen(context),
        "orders": OrdersScreen(context),
        "door": DoorScreen(context),
    }
    for screen in made.values():
        shown(screen)
    made["event"] = EventsScreen(context)
    shown(made["event"]).arrive(event)
    made["order"] = OrdersScreen(context)
    shown(made["order"]).arrive(order.row.name)
    made["preview"] = preview = OrdersScreen(context)
    shown(preview).arrive(order.row.name)
    preview.details.print_chosen()
    made["kiosk"] = DoorScreen(context)
    shown(made["kiosk"], 1280, 768).arrive(event)
    QApplication.processEvents()
    return made


def worked(screen: QWidget) -> list[QWidget]:
    inner = (QScrollBar,)
    found = [w for kind in WORKED for w in screen.findChildren(kind) if w.isVisible() and not isinstance(w, inner)]
    return [w for w in found if not isinstance(w.parent(), QComboBox | QAbstractItemView)]


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_everything_has_a_name_a_role_and_a_place_in_the_order(context: Context, house: House, scale: float) -> None:
    context.theme.set(scale=scale)
    for place, screen in places(context, house).items():
        things = worked(screen)
        assert things, place
        for thing in things:
            told = QAccessible.queryAccessibleInterface(thing)
            where = (place, type(thing).__name__, thing.accessibleName())
            assert thing.accessibleName().strip(), where
            assert told.text(QAccessible.Text.Name).strip(), where
            assert told.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), where
            # Of a segmented switch only the chosen field stands in the order; arrows move inside it.
            inside = isinstance(thing.parent(), Segmented)
            assert thing.focusPolicy() & Qt.FocusPolicy.TabFocus or inside or not thing.isEnabled(), where
    context.theme.set(scale=1.0)


def test_charts_tell_their_figures_in_words(context: Context, house: House) -> None:
    screen = DashboardScreen(context)
    shown(screen)
    charts = [c for c in screen.findChildren(Chart) if c.isVisible() and c.accessibleName()]
    assert charts
    assert all(chart.accessibleDescription() for chart in charts)


def test_tab_walks_from_the_filter_through_the_chips_to_the_table(context: Context, house: House) -> None:
    screen = EventsScreen(context)
    shown(screen)
    seen: list[QWidget] = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        focus.focusNextChild()
    at = [
        seen.index(w)
        for w in (screen.list.search, screen.chips["upcoming"], screen.low, screen.list.table, screen.open_button)
    ]
    assert at == sorted(at)


def test_words_fit_their_buttons_in_both_languages_and_sizes(context: Context, house: House) -> None:
    from ticketforge_desktop.ui.language import Translators

    for language, scale in itertools.product(("de", "en"), (1.0, 1.25)):
        context.theme.set(scale=scale)
        translators = Translators()
        translators.use(language)
        context.set_language(language)
        for place, screen in places(context, house).items():
            wide = (1280 if scale == 1.0 else 1024) - (0 if place == "kiosk" else 96)
            screen.window().resize(wide, 736)
            QApplication.processEvents()
            for thing in worked(screen):
                if isinstance(thing, QAbstractButton) and thing.text():
                    where = (language, scale, place, thing.text(), thing.width(), thing.sizeHint().width())
                    assert thing.width() >= thing.sizeHint().width(), where
                right = thing.mapTo(screen, thing.rect().topRight()).x()
                assert right <= screen.width(), (language, place, thing.accessibleName(), right, screen.width())
        for translator in translators._installed:
            QApplication.removeTranslator(translator)
    context.set_language("en")
    context.theme.set(scale=1.0)
