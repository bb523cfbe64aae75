"""Who buys: the customer named by an order, found or made."""

from __future__ import annotations

from ticketforge_desktop.demo.entities import Consent, Customer
from ticketforge_desktop.demo.gids import number_of
from ticketforge_desktop.demo.mutations.answers import Args, address, filled, rows, table, text, words
from ticketforge_desktop.demo.mutations.tags import split_tags, tidy
from ticketforge_desktop.demo.state import World


def buyer(world: World, given: Args) -> Customer | None:
    """The customer of an order input: by id, by ``toAssociate``, by ``toUpsert``, or by the order's e-mail."""
    named = given.get("customerId")
    if named:
        return world.customers.get(number_of(named, "Customer"))
    customer = table(given, "customer")
    associate, upsert = table(customer, "toAssociate"), table(customer, "toUpsert")
    if associate:
        return _known(world, associate)
    if upsert:
        return _upsert(world, upsert)
    email = filled(given, "email")
    if email is None:
        return None
    return by_email(world, email) or _make(world, {"email": email, **_names(given)})


def by_email(world: World, email: str) -> Customer | None:
    """The customer with this e-mail address, whatever its case."""
    wanted = email.casefold()
    return next((c for c in world.customers if c.email and c.email.casefold() == wanted), None)


def _names(given: Args) -> dict[str, object]:
    home = table(given, "shippingAddress") or table(given, "billingAddress")
    return {"firstName": home.get("firstName"), "lastName": home.get("lastName")}


def _known(world: World, given: Args) -> Customer | None:
    found = world.customers.get(number_of(given.get("id"), "Customer"))
    email = filled(given, "email")
    return found or (by_email(world, email) if email else None)


def _upsert(world: World, given: Args) -> Customer:
    customer = _known(world, given)
    if customer is None:
        return _make(world, given)
    customer.first_name = text(given, "firstName") or customer.first_name
    customer.last_name = text(given, "lastName") or customer.last_name
    customer.phone = text(given, "phone") or customer.phone
    customer.note = text(given, "note") or customer.note
    world.touch(customer)
    return customer


def _make(world: World, given: Args) -> Customer:
    now = world.now()
    homes = (address(row, world) for row in rows(given, "addresses"))
    customer = Customer(
        id=world.new_id("Customer"),
        first_name=text(given, "firstName"),
        last_name=text(given, "lastName"),
        email=filled(given, "email"),
        phone=filled(given, "phone"),
        created_at=now,
        updated_at=now,
        note=text(given, "note"),
        tags=tidy(split_tags(words(given, "tags"))),
        addresses=tuple(home for home in homes if home is not None),
        email_consent=Consent(),
    )
    world.add(customer)
    return customer
