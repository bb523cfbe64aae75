"""Reading arguments and answering: the small words every mutation speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from ticketforge_desktop.demo.calls import Payload
from ticketforge_desktop.demo.clock import from_iso
from ticketforge_desktop.demo.entities import Address, Order
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.money import MILLION, parse_amount
from ticketforge_desktop.demo.state import World

Args = Mapping[str, object]
UserError = dict[str, object]


class Invalid(Exception):
    """What the caller asked for is refused by a user error; nothing was changed."""

    def __init__(self, message: str, *field: str | int, code: str | None = None, **more: object) -> None:
        super().__init__(message)
        self.error = user_error(message, *field, code=code, **more)


def user_error(message: str, *field: str | int, code: str | None = None, **more: object) -> UserError:
    """A user error; no ``field`` words mean ``field: null``. Indices are strings, as the store writes them."""
    return {"field": [str(word) for word in field] or None, "message": message, "code": code, **more}


def refuse(empty: Iterable[str], *errors: UserError, under: str = "userErrors") -> Payload:
    """A payload of nulls with errors."""
    return {**dict.fromkeys(empty), under: list(errors)}


def text(args: Args, name: str) -> str | None:
    """A string argument; None when absent or null."""
    value = args.get(name)
    return None if value is None else str(value)


def filled(args: Args, name: str) -> str | None:
    """A string argument with something in it, else None."""
    return (text(args, name) or "").strip() or None


def whole(args: Args, name: str, default: int = 0) -> int:
    """An integer argument."""
    value = args.get(name)
    return default if value is None else int(cast("int", value))


def flag(args: Args, name: str) -> bool:
    """A boolean argument; absent and null are False."""
    return bool(args.get(name))


def table(args: Args, name: str) -> dict[str, object]:
    """An input object; absent and null are empty."""
    return cast("dict[str, object]", args.get(name) or {})


def rows(args: Args, name: str) -> list[dict[str, object]]:
    """A list of input objects; a single one counts as a list of one."""
    value = args.get(name)
    if value is None:
        return []
    return cast("list[dict[str, object]]", value if isinstance(value, list) else [value])


def words(args: Args, name: str) -> list[str]:
    """A list of strings; a single one counts as a list of one."""
    value = args.get(name)
    if value is None:
        return []
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]


def moment(args: Args, name: str) -> int | None:
    """A DateTime argument in seconds; None when absent. Raises ValueError for what is none."""
    value = filled(args, name)
    return from_iso(value) if value else None


def shop_amount(bag: Args, world: World, order: Order | None = None) -> int:
    """A MoneyBagInput in the shop's minor units; one given only as the buyer saw it is converted by the order."""
    shop = table(bag, "shopMoney")
    if shop:
        return parse_amount(shop["amount"])
    seen = table(bag, "presentmentMoney")
    return to_shop(parse_amount(seen.get("amount", 0)), order)


def to_shop(seen: int, order: Order | None) -> int:
    """Minor units the buyer saw as minor units of the shop."""
    return seen if order is None or order.rate == MILLION else round(seen * MILLION / order.rate)


def find_order(world: World, global_id: object) -> Order | None:
    """An order by gid."""
    return world.orders.get(number_of(global_id, "Order"))


def address(args: Args, world: World) -> Address | None:
    """A MailingAddressInput as an address; None when nothing was given."""
    if not args:
        return None
    return Address(
        first_name=text(args, "firstName"),
        last_name=text(args, "lastName"),
        company=text(args, "company"),
        address1=text(args, "address1"),
        address2=text(args, "address2"),
        city=text(args, "city"),
        zip=text(args, "zip"),
        province_code=text(args, "provinceCode"),
        country_code=text(args, "countryCode") or text(args, "country"),
        phone=text(args, "phone"),
        id=world.new_id("MailingAddress"),
    )


def pairs(args: Args, name: str, key: str = "key") -> tuple[tuple[str, str], ...]:
    """Attributes or properties as (key, value) pairs."""
    return tuple((str(row[key]), str(row.get("value") or "")) for row in rows(args, name))
