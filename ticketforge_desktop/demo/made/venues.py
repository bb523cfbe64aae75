"""Where the events take place: public addresses of real halls, so that maps, zones and distances make sense."""

from __future__ import annotations

from typing import NamedTuple


class Venue(NamedTuple):
    """A hall. ``zone`` is its IANA time zone."""

    name: str
    street: str
    city: str
    zip: str
    country: str
    province: str | None
    zone: str


VENUES = (
    Venue("Laeiszhalle", "Johannes-Brahms-Platz 1", "Hamburg", "20355", "DE", None, "Europe/Berlin"),
    Venue("Tempodrom", "Möckernstraße 10", "Berlin", "10963", "DE", None, "Europe/Berlin"),
    Venue("Wiener Konzerthaus", "Lothringerstraße 20", "Wien", "1030", "AT", None, "Europe/Vienna"),
    Venue("Volkshaus Zürich", "Stauffacherstrasse 60", "Zürich", "8004", "CH", None, "Europe/Zurich"),
    Venue("Bridgewater Hall", "Lower Mosley Street", "Manchester", "M2 3WS", "GB", None, "Europe/London"),
    Venue("The Town Hall", "123 West 43rd Street", "New York", "10036", "US", "NY", "America/New_York"),
    Venue("L'Olympia", "28 Boulevard des Capucines", "Paris", "75009", "FR", None, "Europe/Paris"),
    Venue("Massey Hall", "178 Victoria Street", "Toronto", "M5B 1T7", "CA", "ON", "America/Toronto"),
    Venue("Enmore Theatre", "118-132 Enmore Road", "Newtown", "2042", "AU", "NSW", "Australia/Sydney"),
    Venue("Kölner Philharmonie", "Bischofsgartenstraße 1", "Köln", "50667", "DE", None, "Europe/Berlin"),
    Venue(
        "Isarphilharmonie im Gasteig HP8", "Hans-Preißinger-Straße 8", "München", "81379", "DE", None, "Europe/Berlin"
    ),
    Venue("Gewandhaus", "Augustusplatz 8", "Leipzig", "04109", "DE", None, "Europe/Berlin"),
    Venue("Alte Oper", "Opernplatz 1", "Frankfurt am Main", "60313", "DE", None, "Europe/Berlin"),
    Venue("Brucknerhaus", "Untere Donaulände 7", "Linz", "4020", "AT", None, "Europe/Vienna"),
    Venue("Stadtcasino Basel", "Steinenberg 14", "Basel", "4051", "CH", None, "Europe/Zurich"),
    Venue("Usher Hall", "Lothian Road", "Edinburgh", "EH1 2EA", "GB", None, "Europe/London"),
    Venue("Ryman Auditorium", "116 Rep. John Lewis Way North", "Nashville", "37219", "US", "TN", "America/Chicago"),
    Venue("Auditorium de Lyon", "149 Rue Garibaldi", "Lyon", "69003", "FR", None, "Europe/Paris"),
    Venue("Orpheum", "601 Smithe Street", "Vancouver", "V6B 3L4", "CA", "BC", "America/Vancouver"),
    Venue("Hamer Hall", "100 St Kilda Road", "Melbourne", "3004", "AU", "VIC", "Australia/Melbourne"),
)
"""The first nine cover all eight countries, so that even a small store has them all."""
