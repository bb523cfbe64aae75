"""Making layouts: every edit is a new draft, comments stay, and what nobody could read is refused."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.devices.test_layout_files import GOOD
from tests.devices.tickets import SHELF, face, nasty_faces
from ticketforge_desktop.devices.printing import toml_patch
from ticketforge_desktop.devices.printing.layout_desk import LayoutDesk
from ticketforge_desktop.devices.printing.layout_draft import draft_of
from ticketforge_desktop.devices.printing.layout_file import read_layout
from ticketforge_desktop.devices.printing.layout_writer import source_of, written
from ticketforge_desktop.devices.printing.layouts import LayoutShelf
from ticketforge_desktop.devices.printing.model import Layout
from ticketforge_desktop.devices.printing.templates import parse
from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound
from ticketforge_desktop.services.ports.layout_design import Draft, History, Place

DESK = LayoutDesk(SHELF)
LABEL = DESK.open("label-10x5cm")
SMALL = draft_of(GOOD, {})


def changed_lines(before: Draft, after: Draft) -> list[str]:
    return [line for line in after.source.split("\n") if line not in before.source.split("\n")]


def png(side: int = 8) -> bytes:
    out = BytesIO()
    Image.new("L", (side, side), 0).save(out, "PNG")
    return out.getvalue()


def test_moving_an_item_changes_its_line_and_nothing_else() -> None:
    moved = DESK.move(LABEL, [0], 1.004, -0.4)

    assert changed_lines(LABEL, moved) == ["at = [4.5, 2]"]
    assert len(moved.source.split("\n")) == len(LABEL.source.split("\n"))
    assert LABEL.items[0].place.x == 3.5, "the old draft is as it was"


def test_items_move_together_and_only_as_far_as_the_paper_goes() -> None:
    moved = DESK.move(LABEL, [0, 1], -50, 100)

    assert [moved.items[index].place.x for index in (0, 1)] == [0, 0]
    assert moved.items[1].place.y - moved.items[0].place.y == pytest.approx(11.6)
    assert moved.items[1].place.y + moved.items[1].place.height == pytest.approx(50)
    assert DESK.move(moved, [0, 1], -1, 0) is moved


def test_what_stands_in_the_way_is_told_at_its_item_and_keeps_the_draft_from_being_saved(tmp_path: Path) -> None:
    desk = LayoutDesk(LayoutShelf(tmp_path))
    faulty = desk.move(SMALL, [0], 30, 0)

    assert not faulty.printable
    assert {fault.item for fault in faulty.faults} == {1}
    assert "overlaps" in faulty.faults[0].reason
    with pytest.raises(LayoutFault, match="overlaps"):
        desk.save(faulty)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("pt", -3, "from 4 to 200"),
        ("pt", float("nan"), "must be a number"),
        ("pt", "large", "must be a number"),
        ("text", "{evnt}", "no field {evnt}"),
        ("text", {"de": "nur deutsch"}, "no text for 'en'"),
        ("text", "half a sign \ud800", "half a sign|can't be written|UTF-8"),
        ("weight", "heavy", "regular, bold"),
        ("colour", "red", "means nothing here"),
        ("kind", "qr", "keeps its kind"),
        ("turn", 45, "0, 90, 180 or 270"),
        ("at", [1, object()], "can't be a object"),
        ("at", None, "'at' is missing"),
    ],
)
def test_a_value_no_layout_may_have_is_refused_with_the_reason(key: str, value: object, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        DESK.set(SMALL, 0, key, value)
    assert refused.value.facts["field"] in (key, "kind")
    assert draft_of(GOOD, {}) == SMALL


def test_a_key_is_set_behind_the_others_changed_in_its_place_and_taken_away() -> None:
    set_once = DESK.set(SMALL, 0, "weight", "bold")
    assert changed_lines(SMALL, set_once) == ['weight = "bold"']
    assert DESK.set(set_once, 0, "weight", None).source == SMALL.source
    again = DESK.set(set_once, 0, "text", {"de": "Einlass {doors_at:time}", "en": "Doors [[!"})
    assert again.items[0].values["text"] == {"de": "Einlass {doors_at:time}", "en": "Doors [[!"}
    assert DESK.set(again, 0, "weight", "bold") is again, "the same again is no step"


def test_a_comment_behind_a_value_stays() -> None:
    draft = draft_of(GOOD.replace("pt = 14", 'pt = 14   # as "large" as it gets'), {})
    assert 'pt = 12   # as "large" as it gets' in DESK.set(draft, 0, "pt", 12).source


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace('title = "Small"', "title.de = 'Klein'\ntitle.en = 'Small'"),
        GOOD.replace("at = [2, 2]", "at = [\n  2, # left\n  2,\n]"),
        GOOD.replace('text = "{event}"', 'text = """\\\n  {event}"""'),
        GOOD.replace("[[item]]\nkind = \"text\"", '[[ item ]] # words\n"kind" = \'text\''),
        GOOD.replace('text = "{event}"\npt = 14\nmin_pt = 8', 'pt = 14\nmin_pt = 8\n[item.text]\nde = "A"\nen = "B"'),
        GOOD.replace("\n", "\r\n"),
        'item = [{ kind = "qr", at = [66, 2], size = 31 }, '
        '{ kind = "text", at = [1, 1], size = [9, 9], text = "", pt = 9 }]\n' + GOOD.partition("[[item]]")[0],
    ],
)  # fmt: skip
def test_whatever_way_somebody_wrote_the_file_the_edit_is_what_it_should_be(text: str) -> None:
    draft = draft_of(text, {})
    target = next(view.index for view in draft.items if view.kind == "text")
    edits = (
        DESK.move(draft, [target], 1, 1), DESK.set(draft, target, "text", "x"), DESK.order(draft, 0, 1),
        DESK.remove(draft, [target]), DESK.set_layout(draft, "title", {"de": "x", "en": "y"}),
        DESK.set_layout(draft, "turn", 90),
    )  # fmt: skip

    assert edits[0].items[target].place.x == draft.items[target].place.x + 1
    assert edits[1].items[target].values["text"] == "x"
    assert [view.kind for view in edits[2].items] == [view.kind for view in reversed(draft.items)]
    assert [view.kind for view in edits[3].items] == ["qr"]
    assert edits[4].title == {"de": "x", "en": "y"}
    assert edits[5].turn == 90


def test_codes_stay_square_lines_straight_and_tear_lines_from_edge_to_edge() -> None:
    draft = SMALL
    for kind, place in (("line", Place(2, 30, 40, 0)), ("tear", Place(97.5, 0, 0, 50)), ("box", Place(2, 40, 9, 5))):
        draft = DESK.add(draft, kind, place)
    draft = DESK.resize(draft, 1, Place(66, 2, 28, 31))
    draft = DESK.resize(draft, 2, Place(2, 20, 1, 15))
    draft = DESK.resize(draft, 3, Place(98, 7, 5, 5))
    draft = DESK.resize(draft, 4, Place(3.333, 41, 10, 6))

    assert [view.place for view in draft.items[1:]] == [
        (66, 2, 28, 28), (2.35, 20, 0.3, 15), (98, 0, 0, 50), (3.33, 41, 10, 6)
    ]  # fmt: skip
    assert draft.printable


def test_order_removing_and_copies() -> None:
    kinds = [view.kind for view in LABEL.items]
    last = len(kinds) - 1
    assert [view.kind for view in DESK.order(LABEL, 0, last).items] == [*kinds[1:], kinds[0]]
    assert DESK.order(DESK.order(LABEL, 8, 1), 1, 8).items[8].values == LABEL.items[8].values
    fewer = DESK.remove(LABEL, [0, 3, 8])
    assert [view.kind for view in fewer.items] == [k for index, k in enumerate(kinds) if index not in (0, 3, 8)]
    copied = DESK.duplicate(SMALL, [0])
    assert copied.items[2].values == {**SMALL.items[0].values, "at": [4, 4]}
    with pytest.raises(BadInput, match="must stay"):
        DESK.remove(SMALL, [0, 1])
    for wrong in (-1, 2):
        with pytest.raises(BadInput, match="no item"):
            DESK.order(SMALL, 0, wrong)


def test_undo_goes_back_draft_by_draft_and_forgets_what_was_undone_once_something_else_is_done() -> None:
    history = History.of(SMALL)
    one = history.do(DESK.move(SMALL, [0], 1, 0))
    two = one.do(DESK.set(one.now, 0, "pt", 12))

    assert two.undo().undo().now == SMALL
    assert two.undo().undo().undo() == two.undo().undo()
    assert two.undo().redo() == two
    assert two.redo() is two
    assert two.do(two.now) is two
    assert two.undo().do(DESK.move(one.now, [0], 1, 0)).future == ()
    assert two.changed
    assert not two.kept().changed
    assert not two.undo().undo().changed
    short = history
    for step in range(1, 9):
        short = short.do(DESK.move(SMALL, [0], step, 0), most=3)
    assert len(short.past) == 3


def test_a_new_layout_grows_is_saved_in_versions_and_opened_again(tmp_path: Path) -> None:
    desk = LayoutDesk(LayoutShelf(tmp_path))
    draft = desk.blank("club-card", 100, 50, ["zpl", "pdf"])
    assert draft.printable
    for kind in desk.kinds():
        assert {one.key for one in desk.properties(kind)} >= {"side"}
    draft = desk.add(draft, "text", Place(2, 2, 60, 6), {"text": "{event}", "weight": "bold"})
    draft = desk.add(
        desk.add_picture(draft, "art/logo.png", png()), "image", Place(2, 20, 9, 9), {"file": "art/logo.png"}
    )

    first, second = desk.save(draft), desk.save(desk.move(draft, [1], 0, 1))

    assert (first.version, second.version, desk.save(desk.open("club-card")).already) == (1, 2, True)
    assert desk.open("club-card@1").items[1].place.y == 2
    assert desk.open("club-card").pictures == {"art/logo.png": png()}
    desk.export(draft, str(tmp_path / "out.toml"))
    assert desk.open_file(str(tmp_path / "out.toml")).items == draft.items
    assert not list(tmp_path.glob(".*"))
    with pytest.raises(BadInput, match="could not be written"):
        desk.export(draft, str(tmp_path / "out.toml" / "x.toml"))
    with pytest.raises(NotFound):
        desk.open("nothing")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("../logo.png", png(), "lead elsewhere"),
        ("", png(), "lead elsewhere"),
        ("logo.png", b"GIF89a", "not a PNG"),
        ("logo.png", png() + bytes(50_000_000), "50.0 MB"),
        ("logo.png", png()[:16] + (60_000).to_bytes(4, "big") * 2 + png()[24:], "60000 × 60000 pixels"),
    ],
)
def test_a_picture_that_is_none_leads_elsewhere_or_is_too_large_is_refused(name: str, data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        DESK.add_picture(SMALL, name, data)


def test_a_new_layout_that_cannot_be_one_is_refused() -> None:
    for name, size, languages, document in (
        ("Ä B", 50.0, ["pdf"], "ticket"), ("x", 5.0, ["pdf"], "ticket"), ("x", 50.0, ["laser"], "ticket"),
        ("x", 50.0, ["pdf"], "poem"), ("x", float("inf"), ["pdf"], "ticket"),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            DESK.blank(name, size, 50, languages, document)
    with pytest.raises(BadInput, match="no kind"):
        DESK.properties("poem")
    with pytest.raises(BadInput):
        DESK.add(SMALL, "rows", Place(0, 0, 10, 10))


def test_sheet_and_page_are_set_and_taken_away() -> None:
    pdf = DESK.set_layout(DESK.set_layout(SMALL, "languages", ["pdf"]), "size", (100, 60))
    sheet = DESK.set_layout(pdf, "sheet", {"size": (210, 297), "tickets": (2, 4)})
    assert sheet.printable
    assert "[sheet]" in sheet.source
    assert (
        DESK.set_layout(DESK.set_layout(sheet, "sheet", {"size": [210, 100], "tickets": [2, 4]}), "sheet", None).height
        == 60
    )
    for key, value in (("sheet", 3), ("items", []), ("size", [1, 1]), ("name", "Ä")):
        with pytest.raises(BadInput):
            DESK.set_layout(pdf, key, value)


def plain(layout: Layout) -> Layout:
    """Without lines of the file, lengths to a ten-thousandth."""

    def rounded(item: object) -> object:
        area = item.area  # type: ignore[attr-defined]
        sides = {name: round(getattr(area, name), 4) for name in ("x", "y", "width", "height")}
        return replace(item, area=replace(area, **sides))  # type: ignore[type-var]

    return replace(layout, items=tuple(replace(placed, line=0, item=rounded(placed.item)) for placed in layout.items))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [info.name for info in SHELF.all()])
def test_every_layout_is_written_as_text_that_reads_back_equal(name: str) -> None:
    layout = SHELF.layout(name)
    text = written(layout)
    again = read_layout(name, text.encode(), lambda _file: png())
    assert plain(again) == plain(layout)
    assert written(again) == text


lengths = st.floats(0, 60).map(lambda x: round(x, 2))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: text.replace("{", "{{").replace("}", "}}").replace("[", "[[").replace("]", "]]")
)
EDITS = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 5), lengths, lengths),
    st.tuples(st.just("text"), st.integers(0, 5), words, words),
    st.tuples(st.just("add"), st.sampled_from(["text", "box", "line", "tear", "notice", "code128"]), lengths, lengths),
    st.tuples(st.just("remove"), st.integers(0, 5), st.just(0.0), st.just(0.0)),
    st.tuples(st.just("order"), st.integers(0, 5), st.integers(0, 5), st.just(0.0)),
    st.tuples(st.just("title"), st.just(0), words, words),
)


def edited(draft: Draft, edit: tuple[str, object, object, object]) -> Draft:
    what, item, one, two = edit
    if what == "move":
        return DESK.move(draft, [item], one, two)  # type: ignore[list-item, arg-type]
    if what == "text":
        return DESK.set(draft, item, "text", {"de": one, "en": two})  # type: ignore[arg-type]
    if what == "add":
        return DESK.add(draft, item, Place(one, two, 20, 9))  # type: ignore[arg-type]
    if what == "remove":
        return DESK.remove(draft, [item])  # type: ignore[list-item]
    if what == "order":
        return DESK.order(draft, item, one)  # type: ignore[arg-type]
    return DESK.set_layout(draft, "title", {"de": one, "en": two})


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, max_size=8))
def test_whatever_is_edited_the_text_reads_as_the_draft_and_comments_stay(
    edits: list[tuple[str, object, object, object]],
) -> None:
    draft = draft_of("# Ours\n" + GOOD, {})
    for edit in edits:
        try:
            draft = edited(draft, edit)
        except BadInput:
            continue
    assert draft_of(draft.source, {}) == draft
    assert draft.source.startswith("# Ours\n"), "no edit needed the file to be written anew"
    layout = read_back(draft)
    assert plain(read_back(draft_of(written(layout), {}))) == plain(layout)


def read_back(draft: Draft) -> Layout:
    from ticketforge_desktop.devices.printing.layout_draft import layout_of

    return layout_of(draft)


@given(st.lists(st.one_of(words, st.sampled_from(["{event}", "[{seat}, {city}]", "{price:plain}"])), max_size=6))
def test_a_template_is_written_as_it_reads(parts: list[str]) -> None:
    template = parse("".join(parts))
    assert "".join(map(str, parse(source_of(template)).parts)) == "".join(map(str, template.parts))


def test_the_patcher_says_when_it_cannot_follow() -> None:
    with pytest.raises(LookupError):
        toml_patch.set_key(GOOD, "sheet", 0, "size", 1)
    assert tomllib.loads(toml_patch.patched("a = 1 # x\n", {"a": 2}, lambda _text: "not TOML")) == {"a": 2}


def test_a_draft_is_drawn_as_far_as_it_can_be_and_the_longest_data_shows_what_is_cut() -> None:
    small = DESK.resize(SMALL, 1, Place(66, 2, 20, 20))
    whole, part = DESK.drawing(SMALL, face(), 203, "de"), DESK.drawing(small, face(), 203, "de")
    assert len(whole.marks) == len(part.marks) + 1
    verdict = DESK.verdict(SMALL, nasty_faces(), "zpl", 203, "de")
    assert verdict.cut == (0,)
    assert DESK.drawing(SMALL, DESK.sample(), 203, "en").marks  # type: ignore[arg-type]
