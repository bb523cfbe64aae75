"""What stands on an X or Z report, line by line, in German or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ticketforge_desktop.domain.amounts import written
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.shifts import CategoryFigures, Drawer, ShiftReport, TenderFigures
from ticketforge_desktop.services.ports.documents import ReportFace, ReportRow
from ticketforge_desktop.services.report_words import word

MOST_LABEL = 60


@dataclass(frozen=True, slots=True)
class ReportSetting:
    """What a report says besides its figures. `names` are people by their id."""

    shop: str
    zone: str  # IANA
    names: Mapping[str, str]
    chain: str = ""  # the hash of a closed shift
    address: tuple[str, ...] = ()
    demo: bool = False


def report_face(report: ShiftReport, setting: ReportSetting, words: str) -> ReportFace:
    """The report as it is printed; `words` is `de` or `en`."""
    page = _Page(report, setting, words)
    return ReportFace(
        title=word(report.kind, words, number=report.number),
        at=datetime.fromisoformat(report.at),
        zone=setting.zone,
        shop=setting.shop,
        rows=tuple(page.rows()),
        results=tuple(page.results()),
        notices=tuple(word(code, words) for code in report.notices),
        opened_at=datetime.fromisoformat(report.opened_at),
        address=setting.address,
        cashier=page.name(report.staff_id),
        register=report.station,
        chain=setting.chain,
        demo=setting.demo,
    )


class _Page:
    """Makes the lines of one report."""

    def __init__(self, report: ShiftReport, setting: ReportSetting, words: str) -> None:
        self._report, self._setting, self._words = report, setting, words

    def name(self, staff_id: str) -> str:
        return self._setting.names.get(staff_id, staff_id)

    def rows(self) -> Iterator[ReportRow]:
        parts = (
            ("turnover", self._turnover()),
            ("tenders", self._tenders()),
            ("taxes", self._taxes()),
            ("categories", self._categories()),
            ("staff", self._staff()),
            ("drawer", self._drawer()),
            ("count", self._count()),
            ("papers", self._papers()),
            ("stock", self._stock()),
            ("fiscal", self._fiscal()),
        )
        first = True
        for head, lines in parts:
            found = list(lines)
            if not found:
                continue
            if not first:
                yield ReportRow()
            first = False
            yield ReportRow(self._word(head).upper())
            yield from found

    def results(self) -> Iterator[ReportRow]:
        """What stands out: what must be there, what was, and the difference."""
        held = self._report.drawer
        if held is None:
            return
        yield ReportRow(self._word("expected"), "", self._money(held.expected_minor))
        if held.counted_minor is not None and held.difference_minor is not None:
            yield ReportRow(self._word("counted"), "", self._money(held.counted_minor))
            yield ReportRow(self._word("difference"), "", self._money(held.difference_minor))

    def _turnover(self) -> Iterator[ReportRow]:
        report = self._report
        if report.drawer is None:
            yield ReportRow(self._word("blind"))
            for kind in report.kinds:
                yield ReportRow(self._word(kind.kind), str(kind.count))
            return
        for kind in report.kinds:
            yield self._row(kind.kind, kind.count, kind.total_minor)
        yield self._row("total", "", report.total_minor)
        for key, minor in (
            ("discount", report.discount_minor),
            ("fee", report.fee_minor),
            ("rounding", report.rounding_minor),
        ):
            if minor:
                yield self._row(key, "", minor)
        if report.open_minor:
            yield self._row("open" if report.open_minor > 0 else "paid_before", "", abs(report.open_minor))
        if report.tickets:
            yield ReportRow(self._word("tickets"), str(report.tickets))

    def _tenders(self) -> Iterator[ReportRow]:
        for one in self._report.tenders:
            yield from self._tender(one)

    def _tender(self, one: TenderFigures) -> Iterator[ReportRow]:
        tender = self._word(one.tender)
        if one.taken:
            yield ReportRow(tender, str(one.taken), self._money(one.taken_minor))
        if one.given_back:
            label = self._word("given_back", tender=tender)
            yield ReportRow(label, str(one.given_back), self._money(one.given_back_minor))
        if one.owed_minor:
            yield ReportRow(self._word("owed", tender=tender), "", self._money(one.owed_minor))
        if one.declined:
            yield ReportRow(self._word("declined", tender=tender), str(one.declined))

    def _taxes(self) -> Iterator[ReportRow]:
        if self._report.drawer is None:
            return
        for line in self._report.taxes:
            rate = written(line.rate_bp, "EUR", self._words).rstrip("0").rstrip(".,")
            yield ReportRow(f"{rate or '0'} %", "", self._money(line.gross_minor))
            yield self._row("net", "", line.net_minor)
            yield self._row("tax", "", line.tax_minor)

    def _categories(self) -> Iterator[ReportRow]:
        heads: dict[str, list[tuple[str, CategoryFigures]]] = {}
        for one in self._report.categories:
            event, _, category = one.title.rpartition(" · ")  # as the till names a line
            heads.setdefault(event, []).append((category, one))
        for event, found in heads.items():
            if event:
                yield ReportRow(event[:MOST_LABEL])
            for category, one in found:
                label = f"{'· ' if event else ''}{category[:MOST_LABEL]}{self._word(one.price_class)}"
                amount = None if self._report.drawer is None else self._money(one.total_minor)
                yield ReportRow(label, str(one.quantity), amount)

    def _staff(self) -> Iterator[ReportRow]:
        if self._report.drawer is None:
            return
        for one in self._report.staff:
            yield ReportRow(self.name(one.staff_id), str(one.count), self._money(one.total_minor))

    def _drawer(self) -> Iterator[ReportRow]:
        held = self._report.drawer
        if held is None:
            return
        yield self._row("float", "", held.float_minor)
        for key, minor in (("cash_taken", held.taken_minor), ("cash_back", held.given_back_minor)):
            if minor:
                yield self._row(key, "", minor)
        for move in self._report.moves:
            signed = move.amount_minor if move.kind == "in" else -move.amount_minor
            label = f"{self._word(move.kind)}: {move.reason}"
            yield ReportRow(label[:MOST_LABEL], "", self._money(signed))

    def _count(self) -> Iterator[ReportRow]:
        held: Drawer | None = self._report.drawer
        if held is None or held.counted_minor is None:
            return
        for value, many in held.count:
            piece = written(value, self._report.currency, self._words)
            yield ReportRow(piece, f"{many} ×", self._money(value * many))
        if self._report.note:
            yield ReportRow(self._word("note", note=self._report.note)[:MOST_LABEL])
        yield ReportRow(self._word("closed_by", name=self.name(self._report.closed_by)))

    def _papers(self) -> Iterator[ReportRow]:
        for one in self._report.papers:
            yield ReportRow(self._word("kicks" if one.kind == "drawer" else one.kind), str(one.printed))
            for key, many in (("reprints", one.reprints), ("voided", one.void), ("in_doubt", one.in_doubt)):
                if many:
                    yield ReportRow(self._word(key), str(many))

    def _stock(self) -> Iterator[ReportRow]:
        for one in self._report.stock:
            yield ReportRow(self._word("roll", roll=one.roll_id, left=one.left)[:MOST_LABEL], str(one.printed))
            for key, many in (("spoiled", one.spoiled), ("missing", one.missing)):
                if many:
                    yield ReportRow(self._word(key), str(many))

    def _fiscal(self) -> Iterator[ReportRow]:
        for one in self._report.fiscal:
            if one.device:
                yield ReportRow(one.device[:MOST_LABEL])
            for key, many in (("signed", one.signed), ("failed", one.failed), ("waiting", one.waiting)):
                if many:
                    yield ReportRow(self._word(key), str(many))

    def _row(self, key: str, count: object, minor: int) -> ReportRow:
        return ReportRow(self._word(key), str(count), self._money(minor))

    def _money(self, minor: int) -> Money:
        return Money(minor, self._report.currency)

    def _word(self, key: str, **facts: object) -> str:
        return word(key, self._words, **facts)


def report_text(face: ReportFace, words: str) -> str:
    """The report for a terminal: 64 characters wide."""
    rule = "-" * 64
    lines = [face.title, f"{face.register} · {face.cashier}", rule]
    for row in (*face.rows, None, *face.results):
        if row is None:
            lines.append(rule)
            continue
        amount = "" if row.amount is None else f"{written(row.amount.minor, row.amount.currency, words)}"
        lines.append(f"{row.label:<42.42}{row.count:>8}{amount:>14}".rstrip())
    return "\n".join((*lines, *((rule, *face.notices) if face.notices else ())))
