"""Tables of draws 「抽取登记」: they only grow, and what a draw has come to is read off the rows about it."""

import json
from functools import cached_property
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heng.engines.draw import FrozenList
from heng.engines.draw.shapes import build


class State(models.TextChoices):
    """What a draw waits for, or what it came to."""

    FROZEN = "frozen", _("待各方承诺")
    COMMITTED = "committed", _("待各方揭示")
    REVEALED = "revealed", _("待抽取")
    DRAWN = "drawn", _("已抽取")
    LAPSED = "lapsed", _("承诺不齐，未抽取")


class Draws(models.QuerySet["Draw"]):
    """Draws with what was done about them."""

    def told(self) -> Self:
        """Fetch the rows that the state is read off, but not the list."""
        return self.select_related("conclusion").prefetch_related("commitments", "reveals").defer("list")


class Draw(models.Model):
    """A draw from its frozen list on 「冻结名单」. Times are those after which a commitment or a reveal is too late."""

    class Purpose(models.TextChoices):
        """What is drawn for."""

        TARGETS = "targets", _("双随机检查对象")
        INSPECTORS = "inspectors", _("双随机检查人员")
        EXPERTS = "experts", _("专家抽取")
        OTHER = "other", _("其他抽取")

    number = models.PositiveIntegerField(_("编号"), primary_key=True)  # without gaps: none can be left out unseen
    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose)
    title = models.CharField(_("名称"), max_length=200)
    organizer = models.CharField(_("组织抽取的单位"), max_length=60)
    parties = models.TextField(_("承诺方"))  # codes of organs in the order of the list, separated by spaces
    list = models.TextField(_("冻结名单"))  # canonical JSON (RFC 8785)
    digest = models.CharField(_("名单摘要"), max_length=64)
    law = models.CharField(_("依据"), max_length=200, blank=True)
    frozen_at = models.DateTimeField(_("冻结时间"))
    commits_due = models.DateTimeField(_("承诺截止时间"))
    reveals_due = models.DateTimeField(_("揭示截止时间"))

    objects = Draws.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organizer", "number"], name="draw_by_organizer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(commits_due__gt=models.F("frozen_at"), reveals_due__gt=models.F("commits_due")),
                name="a_draw_is_frozen_then_committed_then_revealed",
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The reference of this draw."""
        return f"CQ{self.number:06d}"

    @property
    def party_codes(self) -> tuple[str, ...]:
        """Who commits and reveals, in the order of the list."""
        return tuple(self.parties.split(" "))

    @cached_property
    def frozen(self) -> FrozenList:
        """The list as it was frozen."""
        return build(FrozenList, json.loads(self.list), "list")

    @property
    def state(self) -> State:
        """What it waits for, by the rows about it."""
        ended = getattr(self, "conclusion", None)
        if ended is not None:
            return State.DRAWN if ended.record else State.LAPSED
        parties = len(self.party_codes)
        if len(self.commitments.all()) < parties:
            return State.FROZEN
        return State.COMMITTED if len(self.reveals.all()) < parties else State.REVEALED

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(self.state.label)


class Entrant(models.Model):
    """The name behind a reference of the list 「名册」. It never enters the record; its digest is in the journal."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entrants")
    reference = models.CharField(_("编号"), max_length=100)
    name = models.CharField(_("名称"), max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "reference"], name="one_name_behind_a_reference")]

    def __str__(self) -> str:
        return self.reference


class Pledge(models.Model):
    """The commitment of a party 「承诺」: SHA-256, in hexadecimal, over draw, party and nonce."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="commitments")
    party = models.CharField(_("承诺方"), max_length=100)
    digest = models.CharField(_("承诺摘要"), max_length=64)
    at = models.DateTimeField(_("承诺时间"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "party"], name="a_party_commits_once")]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.party}"


class Showing(models.Model):
    """What a party showed 「揭示」: the nonce, or the reason why there is none."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="reveals")
    party = models.CharField(_("揭示方"), max_length=100)
    nonce = models.CharField(_("随机数"), max_length=64, blank=True)
    absence = models.CharField(_("缺席理由"), max_length=200, blank=True)
    at = models.DateTimeField(_("揭示时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "party"], name="a_party_reveals_once"),
            models.CheckConstraint(
                condition=Q(nonce="", absence__gt="") | Q(nonce__gt="", absence=""),
                name="a_nonce_or_the_reason_why_there_is_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.party}"


class Conclusion(models.Model):
    """How a draw ended 「抽取结果」: with its record, under a checkpoint; or for want of commitments."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, primary_key=True, related_name="conclusion")
    record = models.TextField(_("抽取记录"), blank=True)  # as it is published
    checkpoint = models.ForeignKey(
        "ledger.Checkpoint", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lapse = models.CharField(_("未能抽取的原因"), max_length=2000, blank=True)
    at = models.DateTimeField(_("抽取时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(record__gt="", checkpoint__isnull=False, lapse="") | Q(record="", lapse__gt=""),
                name="no_result_without_its_record_and_checkpoint",
            )
        ]

    def __str__(self) -> str:
        return str(self.draw_id)
