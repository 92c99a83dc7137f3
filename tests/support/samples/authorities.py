"""Applications, designations and hand-overs of 演示 projects."""

from heng.registers.authorities.models import Application, Designation, Handover
from tests.support.cast import CAST, CITY, HOUSING, OWNER_CODE, WATER
from tests.support.samples import Sample


def application(state: str) -> Application:
    return Application(authority_id=HOUSING, applicant_code=OWNER_CODE, status=state)


def designation(state: str) -> Designation:
    return Designation(region=CITY, applicant_code=OWNER_CODE, status=state)


def handover(state: str) -> Handover:
    return Handover(source_id=WATER, target_id=HOUSING, status=state)


SAMPLES = {
    "APPLICATION": Sample(
        at=application,
        right=CAST.officer,
        neighbour=CAST.neighbour,
        rights={"withdraw": CAST.owner},
        neighbours={"withdraw": CAST.stranger},
    ),
    "DESIGNATION": Sample(at=designation, right=CAST.government, neighbour=CAST.elsewhere(CAST.government)),
    "HANDOVER": Sample(at=handover, right=CAST.officer, neighbour=CAST.neighbour),
}
