"""Names and streets of the buyers, by country, weighted towards the German-speaking ones."""

from __future__ import annotations

from typing import NamedTuple


class Region(NamedTuple):
    """Where buyers come from: currency and rate are what they see (presentment)."""

    country: str
    locale: str
    weight: float
    currency: str
    rate: int  # presentment minor units per million EUR minor units
    first: tuple[str, ...]
    last: tuple[str, ...]
    streets: tuple[str, ...]
    places: tuple[tuple[str, str, str | None], ...]  # zip, city, province


_DE_FIRST = (
    "Anna Jörg Käthe Björn Sören Lena Jürgen Müjde Änne Matthias Ute Günther Sabine Özlem Heike Uwe Birgit Götz Silke "
    "Jonas Mia Emil Frieda Karl Hannelore Lukas Paula Till Wiebke Ayşe Zoë"
).split()
_DE_LAST = (
    "Müller Schäfer Groß Weiß Krüger Böhm Schröder Jäger König Köhler Strauß Lüders Meyer Schmidt Fischer Wagner "
    "Öztürk Vogel Heß Thürmer Brandt Petersen Kühn Bergmann Nowak Behrens Löwe Voß Hübner Preuß Wójcik von-der-Heide"
).split()
_EN_FIRST = "James Olivia Harry Emily Jack Grace Oliver Sophie George Charlotte Ella Noah Ruby Seán Zoe Aidan".split()
_EN_LAST = (
    "Smith Jones Taylor Brown Wilson Evans O'Connor Walker Wright Hughes Green Clarke Baker MacLeod Patel".split()
)
_PL_FIRST = "Łukasz Małgorzata Zbigniew Agnieszka Paweł Żaneta Michał Bożena Stanisław Kinga".split()
_PL_LAST = "Wiśniewski Kowalczyk Wójcik Żuraw Dąbrowska Łęcki Szczęsny Gołębiowska Świątek Zięba".split()
_FR_FIRST = "Chloé François Zoé Éloïse René Amélie Jérôme Hélène Luc Maëlle".split()
_FR_LAST = "Lefèvre Dupont Béranger Moreau D'Hérouville Garnier Lemaître Fontaine Çelik Noël".split()
_DE_STREETS = tuple(
    "Hauptstraße,Gartenstraße,Mühlweg,Lindenallee,Schloßgasse,Am Bürgerpark,Wörther Straße,Elbchaussee".split(",")
)
_EN_STREETS = tuple("High Street,Church Lane,Mill Road,Station Road,Victoria Avenue,Maple Street,Park Row".split(","))

REGIONS = (
    Region(
        "DE",
        "de",
        0.58,
        "EUR",
        1_000_000,
        tuple(_DE_FIRST),
        tuple(_DE_LAST),
        _DE_STREETS,
        (
            ("20095", "Hamburg", None),
            ("10115", "Berlin", None),
            ("50667", "Köln", None),
            ("80331", "München", None),
            ("04109", "Leipzig", None),
            ("70173", "Stuttgart", None),
            ("48143", "Münster", None),
            ("90402", "Nürnberg", None),
            ("37073", "Göttingen", None),
            ("23552", "Lübeck", None),
        ),
    ),
    Region(
        "AT",
        "de",
        0.10,
        "EUR",
        1_000_000,
        tuple(_DE_FIRST),
        tuple(_DE_LAST),
        _DE_STREETS,
        (("1010", "Wien", None), ("8010", "Graz", None), ("4020", "Linz", None), ("3100", "St. Pölten", None)),
    ),
    Region(
        "CH",
        "de",
        0.07,
        "CHF",
        940_000,
        tuple(_DE_FIRST),
        tuple(_DE_LAST),
        ("Bahnhofstrasse", "Seeweg", "Rütistrasse"),
        (("8001", "Zürich", None), ("4051", "Basel", None), ("3011", "Bern", None)),
    ),
    Region(
        "GB",
        "en",
        0.09,
        "GBP",
        850_000,
        tuple(_EN_FIRST),
        tuple(_EN_LAST),
        _EN_STREETS,
        (("M1 1AE", "Manchester", None), ("EH1 1RE", "Edinburgh", None), ("SW1A 1AA", "London", None)),
    ),
    Region(
        "US",
        "en",
        0.05,
        "USD",
        1_080_000,
        tuple(_EN_FIRST),
        tuple(_EN_LAST),
        _EN_STREETS,
        (("10001", "New York", "NY"), ("37201", "Nashville", "TN"), ("02108", "Boston", "MA")),
    ),
    Region(
        "PL",
        "pl",
        0.04,
        "PLN",
        4_260_000,
        tuple(_PL_FIRST),
        tuple(_PL_LAST),
        ("ul. Długa", "ul. Świętojańska", "al. Jerozolimskie"),
        (
            ("00-001", "Warszawa", None),
            ("30-001", "Kraków", None),
            ("80-001", "Gdańsk", None),
            ("90-001", "Łódź", None),
        ),
    ),
    Region(
        "FR",
        "fr",
        0.03,
        "EUR",
        1_000_000,
        tuple(_FR_FIRST),
        tuple(_FR_LAST),
        ("Rue de la République", "Avenue Foch"),
        (("75001", "Paris", None), ("69001", "Lyon", None)),
    ),
    Region(
        "CA",
        "en",
        0.02,
        "CAD",
        1_480_000,
        tuple(_EN_FIRST),
        tuple(_EN_LAST),
        _EN_STREETS,
        (("M5V 2T6", "Toronto", "ON"), ("V6B 1A1", "Vancouver", "BC")),
    ),
    Region(
        "AU",
        "en",
        0.02,
        "AUD",
        1_650_000,
        tuple(_EN_FIRST),
        tuple(_EN_LAST),
        _EN_STREETS,
        (("2000", "Sydney", "NSW"), ("3000", "Melbourne", "VIC")),
    ),
)

FOLDED = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ë": "e", "ï": "i", "ç": "c", "ł": "l",
        "ż": "z",
        "ś": "s", "ą": "a", "ę": "e", "ó": "o", "ć": "c", "ń": "n", "ş": "s", "ô": "o", "á": "a", "'": "", " ": "-",
        "î": "i",
    }
)  # fmt: skip
