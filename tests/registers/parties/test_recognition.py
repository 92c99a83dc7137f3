"""Parties are recognised by code, else by name; what is told twice changes nothing; few queries serve hundreds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heng.ledger.models import Entry
from heng.registers.parties import selectors as registry
from heng.registers.parties import services as parties
from heng.registers.parties.models import FormerName, Part, Party, Person
from heng.registers.parties.services import PartyFacts, PersonFacts, recognition
from tests.registers.conftest import MONDAY
from tests.support.cast import CAST

BUILDER = PartyFacts(name="演示建设公司甲", code="91410500MA3X00010X", roles=("03",))
CONTACT = PersonFacts(part="contact", name="演示丙", phone="13800000001")


def recognise(*facts: PartyFacts, on=MONDAY):
    return parties.recognise(facts, by=CAST.machine, on=on)


@pytest.mark.clause("1.8")
def test_a_new_party_is_entered_with_its_parts_and_people(db, told):
    found = recognise(replace(BUILDER, region="410500", people=(CONTACT,)))
    party = found[parties.code_of(BUILDER)]
    assert (party.code, party.name, party.scheme, party.region) == (BUILDER.code, BUILDER.name, "USCC", "410500")
    assert [part.role for part in party.parts.all()] == ["03"]
    assert party.people.get().phone == "13800000001"
    assert told() == [("parties.PartyEntered", party.ref)]


def test_told_again_nothing_changes(db, told):
    facts = replace(BUILDER, people=(CONTACT,))
    assert recognise(facts) == recognise(facts)
    assert len(told()) == Party.objects.count() == Person.objects.count() == 1


def test_a_code_is_read_however_it_is_written(db):
    recognise(BUILDER)
    recognise(replace(BUILDER, code=" 91410500ma3x00010x "))
    recognise(replace(BUILDER, code="９１４１０５００MA3X00010X"))
    assert Party.objects.get().code == "91410500MA3X00010X"


def test_without_a_code_the_name_is_all_there_is(db):
    told_of = PartyFacts(name="演示 劳务（队）")
    found = recognise(told_of, replace(told_of, name="演示劳务(队)"))
    assert [party.scheme for party in found.values()] == ["NAME"]
    assert parties.code_of(told_of).startswith("NAME:")
    assert len(parties.code_of(told_of)) <= 80


def test_a_foreign_code_stands_as_it_is(db):
    found = recognise(PartyFacts(name="ТОВ Приклад", code="UA-EDR:00000001", scheme="FOREIGN"))
    assert found["UA-EDR:00000001"].scheme == "FOREIGN"


@pytest.mark.clause("1.8")
def test_a_new_name_is_borne_and_the_old_one_kept(db, told):
    recognise(BUILDER)
    party = recognise(replace(BUILDER, name="演示建设集团甲"), on=MONDAY + timedelta(days=9))[BUILDER.code]
    assert party.name == "演示建设集团甲"
    former = FormerName.objects.get()
    assert (former.name, former.until) == ("演示建设公司甲", MONDAY + timedelta(days=9))
    assert told()[-1] == ("parties.PartyRenamed", party.ref)


def test_old_papers_do_not_bring_back_an_old_name(db):
    later = replace(BUILDER, name="演示建设集团甲")
    for facts in (BUILDER, later, BUILDER, later):
        recognise(facts)
    assert Party.objects.get().name == "演示建设集团甲"
    assert FormerName.objects.count() == 1


def test_names_told_in_one_batch_follow_each_other(db):
    recognise(BUILDER, replace(BUILDER, name="演示二"), replace(BUILDER, name="演示三"))
    assert Party.objects.get().name == "演示三"
    assert list(FormerName.objects.order_by("pk").values_list("name", flat=True)) == ["演示建设公司甲", "演示二"]


def test_an_officer_gives_a_party_a_name_it_bore_before(db, refused):
    recognise(BUILDER, replace(BUILDER, name="演示二"))
    party = Party.objects.get()
    refused("no-authority-to-act", lambda: parties.rename(party, "演示三", by=CAST.reader, on=MONDAY))
    refused("bad-party", lambda: parties.rename(party, " ", by=CAST.officer, on=MONDAY))
    parties.rename(party, BUILDER.name, by=CAST.officer, on=MONDAY)
    assert Party.objects.get().name == BUILDER.name
    entries = Entry.objects.count()
    assert parties.rename(party, BUILDER.name, by=CAST.officer, on=MONDAY) == party
    assert Entry.objects.count() == entries


def test_what_was_not_known_is_added_and_told(db, told):
    recognise(BUILDER)
    party = recognise(replace(BUILDER, roles=("02", "03"), region="410581", people=(CONTACT,)))[BUILDER.code]
    assert party.is_agency
    assert party.region == "410581"
    assert told()[-1] == ("parties.PartyCompleted", party.ref)
    assert "角色" in Entry.objects.last().body
    assert "演示丙" not in "".join(Entry.objects.values_list("body", flat=True))


def test_people_are_completed_not_doubled(db):
    recognise(replace(BUILDER, people=(CONTACT, replace(CONTACT, phone="", email="c@example.com"))))
    recognise(replace(BUILDER, people=(replace(CONTACT, phone="13800000002"), PersonFacts(part="contact"))))
    person = Person.objects.get()
    assert (person.phone, person.email) == ("13800000002", "c@example.com")


def test_the_number_of_a_natural_person_is_no_code(db):
    number = "410502199001011234"
    bidder = PartyFacts(name="演示丁", code=number, scheme="FOREIGN", kind="natural")
    found = recognise(bidder)
    party = found[parties.code_of(bidder)]
    assert number not in party.code
    assert number not in party.search
    assert party.people.get().id_number == number
    assert recognise(bidder)[number] == party
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert number not in bodies
    assert "演示丁" not in bodies


@pytest.mark.parametrize(
    "facts",
    [
        PartyFacts(name=" "),
        PartyFacts(name="演" * 501),
        PartyFacts(name="演示", code="X" * 81, scheme="FOREIGN"),
        PartyFacts(name="演示", people=(PersonFacts(part="contact", name="丙" * 201),)),
    ],
)
def test_what_the_register_cannot_hold_is_refused(db, refused, facts):
    refused("bad-party", lambda: recognise(BUILDER, facts))
    refused("bad-party", lambda: parties.check_enterable(facts))
    assert not Party.objects.exists()


def test_a_code_without_a_name_still_names_a_party(db):
    assert recognise(PartyFacts(name="", code=BUILDER.code))[BUILDER.code].name == BUILDER.code


def test_a_wrong_check_character_is_found_before_it_is_entered():
    wrong = replace(BUILDER, code="12410500MB1234567X")
    assert [finding.level for finding in parties.check(wrong)] == ["error"]
    assert parties.check(BUILDER) == ()
    assert [finding.code for finding in parties.check(PartyFacts(name=" "))] == ["no-name"]


def many(count: int) -> list[PartyFacts]:
    people = (CONTACT, PersonFacts(part="representative", name="演示戊"))
    return [
        PartyFacts(name=f"演示企业{n}", code=f"X:{n}", scheme="FOREIGN", roles=("03",), people=people)
        for n in range(count)
    ]


def test_hundreds_take_as_few_queries_as_five(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        recognise(*many(5))
    with django_assert_max_num_queries(20):
        recognise(*many(300))
    with django_assert_max_num_queries(10):
        recognise(*many(300))
    assert Party.objects.count() == 300


def test_who_comes_second_finds_what_the_first_entered(db, monkeypatch):
    first = recognise(BUILDER)[BUILDER.code]
    found = iter([{}])
    look = recognition._find
    monkeypatch.setattr(recognition, "_find", lambda tellings: next(found, None) or look(tellings))
    assert recognise(BUILDER)[BUILDER.code] == first


def test_a_register_that_stays_busy_asks_to_try_again(db, monkeypatch, refused):
    def busy(*_args, **_more):
        raise IntegrityError

    monkeypatch.setattr(Party.objects, "bulk_create", busy)
    refused("busy", lambda: recognise(BUILDER))


class AnyOrder(TestCase):
    """However tellings are cut into batches, the register ends the same, and telling all again changes nothing."""

    @settings(max_examples=25)
    @given(
        tellings=st.lists(
            st.builds(
                PartyFacts,
                name=st.sampled_from(["演示甲", "演示 甲", "演示乙", "演示丙"]),
                code=st.sampled_from(["", "X:1", "X:2"]),
                scheme=st.just("FOREIGN"),
                roles=st.lists(st.sampled_from(["01", "02", "03"]), max_size=2).map(tuple),
            ),
            min_size=1,
            max_size=8,
        ),
        cut=st.integers(1, 8),
    )
    def test_batches_do_not_matter(self, tellings, cut):
        for start in range(0, len(tellings), cut):
            recognise(*tellings[start : start + cut])
        in_batches = _picture()
        entries = Entry.objects.count()
        recognise(*tellings)
        assert (_picture(), Entry.objects.count()) == (in_batches, entries)
        for facts in tellings:
            party = recognise(facts)[parties.code_of(facts)]
            assert registry.party(party.code) == party
        for model in (Part, FormerName, Party):
            model.objects.all().delete()
        recognise(*tellings)
        assert _picture() == in_batches


def _picture():
    return (
        set(Party.objects.values_list("code", "name", "is_agency")),
        set(FormerName.objects.values_list("party__code", "name")),
        set(Part.objects.values_list("party__code", "role")),
    )
