"""Who sees which parties and people: masked for all, in clear only for a reason that is recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.ledger.models import Entry
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties
from heng.registers.parties.models import Person
from heng.registers.parties.services import PartyFacts, PersonFacts
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST

WANG = PersonFacts(
    part="representative",
    name="王演示",
    id_number="410502199001011234",
    phone="13812345678",
    email="wang@example.com",
    certificate="YS20260001",
)
OWNER = PartyFacts(name="演示市虚构单位", code=CAST.owner.party, scheme="FOREIGN", roles=("01",), people=(WANG,))
FARMER = PartyFacts(name="演示庚", code="410502199002021234", scheme="FOREIGN", kind="natural")


@pytest.fixture
def known(db):
    return parties.recognise([OWNER, FARMER], by=CAST.machine, on=MONDAY)


@pytest.fixture
def wang(known) -> Person:
    return known[OWNER.code].people.get()


def test_people_are_shown_masked(known):
    person = registry.people(known[OWNER.code], CAST.officer)[0]
    assert (person.name, person.id_number, person.phone) == ("王**", "4105**********1234", "138****5678")
    assert (person.email, person.certificate) == ("w***@example.com", "YS20**0001")
    assert person.part_label == "法定代表人"


def test_only_staff_and_the_party_itself_see_people_at_all(known):
    party = known[OWNER.code]
    assert registry.people(party, CAST.owner)
    for reader in (CAST.stranger, CAST.public):
        assert registry.people(party, reader) == ()


def test_reading_in_clear_is_recorded_without_the_data(wang, told):
    assert parties.reveal(wang, by=CAST.officer, reason="核实投诉人身份") == WANG
    entry = Entry.objects.last()
    assert (entry.kind, entry.subject, entry.person) == ("parties.PersonalDataRead", wang.ref, CAST.officer.person)
    assert "核实投诉人身份" in entry.body
    assert not [value for value in (WANG.name, WANG.phone, WANG.id_number) if value in entry.body]


@pytest.mark.parametrize("who", ["reader", "administrator", "centre", "owner", "machine", "public"])
def test_who_handles_no_case_reads_nothing_in_clear(wang, refused, who):
    refused("no-authority-to-read", lambda: parties.reveal(wang, by=getattr(CAST, who), reason="好奇"))
    assert not Entry.objects.filter(kind="parties.PersonalDataRead").exists()


def test_a_reason_is_asked_for(wang, refused):
    refused("no-reason", lambda: parties.reveal(wang, by=CAST.officer, reason=" "))
    refused("no-reason", lambda: parties.erase(wang, by=CAST.head, on=MONDAY, reason=""))


def test_an_erased_person_leaves_an_empty_row(wang, refused):
    refused("no-authority-to-erase", lambda: parties.erase(wang, by=CAST.officer, on=MONDAY, reason="本人申请"))
    parties.erase(wang, by=CAST.head, on=MONDAY, reason="本人申请")
    row = Person.objects.get(pk=wang.pk)
    assert (row.name, row.id_number, row.phone, row.email, row.certificate) == ("",) * 5
    assert row.erased_on == MONDAY
    assert "王演示" not in "".join(Entry.objects.values_list("body", flat=True))


def test_what_is_erased_is_neither_erased_nor_read_again(wang, told, refused):
    stale = Person.objects.get(pk=wang.pk)
    parties.erase(wang, by=CAST.head, on=MONDAY, reason="本人申请")
    before = told()
    for act in (
        lambda: parties.erase(stale, by=CAST.head, on=MONDAY, reason="本人申请"),
        lambda: parties.reveal(stale, by=CAST.officer, reason="核实身份"),
    ):
        assert "2026年3月2日" in refused("already-erased", act).reason
    assert told() == before


@pytest.mark.clause("1.8")
def test_parties_are_found_by_words_and_by_their_part(known):
    owner, farmer = known[OWNER.code], known[FARMER.code]
    assert set(registry.parties(CAST.officer)) == {owner, farmer}
    assert list(registry.parties(CAST.officer, text="虚构")) == [owner]
    assert list(registry.parties(CAST.officer, role="01")) == [owner]
    assert not registry.parties(CAST.officer, role="02")


def test_a_party_is_still_found_by_a_name_it_bore(known):
    parties.recognise(
        [PartyFacts(name="演示市改名单位", code=OWNER.code, scheme="FOREIGN")], by=CAST.machine, on=MONDAY
    )
    for words in ("虚构单位", "改名"):
        assert list(registry.parties(CAST.officer, text=words)) == [known[OWNER.code]]


def test_the_public_does_not_see_natural_persons(known):
    for reader in (CAST.public, CAST.owner):
        assert list(registry.parties(reader)) == [known[OWNER.code]]


def test_a_party_is_found_by_code(known):
    assert registry.party(OWNER.code.lower()) == known[OWNER.code]
    assert registry.party("unknown") is None


@given(st.text(min_size=1, max_size=30))
def test_a_mask_never_shows_a_whole_value(value):
    for mask in (registry.mask_name, registry.mask_id, registry.mask_phone):
        shown = mask(value)
        assert len(shown) == len(value)
        assert shown.count("*") > value.count("*") or set(value) == {"*"} or "*" in value


@pytest.mark.parametrize(("name", "shown"), [("王", "*"), ("王明", "王*"), ("王小明", "王**"), ("", "")])
def test_names_are_masked(name, shown):
    assert registry.mask_name(name) == shown


@pytest.mark.parametrize("number", ["0372", "5550001", "12345678"])
def test_a_short_number_is_masked_whole(number):
    assert registry.mask_phone(number) == "*" * len(number)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("身份证410502199001011234，电话13812345678。", "身份证4105**********1234，电话138****5678。"),
        (
            "信用代码12410500MB1234567X，项目A4105000001000001001",
            "信用代码12410500MB1234567X，项目A4105000001000001001",
        ),
        ("致zhang.san@example.com", "致z***@example.com"),
        (
            "统一交易标识码A01-12410500MB1234567X-20220101-000001-E",
            "统一交易标识码A01-12410500MB1234567X-20220101-000001-E",
        ),
    ],
)
def test_free_text_loses_numbers_of_people_and_keeps_numbers_of_things(told, shown):
    assert registry.mask_text(told) == shown
