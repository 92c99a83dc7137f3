"""Tables of the log 「日志检查点」: each checkpoint that was ever signed, and what witnesses added to it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Checkpoint(models.Model):
    """A signed head of the log 「日志检查点」; never two of one size. Append-only by triggers of the database."""

    size = models.BigIntegerField(_("留痕条数"), primary_key=True)
    root = models.CharField(_("根哈希"), max_length=64)  # hexadecimal
    note = models.TextField(_("签名文本"))  # as signed by the log alone
    at = models.DateTimeField(_("固化时间"))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="no_checkpoint_of_nothing")]

    def __str__(self) -> str:
        return str(self.size)


class Cosignature(models.Model):
    """What a witness says of a checkpoint 「见证签名」: one line of a signed note."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(_("见证方"), max_length=200)
    line = models.TextField(_("签名"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkpoint", "witness"], name="a_witness_signs_once")]

    def __str__(self) -> str:
        return f"{self.witness} @ {self.checkpoint_id}"
