"""A draw of the housing department 演示 whose parties are itself and audit, at any state."""

from dataclasses import dataclass, replace

from tests.support.cast import AUDIT, CAST, HOUSING
from tests.support.samples import Sample


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the steps ask of a draw."""

    state: str
    organizer: str = HOUSING
    party_codes: tuple[str, ...] = (HOUSING, AUDIT)


SAMPLES = {
    "DRAW": Sample(
        at=Drawn,
        right=CAST.officer,
        neighbour=CAST.neighbour,
        rights={"commit": CAST.watcher, "reveal": CAST.watcher},
        neighbours={"commit": replace(CAST.watcher, power="administers"), "reveal": CAST.neighbour},
    )
}
