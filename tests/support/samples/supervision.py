"""A supervision file of the housing department 演示, at any state."""

from datetime import date

from heng.duties.supervision.models import File
from tests.support.cast import CAST, HOUSING
from tests.support.samples import Sample


def file(state: str) -> File:
    return File(pk=1, project_id=1, authority_id=HOUSING, status=state, opened_on=date(2026, 3, 2))


SAMPLES = {"PROCEDURE": Sample(at=file, right=CAST.head, neighbour=CAST.neighbour_head)}
