"""Tables of verification: what each covered row said when it was last recorded. An index: entries prove it."""

from django.db import models


class RowState(models.Model):
    """What a row said after the last act about it 「业务数据摘要」, and the entry that says so."""

    table = models.CharField(max_length=60)  # as `trading.Bid`
    row = models.CharField(max_length=160)  # its primary key as text
    about = models.CharField(max_length=160)  # the subject of acts about it
    digest = models.CharField(max_length=64, blank=True)  # empty: the row is no more
    entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="one_state_of_a_row")]
        indexes = [models.Index(fields=["about", "table"], name="state_about")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class Progress(models.Model):
    """Up to which turn rows are recorded; one row."""

    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.position)
