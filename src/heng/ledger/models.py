"""Tables of the ledger 「账」: entries, their personal values, their turns, and how far each listener has heard."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce, Now

from heng.ledger.draws.models import Conclusion, Draw, Entrant, Pledge, Showing
from heng.ledger.evidence.documents.models import Document, Series
from heng.ledger.evidence.models import Content, File, Hold
from heng.ledger.evidence.recordings.models import Footage, Manifest, Segment
from heng.ledger.transparency.anchoring.models import Contact, TimeStamp
from heng.ledger.transparency.models import Checkpoint, Cosignature
from heng.ledger.transparency.verifying.models import Progress, RowState

__all__ = [
    "Checkpoint",
    "Conclusion",
    "Contact",
    "Content",
    "Cosignature",
    "Cursor",
    "Document",
    "Draw",
    "Entrant",
    "Entry",
    "File",
    "Footage",
    "Hold",
    "Manifest",
    "Pending",
    "PersonalValue",
    "Pledge",
    "Progress",
    "RowState",
    "Segment",
    "Series",
    "Showing",
    "TimeStamp",
    "Turn",
]


class Entry(models.Model):
    """One act 「留痕」. Append-only: triggers of the database refuse UPDATE and DELETE."""

    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    role = models.CharField(max_length=20)
    person = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=80, blank=True)
    department = models.CharField(max_length=60, blank=True)
    law = models.CharField(max_length=200, blank=True)
    body = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="entry_by_subject"),
            models.Index(fields=["kind", "id"], name="entry_by_kind"),
            models.Index(fields=["department", "id"], name="entry_by_department"),
            models.Index(fields=["person", "id"], name="entry_by_person"),
            models.Index(fields=["at"], name="entry_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject}"


class PersonalValue(models.Model):
    """The value behind a commitment 「个人信息」, kept apart from the entry so that it can be erased."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="personal_values")
    field = models.CharField(max_length=60)
    salt = models.BinaryField()
    value = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="one_value_behind_a_commitment"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.field}"


class Pending(models.Model):
    """An entry that waits for its turn; it leaves this table when the relay gives it one."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return str(self.entry_id)


class Turns(models.QuerySet["Turn"]):
    """Turns to be followed."""

    def of(self, kinds: Collection[str]) -> Self:
        """Those of entries of these kinds, in order.

        The kind is wrapped, so that no planner takes the index of entries by kind: it would fetch and sort every entry
        of a kind that there ever was to give the next fifty.
        """
        found = self.alias(kind=Coalesce("entry__kind", models.Value(""))).filter(kind__in=sorted(kinds))
        return found.order_by("position")


class Turn(models.Model):
    """The place of an entry in the order of commits 「序号」: what listeners, and later the seal, follow.

    Identity numbers are drawn before a transaction commits, so they are no order of commits; a turn is given
    afterwards, by one relay at a time, to what is then visible.
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="turn")

    objects = Turns.as_manager()

    def __str__(self) -> str:
        return f"{self.position}: {self.entry_id}"


class Cursor(models.Model):
    """How far one listener has heard 「投递进度」, and what stopped it."""

    listener = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)
    stumbling = models.BigIntegerField(null=True, blank=True)  # the turn it cannot take
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.listener} @ {self.position}"
