"""How large the invented city is 「规模」."""

from dataclasses import dataclass
from datetime import date

YEARS = 3
EARLIEST = date(2025, 2, 1)  # three years after the division of supervision that the play goes by (2022-01-01)
CITY, LINZHOU = "410500", "410581"
PLACES = {
    CITY: "", "410502": "wf-", "410503": "bg-", "410505": "yd-", "410506": "la-", "410522": "ay-", "410523": "ty-",
    "410526": "hx-", "410527": "nh-", LINZHOU: "lz-",
}  # fmt: skip
"""The regions of the city, and how the logins of each begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is invented.

    `turn` is the number of days after which the centre lets in what was registered; one project in `rarity` takes each
    of the ways that need a hearing; `items` is how many items a member of a panel scores, and with none only the totals
    are told. Where `at_once`, all is written in one transaction or not at all. Projects lie in `regions`, as often as
    one is named there; of these the organs of the `staffed` have people.
    """

    name: str
    projects: int
    owners: int
    agencies: int
    bidders: int
    experts: int
    turn: int
    rarity: int = 60
    items: int = 1
    at_once: bool = False
    regions: tuple[str, ...] = (*(CITY,) * 6, *PLACES)
    staffed: tuple[str, ...] = tuple(PLACES)


SMALL = Scale(
    name="small",
    projects=500,
    owners=24,
    agencies=8,
    bidders=90,
    experts=60,
    turn=14,
    items=2,
    at_once=True,
    regions=(*(CITY,) * 10, *(LINZHOU,) * 4, "410502", "410522"),
    staffed=(CITY, LINZHOU),
)
LARGER = Scale(name="city", projects=6_000, owners=120, agencies=30, bidders=700, experts=500, turn=7)
LARGEST = Scale(
    name="province",
    projects=60_000,
    owners=900,
    agencies=200,
    bidders=6_000,
    experts=4_000,
    turn=3,
    rarity=1_200,
    items=0,
)
SCALES = {scale.name: scale for scale in (SMALL, LARGER, LARGEST)}
