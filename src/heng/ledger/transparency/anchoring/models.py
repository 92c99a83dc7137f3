"""Tables of anchoring 「外部佐证」: how asking a witness went, and what an authority of time stamped."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fault(models.TextChoices):
    """Why a witness did not sign 「见证异常」."""

    NONE = "", _("正常")
    SILENT = "silent", _("连接不上或未按时回答")
    REFUSED = "refused", _("拒绝签署")
    FORKED = "forked", _("见证方签过的日志与本日志不一致")
    AHEAD = "ahead", _("见证方签过的条数多于本日志")
    FALSE = "false", _("回答的签名无效")
    CLOCK = "clock", _("见证方时钟超前")


class Contact(models.Model):
    """How a witness was last asked 「见证联系」: up to where it has signed, and what went wrong."""

    witness = models.CharField(_("见证方"), max_length=200, primary_key=True)
    size = models.BigIntegerField(_("已见证条数"), default=0)
    at = models.DateTimeField(_("最近联系时间"))
    fault = models.CharField(_("异常"), max_length=10, choices=Fault, blank=True, default=Fault.NONE)

    def __str__(self) -> str:
        return f"{self.witness} @ {self.size}"


class TimeStamp(models.Model):
    """What an authority of time answered for a checkpoint 「可信时间戳」 (RFC 3161). Append-only by triggers."""

    checkpoint = models.OneToOneField("ledger.Checkpoint", models.PROTECT, primary_key=True, related_name="stamp")
    response = models.BinaryField(_("时间戳回答"))
    at = models.DateTimeField(_("盖戳时间"))

    def __str__(self) -> str:
        return f"{self.checkpoint_id} @ {self.at}"
