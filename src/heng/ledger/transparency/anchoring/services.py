"""Verbs of anchoring: note how a witness answered, keep what an authority stamped. The caller does the asking."""

from datetime import datetime

from rfc3161_client import TimeStampRequest

from heng.ledger.roots import trusted
from heng.ledger.transparency.anchoring import stamps
from heng.ledger.transparency.anchoring.models import Contact, Fault, TimeStamp
from heng.ledger.transparency.models import Checkpoint


def note_contact(witness: str, *, size: int, fault: Fault, at: datetime) -> Contact:
    """Note how a witness answered, and up to where it has signed 「登记见证联系」."""
    told = {"size": size, "fault": fault, "at": at}
    return Contact.objects.update_or_create(witness=witness, defaults=told)[0]


def keep_stamp(head: Checkpoint, response: bytes, asked: TimeStampRequest) -> TimeStamp:
    """Keep what an authority answered for a checkpoint, once it holds 「留存时间戳」.

    Raises:
        StampError: it does not hold.
    """
    at = stamps.check(response, head.note.encode(), trusted(), asked)
    return TimeStamp.objects.get_or_create(checkpoint=head, defaults={"response": response, "at": at})[0]
