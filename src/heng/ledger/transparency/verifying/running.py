"""One verification: the log in stretches on several cores, checkpoints, tiles, files, recordings, and rows."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connections

from heng.ledger.journal import Author
from heng.ledger.transparency import selectors
from heng.ledger.transparency.models import Checkpoint
from heng.ledger.transparency.verifying import contents, heads, journal, leaves, recordings, rows, states, tiles
from heng.ledger.transparency.verifying.covering import Cover
from heng.ledger.transparency.verifying.findings import CLOCK, ENTRY, Finding, Report

AT_ONCE = 100  # checkpoints, files, or segments of recordings, for one process at once
MEANWHILE = timedelta(minutes=10)  # what was being written when the last verification began may say so much earlier

Checked = tuple[Counter[str], list[Finding]]
Task = Callable[[], Checked]


@dataclass(frozen=True, slots=True)
class Since:
    """Where the last verification ended that found nothing: the size of the log, and when it began."""

    size: int = 0
    at: datetime | None = None


EVER = Since()


def verify(
    covers: Collection[Cover], *, by: Author, now: datetime, since: Since = EVER, processes: int | None = None
) -> Report:
    """Verify everything, or of log and files what came since; rows are always all looked at.

    `processes` of 1 stays in this process. Memory does not grow with the log.
    """
    newest = selectors.newest()
    report = Report(newest.size, newest.root) if newest else Report()
    begun = since.at and since.at - MEANWHILE
    tasks = [*_log(report.size, since.size, now), *_files(begun), *_recordings(begun, now)]
    for looked, findings in _done(tasks, processes or os.cpu_count() or 1):
        report.add(looked, findings)
    for looked, findings in _here(now, covers, by):
        report.add(looked, findings)
    return report


def _log(size: int, since: int, now: datetime) -> Iterator[Task]:
    first = since // leaves.STRETCH * leaves.STRETCH
    for start in range(first, size, leaves.STRETCH):
        yield partial(leaves.check_stretch, start, size)
    if size:
        yield partial(tiles.check_above, size, since)
    sizes = list(Checkpoint.objects.filter(size__gte=since, size__lte=size).values_list("size", flat=True))
    for start in range(0, len(sizes), AT_ONCE):
        yield partial(heads.check_heads, sizes[start : start + AT_ONCE], now)


def _files(since: datetime | None) -> Iterator[Task]:
    digests = contents.kept(since)
    for start in range(0, len(digests), AT_ONCE):
        yield partial(contents.check, digests[start : start + AT_ONCE])


def _recordings(since: datetime | None, now: datetime) -> Iterator[Task]:
    for stretch in recordings.stretches(since, AT_ONCE):
        yield partial(recordings.check_segments, stretch)
    for footage in recordings.footages(since).values_list("pk", flat=True):
        yield partial(recordings.check_manifests, footage, now)


def _here(now: datetime, covers: Collection[Cover], by: Author) -> Iterator[Checked]:
    """Check what needs no second process, or may need a second look."""
    yield Counter(), heads.check_published()
    yield Counter({CLOCK: 1}), list(heads.check_clock(now))
    yield Counter({ENTRY: 0}), journal.without_turn()
    states.record(covers, by=by)
    yield rows.check_states()
    yield from _rows(covers, by)


def _rows(covers: Collection[Cover], by: Author) -> Iterator[Checked]:
    doubts: list[Finding] = []
    for cover in covers:
        looked, findings = rows.check(cover)
        doubts += findings
        yield looked, []
    if doubts:
        states.record(covers, by=by)
        yield Counter(), rows.check_again(covers, doubts)


def _done(tasks: list[Task], processes: int) -> Iterator[Checked]:
    if processes == 1 or len(tasks) == 1:
        yield from (task() for task in tasks)
        return
    with _forked(processes) as pool:
        yield from pool.imap_unordered(_do, tasks)


def _do(task: Task) -> Checked:
    return task()


@contextmanager
def _forked(processes: int) -> Iterator[Any]:
    """Share the work among forks, none of which inherits a connection."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield pool
