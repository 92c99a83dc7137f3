"""What the public log says of an act, and what it keeps closed."""

from dataclasses import fields

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from heng.ledger import events
from heng.ledger.transparency import leaves, shown
from heng.ledger.transparency.leaves import Row

SECRET = b"a secret that guards nothing"
SEALED = events.commitment(b"s" * 16, "演示投标人甲")
PERSONAL = {"commitment": SEALED}
BODY = {"bidder": PERSONAL, "on": "2026-03-02", "price": "1234567.89"}

plain = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
bodies = st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), plain | st.lists(plain), max_size=6)


def row(body: object = BODY, entry: int = 7, **facts: str) -> Row:
    told = {"kind": "ledger.BidReceived", "subject": "TP000001", "role": "officer", "person": "AC000001"}
    told |= {"post": "王芳的岗位", "department": "410500-ZJ", "law": "招标投标法 第三十六条"} | facts
    at = "2026-03-02T12:00:00.000000Z"
    return Row(entry=entry, at=at, body=rfc8785.dumps(body).decode(), **told)


def test_an_act_that_is_not_on_the_list_says_only_what_kind_it_is_in_which_role_and_when():
    told = msgspec.json.decode(leaves.leaf(row(), SECRET, None))
    closed = told.pop("closed")
    assert told == {
        "at": "2026-03-02T12:00:00.000000Z", "body": {"bidder": PERSONAL}, "entry": 7, "kind": "ledger.BidReceived",
        "role": "officer",
    }  # fmt: skip
    assert closed["commitment"].startswith("sha256:")


def test_an_act_on_the_list_says_what_about_and_by_which_law_but_never_who():
    told = leaves.leaf(row(), SECRET, frozenset({"on"}))
    shown_facts = msgspec.json.decode(told)
    assert shown_facts["subject"] == "TP000001"
    assert shown_facts["body"] == {"bidder": PERSONAL, "on": "2026-03-02"}
    assert not any(word in told.decode() for word in ("AC000001", "王芳", "1234567.89"))


def test_what_is_closed_opens_with_its_salt_and_with_nothing_else():
    stored = leaves.leaf(row(), SECRET, None)
    opening = leaves.opening(row(), SECRET, None)
    assert opening.closed["person"] == "AC000001"
    assert opening.closed["body"] == {"on": "2026-03-02", "price": "1234567.89"}
    assert leaves.opens(stored, opening)
    assert not leaves.opens(stored, opening._replace(salt=bytes(16)))
    assert not leaves.opens(stored, opening._replace(closed=opening.closed | {"person": "AC000002"}))


def test_the_same_act_twice_looks_like_two():
    one, other = (msgspec.json.decode(leaves.leaf(row(entry=entry), SECRET, None))["closed"] for entry in (7, 8))
    assert one != other


def test_a_leaf_is_made_again_by_what_it_lets_out_itself():
    for let_out in (None, frozenset(), frozenset({"on"}), frozenset({"on", "price"})):
        stored = leaves.leaf(row(), SECRET, let_out)
        assert leaves.shown_in(stored) == let_out
        assert leaves.leaf(row(), SECRET, leaves.shown_in(stored)) == stored


@given(bodies, st.text(), st.booleans())
def test_every_leaf_is_canonical_json(body: dict[str, object], subject: str, is_listed: bool):
    stored = leaves.leaf(row(body, subject=subject), SECRET, frozenset(body) if is_listed else None)
    assert rfc8785.dumps(msgspec.json.decode(stored)) == stored
    opening = leaves.opening(row(body, subject=subject), SECRET, None)
    again = events.digest(opening.salt + rfc8785.dumps(opening.closed))
    assert msgspec.json.decode(leaves.leaf(row(body, subject=subject), SECRET, None))["closed"]["commitment"] == again


@pytest.mark.parametrize("kind", shown.let_out())
def test_the_list_names_fields_that_there_are_and_never_a_personal_one(kind: str):
    event_type = events.type_of(kind)
    assert event_type
    own = {spec.name: spec.metadata.get("personal") for spec in fields(event_type)}
    assert shown.let_out()[kind] <= own.keys()
    assert not any(own[name] for name in shown.let_out()[kind])


@pytest.mark.parametrize("kind", shown.let_out())
def test_the_list_lets_no_words_out_that_somebody_wrote_freely_and_no_account(kind: str):
    assert not shown.let_out()[kind] & {"reason", "officer", "former_officer", "applicant", "username", "person"}


def test_surrogates_have_no_canonical_form_and_reach_no_leaf():
    with pytest.raises(UnicodeEncodeError):
        leaves.leaf(row(subject="\ud800"), SECRET, None)
