"""How far a region reaches: a province into its cities, a city into its counties, nowhere into nothing."""

from dataclasses import replace

import pytest

from heng.registers.authorities.actors import centre_there, contains, on_one_line
from heng.registers.authorities.models import Designation
from tests.support.cast import CAST


def test_a_province_reaches_into_its_cities_and_counties_and_no_further():
    assert contains("410000", "410581")
    assert not contains("410000", "420500")


def test_a_place_that_is_not_told_lies_on_no_line():
    assert on_one_line("410500", "410581")
    assert on_one_line("410581", "410500")
    assert not on_one_line("", "410500")
    assert not on_one_line("410522", "410581")


@pytest.mark.parametrize("who", [CAST.centre, CAST.machine])
@pytest.mark.parametrize(
    ("home", "place", "there"),
    [
        ("410500", "410500", True),
        ("410500", "410581", True),  # the city's centre serves its counties
        ("410581", "410500", False),
        ("410600", "410500", False),
        ("", "410500", False),
    ],
)
def test_a_centre_is_there_in_its_own_city_and_its_counties_only(who, home, place, there):
    assert centre_there(replace(who, region=home), Designation(region=place)) is there


def test_whoever_is_no_centre_is_not_the_centre_there():
    assert not centre_there(CAST.officer, Designation(region="410500"))
