"""How far a region reaches: a province into its cities, a city into its counties, nowhere into nothing."""

from heng.registers.authorities.actors import contains, on_one_line


def test_a_province_reaches_into_its_cities_and_counties_and_no_further():
    assert contains("410000", "410581")
    assert not contains("410000", "420500")


def test_a_place_that_is_not_told_lies_on_no_line():
    assert on_one_line("410500", "410581")
    assert on_one_line("410581", "410500")
    assert not on_one_line("", "410500")
    assert not on_one_line("410522", "410581")
