"""A trade of 演示 at any stage."""

from datetime import date

from heng.registers.parties.models import Party
from heng.registers.trading.models import Project
from heng.registers.trading.models.project import BEFORE_THE_GATE
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE
from tests.support.samples import Sample


def project(state: str) -> Project:
    inside = state not in BEFORE_THE_GATE
    return Project(
        pk=1,
        name="演示道路工程",
        stage=state,
        region=CITY,
        owner=Party(code=OWNER_CODE, name="演示业主"),
        authority_id=HOUSING if inside else None,
        admitted_on=date(2026, 3, 2) if inside else None,
    )


SAMPLES = {
    "PROCEDURE": Sample(
        at=project,
        right=CAST.centre,
        neighbour=CAST.officer,
        rights={"withdraw": CAST.owner, "reapply": CAST.owner},
        neighbours={"withdraw": CAST.stranger, "reapply": CAST.stranger},
    ),
}
