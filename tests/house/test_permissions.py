"""Who may open what: every address against every kind of actor, as `permissions.csv` beside this file says.

A row is an address with a method; `args` fills the address with words of `tests/support/world.py`, `form` is what is
sent, as a browser writes it. A cell says how the actor is met:

    yes        let in: whatever the answer then is, it is no denial
    login      asked to log in
    key        asked for a key (401)
    no         403
    hidden     404: for this actor there is no such thing
    powerless  409: this actor may not take this step
    refused    409: the law says no for another reason, here mostly that the form lacks something
    method     405: the address does not take this method

`python -m tests.support.knock` prints what the table lacks, as it is met now: read each cell before you keep it.
"""

from collections import Counter
from datetime import date

import pytest

from tests.support import world as worlds
from tests.support.doors import ACTORS, cookies, doors, meet, rows


def test_every_address_has_a_name_and_stands_in_the_table():
    named = {door.name for door in doors()}
    assert not [door.route for door in doors() if door.name.endswith("?")], "give the address a name"
    listed = {row["url"] for row in rows()}
    assert not named - listed, "add a row to tests/house/permissions.csv"
    assert not listed - named, "no such address: take the row away"


def test_the_table_says_each_thing_once_and_leaves_no_actor_out():
    twice = Counter((row["url"], row["method"], row["args"]) for row in rows())
    assert not [row for row, times in twice.items() if times > 1]
    assert not [row["url"] for row in rows() if not all(row[actor] for actor in ACTORS)]


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_meets_this_actor_as_the_table_says(actor: str):
    world = worlds.build(date.today())  # noqa: DTZ011  -- as the doors read the day
    carried = cookies(world, actor)
    met = {(row["url"], row["method"], row["args"]): (meet(world, row, actor, carried), row[actor]) for row in rows()}
    wrong = [f"{' '.join(row)}: {found}, not {said}" for row, (found, said) in met.items() if found != said]
    assert not wrong, "\n".join(wrong)
