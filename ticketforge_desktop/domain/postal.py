"""Where tickets are sent: an address that the post can read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from ticketforge_desktop.domain.errors import BadInput

LONGEST: Final = 120
# How postcodes are formed, by the countries' postal services; other countries' are taken as they are typed.
POSTCODES: Final[Mapping[str, tuple[str, str]]] = {
    "DE": (r"\d{5}", "26122"),
    "AT": (r"[1-9]\d{3}", "1010"),
    "CH": (r"[1-9]\d{3}", "8001"),
    "GB": (r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", "SW1A 1AA"),
    "FR": (r"\d{5}", "75001"),
    "US": (r"\d{5}(-\d{4})?", "10001"),
    "PL": (r"\d{2}-\d{3}", "00-950"),
    "NL": (r"[1-9]\d{3} [A-Z]{2}", "1012 AB"),
    "BE": (r"[1-9]\d{3}", "1000"),
}
COUNTRIES: Final = tuple(POSTCODES)


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address that is complete, as `postal_address` makes it.

    Attributes:
        country: ISO 3166-1, two letters.
    """

    name: str
    street: str
    postcode: str
    city: str
    country: str

    def as_json(self) -> str:
        """As sales keep it (`Buyer.address`)."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def postal_address(name: str, street: str, postcode: str, city: str, country: str) -> PostalAddress:
    """An address as it was typed, tidied.

    Raises:
        BadInput: `facts["field"]` is `name`, `street`, `postcode`, `city` or `country`; `facts["reason"]` is
            `missing`, `long` or `form` (a postcode that the country has not; `facts["example"]` is one it has).
    """
    typed = {"name": name, "street": street, "postcode": postcode, "city": city, "country": country}
    tidy = {field: " ".join(text.split()) for field, text in typed.items()}
    for field, text in tidy.items():
        if not text:
            raise BadInput(f"The address has no {field}.", field=field, reason="missing", next_step="Fill it in.")
        if len(text) > LONGEST:
            raise BadInput(f"At most {LONGEST} signs.", field=field, reason="long", value=text[:40])
    tidy["country"] = tidy["country"].upper()
    if not re.fullmatch("[A-Z]{2}", tidy["country"]):
        raise BadInput("A country has two letters: DE, AT, CH …", field="country", reason="form", value=country)
    tidy["postcode"] = _postcode(tidy["postcode"], tidy["country"])
    return PostalAddress(**tidy)


def address_of(text: str) -> PostalAddress | None:
    """The address a sale keeps; None where it keeps none, or none of ours."""
    try:
        found = json.loads(text) if text else None
        return PostalAddress(**found) if isinstance(found, dict) else None
    except (ValueError, TypeError):
        return None


def _postcode(typed: str, country: str) -> str:
    """As the country writes it: a gap or dash that was left out is put in."""
    if country not in POSTCODES:
        return typed
    form, example = POSTCODES[country]
    code = typed.upper().removeprefix(f"{country}-").removeprefix("D-" if country == "DE" else f"{country} ")
    bare = re.sub(r"[\s-]", "", code)
    gaps = {"GB": (-3, " "), "NL": (4, " "), "PL": (2, "-")}
    if country in gaps:
        at, sign = gaps[country]
        code = f"{bare[:at]}{sign}{bare[at:]}"
    elif country != "US":
        code = bare
    if not re.fullmatch(form, code):
        raise BadInput(
            f"{typed!r} is no postcode of {country}.",
            field="postcode",
            reason="form",
            value=typed,
            example=example,
            next_step=f"Write it like {example}.",
        )
    return code
