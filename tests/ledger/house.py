"""A small house in a process of its own, with a database of its own, whose relay gets killed.

`python -m tests.ledger.house STORY`, with HENG_DATABASE_URL; prints what came of it as JSON. The processes of a story
are forks: real processes that really die.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction

from heng.config import environment

WRITERS, TRANSACTIONS = 3, 25
SECRETARY, BELL, EAR = "ledger.secretary", "ledger.bell", "ledger.ear"


def build() -> None:
    """Set up Django with the ledger alone, its tables, and a notebook of what each listener heard."""
    settings.configure(
        DATABASES={"default": environment.database(Path.cwd())},
        INSTALLED_APPS=["heng.ledger"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    number = {"sqlite": "integer PRIMARY KEY AUTOINCREMENT", "postgresql": "bigserial PRIMARY KEY"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE notebook (id {number}, listener text, subject text, position bigint)")


def furnish() -> None:
    """Let three listen: two to bids, one of whom rings a bell; the third hears the bell."""
    global stories, journal, relay, models  # noqa: PLW0603  -- models exist only after Django is set up
    from heng.ledger import journal, models, relay  # noqa: PLC0415
    from tests.ledger import stories  # noqa: PLC0415

    def note(listener: str) -> Callable[[Any, Any], None]:
        def hear(event: Any, told: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO notebook (listener, subject, position) VALUES (%s, %s, %s)",
                    [listener, event.subject, told.position],
                )
            if listener == BELL:
                journal.record(stories.HammerFell(event.subject, 1), by=stories.WANG_FANG)

        hear.__name__ = listener.split(".")[1]
        return hear

    for listener, kind in ((SECRETARY, stories.BidReceived), (BELL, stories.BidReceived), (EAR, stories.HammerFell)):
        relay.listens(kind)(note(listener))


def killed_at_every_moment() -> dict[str, Any]:
    """Kill the relay at its first moment, then at its second, … until it ends before it is killed."""
    moment = 0
    status = signal.SIGKILL
    while status == signal.SIGKILL:
        moment += 1
        write([2 * moment, 2 * moment + 1])
        status = wait(fork(lambda last=moment: pass_and_die(last)))
        pass_on()
    return {"moments": moment, **outcome()}


def killed_while_many_write() -> dict[str, Any]:
    """Three write, two relays carry, and whoever carries is killed again and again."""
    chance = random.Random(1)
    writers = [fork(lambda who=who: write_much(who)) for who in range(WRITERS)]
    carriers = [fork(carry), fork(carry)]
    kills = 0
    while any(is_alive(writer) for writer in writers):
        time.sleep(chance.uniform(0.02, 0.15))
        victim = chance.randrange(2)
        os.kill(carriers[victim], signal.SIGKILL)
        kills += wait(carriers[victim]) == signal.SIGKILL
        carriers[victim] = fork(carry)
    for carrier in carriers:
        os.kill(carrier, signal.SIGKILL)
        wait(carrier)
    assert wait(fork(pass_on)) == 0
    return {"kills": kills, **outcome()}


def late_commit() -> dict[str, Any]:
    """A slow transaction draws a low number and commits after a quick one was told."""
    drawn, told = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            journal.record(stories.bid(1), by=stories.WANG_FANG)
            drawn.set()
            told.wait(30)
        connections.close_all()

    slow = threading.Thread(target=slowly)
    slow.start()
    drawn.wait(30)
    write([2])
    pass_on()
    before = outcome()
    told.set()
    slow.join()
    pass_on()
    numbers = dict(models.Entry.objects.filter(kind="ledger.BidReceived").values_list("subject", "pk"))
    return {"before": before, "low_number_was_slow": numbers["TP000001"] < numbers["TP000002"], **outcome()}


def write(numbers: list[int]) -> None:
    """Record bids in one transaction."""
    with transaction.atomic():
        journal.record_all([journal.Act(stories.bid(number)) for number in numbers], by=stories.WANG_FANG)


def write_much(who: int) -> None:
    """Record one to three bids at a time; sometimes think before committing, sometimes think better of it."""
    chance, number = random.Random(who), 1000 * (who + 1)
    for _ in range(TRANSACTIONS):
        count = chance.randint(1, 3)
        with transaction.atomic():
            for offset in range(count):
                journal.record(stories.bid(number + offset), by=stories.WANG_FANG)
            time.sleep(chance.choice([0, 0, 0.02]))
            if chance.random() < 0.1:
                transaction.set_rollback(True)
        number += count
        time.sleep(chance.uniform(0, 0.03))


def carry() -> None:
    """Carry news until killed."""
    while True:
        relay.step(now=datetime.now(UTC))
        time.sleep(0.005)


def pass_on() -> None:
    """Carry all there is."""
    relay.run(now=datetime.now(UTC))


def pass_and_die(last: int) -> None:
    """Carry all there is, but be killed at a moment: before or after a statement, before or after a commit."""
    with killed_at(last):
        pass_on()


@contextmanager
def killed_at(last: int) -> Iterator[Callable[[], None]]:
    """Be killed at that moment, counted from one; what is given counts a moment more."""
    seen = 0

    def moment() -> None:
        nonlocal seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around() -> Iterator[None]:
        moment()
        yield
        moment()

    def execute(run: Any, *question: Any) -> Any:
        with around():
            return run(*question)

    commit = connection._commit

    def slow_commit() -> None:
        with around():
            commit()

    connection._commit = slow_commit
    with connection.execute_wrapper(execute):
        yield moment


def outcome() -> dict[str, Any]:
    """What each listener heard, in the order of its notebook, and what it should have heard."""
    turns = list(models.Turn.objects.order_by("position").values_list("position", "entry__kind", "entry__subject"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT listener, subject, position FROM notebook ORDER BY id")
        notes = cursor.fetchall()
    return {
        "entries": models.Entry.objects.count(),
        "pending": models.Pending.objects.count(),
        "turns": [position for position, _, _ in turns],
        "bids": [subject for _, kind, subject in turns if kind == "ledger.BidReceived"],
        "falls": [subject for _, kind, subject in turns if kind == "ledger.HammerFell"],
        "heard": {who: [subject for name, subject, _ in notes if name == who] for who in (SECRETARY, BELL, EAR)},
    }


def fork(work: Callable[[], None]) -> int:
    """Let a process of its own do something; return its number."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as fault:  # noqa: BLE001  -- a fork must not return into the story of its parent
        print(repr(fault), file=sys.stderr, flush=True)  # noqa: T201
        os._exit(1)
    os._exit(0)


def wait(child: int) -> int:
    """Wait for the end of a process: 0, a signal, or its exit code times 256."""
    return os.waitpid(child, 0)[1]


def is_alive(child: int) -> bool:
    """Whether a process still runs; one that ended well is gone afterwards."""
    try:
        number, status = os.waitpid(child, os.WNOHANG)
    except ChildProcessError:
        return False
    assert status == 0, "a writer failed"
    return number == 0


if __name__ == "__main__":
    build()
    furnish()
    story: Callable[[], dict[str, Any]] = globals()[sys.argv[1]]
    print(json.dumps(story()))  # noqa: T201
