"""Others are asked 「请求佐证」: witnesses to cosign the newest checkpoint, an authority to stamp the root of a day.

A witness or an authority that is down stops nothing: it is asked again when the job runs next.
"""

import logging
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus

from heng.engines.tlog.cosignatures import cosigned_at
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey
from heng.engines.tlog.notes import Signature
from heng.engines.tlog.witnessing import Submission, cosigned, size_in
from heng.ledger.transparency import selectors as log
from heng.ledger.transparency import services as transparency
from heng.ledger.transparency.anchoring import selectors, services, stamps
from heng.ledger.transparency.anchoring.models import Contact, Fault
from heng.ledger.transparency.models import Checkpoint

SECONDS = 10  # that an answer may take
MOST_BYTES = 256 * 1024  # of an answer
EARLY = timedelta(minutes=5)  # a clock may be ahead of ours by so much

logger = logging.getLogger(__name__)


class Objection(Exception):
    """A witness did not sign; `fault` says why, `size` up to where it has signed."""

    def __init__(self, fault: Fault, size: int) -> None:
        super().__init__(fault)
        self.fault, self.size = fault, size


def ask_witnesses(witnesses: Mapping[VerifierKey, str], *, at: datetime) -> int:
    """Ask each witness that has not signed the newest checkpoint 「请求见证」; return how many signed."""
    head = log.newest()
    if head is None:
        return 0
    signed = set(head.cosignatures.values_list("witness", flat=True))
    return sum(_is_signed(key, url, head, at) for key, url in witnesses.items() if key.name not in signed)


def stamp_root(authority: str, *, on: date) -> bool:
    """Have the last root of the days before stamped, unless it is 「加盖时间戳」; tell whether it was now.

    Raises:
        OSError: the authority does not answer.
        StampError: what it answered does not hold.
    """
    head = selectors.unstamped(before=on)
    if not authority or head is None:
        return False
    asked = stamps.request(head.note.encode())
    status, body = _post(authority, asked.as_bytes(), "application/timestamp-query")
    if status != HTTPStatus.OK:
        raise stamps.StampError(f"the authority answered {status}")
    services.keep_stamp(head, body, asked)
    return True


def _is_signed(key: VerifierKey, url: str, head: Checkpoint, at: datetime) -> bool:
    contact = Contact.objects.filter(pk=key.name).first()
    old = contact.size if contact else 0
    try:
        signature = _asked(key, url, head, min(old, head.size), at)
    except Objection as objection:
        services.note_contact(key.name, size=objection.size, fault=objection.fault, at=at)
        logger.warning("witness %s: %s at %d", key.name, objection.fault, objection.size)
        return False
    transparency.cosign(head.size, str(signature))
    services.note_contact(key.name, size=head.size, fault=Fault.NONE, at=at)
    return True


def _asked(key: VerifierKey, url: str, head: Checkpoint, old: int, at: datetime) -> Signature:
    """Ask once, and once more from the size that the witness says it has."""
    status, body, request = _laid(url, head, old)
    if status == HTTPStatus.CONFLICT and (told := _size_told(body, old)) != old:
        if told > head.size:
            raise Objection(Fault.AHEAD, told)
        old = told
        status, body, request = _laid(url, head, old)
    if status in {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}:
        raise Objection(Fault.FORKED, old)
    if status != HTTPStatus.OK:
        raise Objection(Fault.REFUSED, old)
    return _believed(key, request, body, old, at)


def _laid(url: str, head: Checkpoint, old: int) -> tuple[int, bytes, bytes]:
    request = selectors.submission(head, old)
    try:
        return *_post(f"{url.rstrip('/')}/add-checkpoint", request, "text/plain"), request
    except (OSError, ValueError) as fault:
        raise Objection(Fault.SILENT, old) from fault


def _size_told(body: bytes, old: int) -> int:
    try:
        return size_in(body)
    except MalformedError as fault:
        raise Objection(Fault.REFUSED, old) from fault


def _believed(key: VerifierKey, request: bytes, body: bytes, old: int, at: datetime) -> Signature:
    """Return the cosignature, once it is by this witness and of a time that is not still to come."""
    try:
        signature = cosigned(Submission.parse(request).note, body, [key]).signed_by([key])[key]
        is_early = cosigned_at(signature.value) > at + EARLY
    except (MalformedError, SignatureError) as fault:
        raise Objection(Fault.FALSE, old) from fault
    if is_early:
        raise Objection(Fault.CLOCK, old)
    return signature


def _post(url: str, body: bytes, kind: str) -> tuple[int, bytes]:
    """Post a body; return the status and the answer.

    Raises:
        OSError: nobody answers in time, or at greater length than any answer has.
    """
    request = urllib.request.Request(url, body, {"Content-Type": kind})  # noqa: S310  -- the settings admit http(s) only
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            status, told = answer.status, answer.read(MOST_BYTES + 1)
    except urllib.error.HTTPError as refusal:
        with refusal:
            status, told = refusal.code, refusal.read(MOST_BYTES + 1)
    if len(told) > MOST_BYTES:
        raise OSError(f"{url} answers at length")
    return status, told
