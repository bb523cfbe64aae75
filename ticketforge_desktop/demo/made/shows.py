"""What is played (made up), and the categories that halls sell."""

from __future__ import annotations

from typing import NamedTuple

SHOWS = (
    ("Nordlicht Ensemble – Winterreise", "winterreise"),
    ("Die Grüne Stunde – Kabarett", "gruene-stunde"),
    ("Brass am Fluss", "brass"),
    ("Lange Nacht der Kürze: Poetry Slam", "slam-xl"),
    ("The Lantern Parade", "lantern"),
    ("Midnight Ferry – Live", "ferry"),
    ("Jazz für Frühaufsteher", "jazz-frueh"),
    ("Żywioły – Tańce i pieśni", "zywioly"),
    ("Les Toits Rouges", "toits-rouges"),
    ("Harbour Lights Orchestra", "harbour"),
    ("Weißensee: Ein Abend mit Schubert", "schubert"),
    ("Improtheater Fünfkampf", "impro-5"),
    ("Salt & Cedar", "salt-cedar"),
    ("Südwind Tanztheater", "suedwind"),
    ("Kinderkonzert: Der Bär, der tanzte", "baer"),
    ("A Winter's Reading", "reading"),
    ("Chor der Elbinseln – Weihnachtsoratorium", "oratorium"),
    ("Electric Meadow Festival – Day Pass", "meadow"),
    ("Magie & Maß: Zauberabend", "magie"),
    ("The Quiet Riot Comedy Night", "quiet-riot"),
)


class Category(NamedTuple):
    """A category: id (may hold hyphens), words in German and English, price in minor units, share of the seats."""

    id: str
    german: str
    english: str
    price: int
    share: float


SEATED = (
    Category("parkett", "Parkett", "Stalls", 5_900, 0.40),
    Category("rang-1", "1. Rang", "Dress circle", 4_900, 0.25),
    Category("rang-2", "2. Rang", "Upper circle", 3_500, 0.20),
    Category("loge", "Loge", "Box", 8_900, 0.05),
    Category("erm", "Ermäßigt", "Concession", 2_450, 0.07),
    Category("rolli", "Rollstuhlplatz", "Wheelchair space", 2_450, 0.03),
)
STANDING = (
    Category("steh", "Stehplatz", "Standing", 3_900, 0.70),
    Category("vip-lounge", "VIP Lounge", "VIP lounge", 11_900, 0.06),
    Category("erm", "Ermäßigt", "Concession", 2_900, 0.14),
    Category("frueh-1", "Frühbucher", "Early bird", 2_900, 0.10),
)
SMALL = (
    Category("frei", "Freie Platzwahl", "General admission", 1_900, 0.85),
    Category("erm", "Ermäßigt", "Concession", 1_200, 0.15),
)
LAYOUTS = (SEATED, STANDING, SMALL)
