"""Makes buyers."""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate

from ticketforge_desktop.demo.entities import Address, Consent, Customer
from ticketforge_desktop.demo.made.names import FOLDED, REGIONS, Region
from ticketforge_desktop.demo.state import World

_CUMULATIVE = tuple(accumulate(region.weight for region in REGIONS))
_TOTAL = _CUMULATIVE[-1]
MAILS = ("example.com", "example.org", "example.net", "mail.example.com")
SUBSCRIBED = "SUBSCRIBED"


class People:
    """A pool of buyers that grows; three of ten orders come from somebody who bought before."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world = world
        self._rng = rng
        self._region_of: dict[int, Region] = {}
        self.made: list[Customer] = []

    def region(self, customer: Customer) -> Region:
        """Where a buyer lives."""
        return self._region_of[customer.id]

    def buyer(self, at: int) -> Customer:
        """An old or a new one, for an order placed at ``at``."""
        rng = self._rng
        if self.made and rng.random() < 0.3:
            return self.made[int(rng.random() * len(self.made))]
        return self._new(at)

    def _new(self, at: int) -> Customer:
        rng, roll = self._rng, self._rng.random
        region = REGIONS[bisect(_CUMULATIVE, roll() * _TOTAL)]
        first = region.first[int(roll() * len(region.first))]
        last = region.last[int(roll() * len(region.last))].replace("-", " ")
        number = self._world.new_id("Customer")
        plain = f"{first}.{last}".lower().translate(FOLDED)
        email = f"{plain}{number % 100_000}@{MAILS[number % len(MAILS)]}"
        postcode, city, province = region.places[int(roll() * len(region.places))]
        street = f"{region.streets[int(roll() * len(region.streets))]} {1 + int(roll() * 120)}"
        address = Address(
            first_name=first,
            last_name=last,
            company=None if roll() > 0.03 else f"{last} & Partner",
            address1=street,
            address2="c/o Empfang" if roll() < 0.02 else None,
            city=city,
            zip=postcode,
            province_code=province,
            country_code=region.country,
            id=self._world.new_id("MailingAddress"),
        )
        phone = f"+49 30 555{number % 10_000:04d}" if roll() < 0.2 else None
        customer = Customer(
            id=number,
            first_name=first,
            last_name=last,
            email=email,
            phone=phone,
            created_at=at,
            updated_at=at,
            locale=region.locale,
            addresses=(address,),
            email_consent=Consent(SUBSCRIBED, "CONFIRMED_OPT_IN", at) if roll() < 0.35 else None,
            sms_consent=Consent(SUBSCRIBED, "SINGLE_OPT_IN", at) if phone and rng.random() < 0.3 else None,
            tags=("Stammgast",) if roll() < 0.04 else (),
        )
        self._region_of[number] = region
        self.made.append(customer)
        return customer
