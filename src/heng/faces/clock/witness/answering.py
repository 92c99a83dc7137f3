"""The door of a witness 「见证服务」, as WSGI: `POST /add-checkpoint` for logs, and one page for people."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import django
from django.template.loader import render_to_string
from django.utils.timezone import now

from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.signing import Cosigner, Ed25519Signer
from heng.engines.tlog.witnessing import Answer, answer
from heng.faces.clock.witness.keeping import Book, key_of

MOST_BYTES = 64 * 1024  # 63 hashes and a checkpoint with a hundred signatures fit
PAGE_TYPE = "text/html; charset=utf-8"
SAFETY = [
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
]

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], object]


@dataclass(frozen=True)
class Witness:
    """A witness of some logs, over its book. `clock` says when."""

    signer: Ed25519Signer
    book: Book
    logs: dict[str, list[VerifierKey]]
    clock: Callable[[], datetime] = now

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        told = self._answer(environ)
        kinds = [("Content-Type", told.content_type), ("Content-Length", str(len(told.body))), *SAFETY]
        start(f"{told.status.value} {told.status.phrase}", kinds)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else told.body]

    def vkey(self) -> VerifierKey:
        """Return the key by which the logs know this witness."""
        return self._cosigner(self.clock()).vkey

    def _answer(self, environ: Environ) -> Answer:
        match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
            case "POST", "/add-checkpoint":
                return self._add(environ)
            case _, "/add-checkpoint":
                return Answer(HTTPStatus.METHOD_NOT_ALLOWED)
            case "GET" | "HEAD", "/":
                return Answer(HTTPStatus.OK, self._page().encode(), PAGE_TYPE)
        return Answer(HTTPStatus.NOT_FOUND)

    def _add(self, environ: Environ) -> Answer:
        body = _body(environ)
        if body is None:
            return Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        at = self.clock()
        judge = partial(_judged, body, self.logs, self._cosigner(at))
        return self.book.judge(body, judge, at=at)

    def _cosigner(self, at: datetime) -> Cosigner:
        return Cosigner(self.signer.name, self.signer.private, at)

    def _page(self) -> str:
        lines = self.book.lines()
        known = [(origin, lines.get(origin)) for origin in sorted(self.logs)]
        return render_to_string("clock/witness.html", {"name": self.signer.name, "vkey": self.vkey(), "logs": known})


def loaded(folder: Path, keys: Sequence[VerifierKey], _target: str = "") -> Witness:
    """Open the witness of a folder; in a process that has nothing of Django yet.

    Raises:
        MalformedError: the folder has no key that can be read.
    """
    django.setup()
    logs: dict[str, list[VerifierKey]] = {}
    for key in keys:
        logs.setdefault(key.name, []).append(key)
    return Witness(key_of(folder, ""), Book(folder), logs)


def _judged(body: bytes, logs: dict[str, list[VerifierKey]], cosigner: Cosigner, kept: dict[str, Any]) -> Answer:
    return answer(body, logs=logs, kept=kept, signer=cosigner)


def _body(environ: Environ) -> bytes | None:
    """Read a body; None when it is greater than any can be."""
    length = int(environ.get("CONTENT_LENGTH") or MOST_BYTES + 1)  # a server may have nothing beyond, and wait for it
    body: bytes = environ["wsgi.input"].read(min(length, MOST_BYTES + 1))
    return body if len(body) <= MOST_BYTES else None
