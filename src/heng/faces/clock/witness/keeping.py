"""What a witness keeps 「见证记录」: its key, the last checkpoint of each log, and proof of the forks it refused."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heng.engines.secret_files import made_once
from heng.engines.tlog.checkpoints import Checkpoint
from heng.engines.tlog.signing import Ed25519Signer
from heng.engines.tlog.witnessing import Answer, Submission

KEY, BOOK = "key", "witness.sqlite3"
PATIENCE = 10  # seconds that a request waits for the one before it
MOST_FORKS = 1000  # a log that forks more often has been caught often enough
TABLES = """
CREATE TABLE IF NOT EXISTS kept (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fork (origin TEXT NOT NULL, body BLOB NOT NULL, at TEXT NOT NULL, UNIQUE (origin, body));
"""
Judge = Callable[[dict[str, Checkpoint]], Answer]


class Line(NamedTuple):
    """What a witness knows of a log: the checkpoint it signed last, when, and how many forks of it were refused."""

    checkpoint: Checkpoint
    at: datetime
    forks: int


class Book:
    """One file of SQLite in the folder of the witness. What it answered is on the medium before the answer goes out."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / BOOK
        with closing(self._open()) as book:
            book.execute("PRAGMA journal_mode=WAL")
            book.executescript(TABLES)

    def judge(self, body: bytes, judge: Judge, *, at: datetime) -> Answer:
        """Let a request be judged by what is kept, and keep what comes of it; one request after the other."""
        with self._alone() as book:
            rows = book.execute("SELECT origin, size, root FROM kept").fetchall()
            kept = {origin: Checkpoint(origin, size, root) for origin, size, root in rows}
            answer = judge(kept)
            if answer.keep:
                _keep(book, answer.keep, at)
            elif answer.status in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}:
                _mark_fork(book, body, answer, kept, at)
        return answer

    def lines(self) -> dict[str, Line]:
        """Read what is known of each log, by origin."""
        told = "SELECT origin, size, root, at, (SELECT count(*) FROM fork f WHERE f.origin = k.origin) FROM kept k"
        with closing(self._open()) as book:
            rows = book.execute(told).fetchall()
        return {row[0]: Line(Checkpoint(*row[:3]), datetime.fromisoformat(row[3]), row[4]) for row in rows}

    @contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        with closing(self._open()) as book:
            book.execute("BEGIN IMMEDIATE")
            yield book  # closed without a commit, nothing was
            book.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        book = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        book.execute("PRAGMA synchronous=FULL")
        return book


def key_of(folder: Path, name: str) -> Ed25519Signer:
    """Return the key in the folder; made on the first call, readable by its owner only.

    Raises:
        MalformedError: what lies there is no key, or `name` cannot be the name of one.
        ValueError: the key there has another name.
    """
    place = folder / KEY
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signer = Ed25519Signer.parse(made_once(place, lambda: _made_key(name)).decode().strip())
    if name and name != signer.name:
        raise ValueError(signer.name)
    return signer


def _made_key(name: str) -> bytes:
    return f"{Ed25519Signer(name, Ed25519PrivateKey.generate()).secret()}\n".encode()


def _keep(book: sqlite3.Connection, checkpoint: Checkpoint, at: datetime) -> None:
    row = (checkpoint.origin, checkpoint.size, checkpoint.root, at.astimezone(UTC).isoformat())
    book.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)


def _mark_fork(
    book: sqlite3.Connection, body: bytes, answer: Answer, kept: dict[str, Checkpoint], at: datetime
) -> None:
    """Keep a checkpoint that the log signed and could not lead from the one before: beside that, it shows a fork."""
    shown = Checkpoint.parse(Submission.parse(body).note.text)
    last = kept.get(shown.origin)
    is_fork = last is not None and last.size == shown.size and last.root != shown.root
    (known,) = book.execute("SELECT count(*) FROM fork WHERE origin = ?", [shown.origin]).fetchone()
    if known < MOST_FORKS and (is_fork or answer.status == HTTPStatus.UNPROCESSABLE_ENTITY):
        row = (shown.origin, body, at.astimezone(UTC).isoformat())
        book.execute("INSERT OR IGNORE INTO fork VALUES (?, ?, ?)", row)
