"""Statutory periods 「法定期限」: the table of the law, and a calculator that tells each day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heng.engines import deadlines
from heng.engines.deadlines import CALENDAR, Day, Direction, Due, Kind, Period, Suspension, Unit
from heng.faces.console.certainty import Certainty, certainty
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.ledger.evidence import retention
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import is_staff

REGIMES: dict[str, str | Promise] = {
    "ENG": gettext_lazy("工程建设招标投标"),
    "PROC": gettext_lazy("政府采购"),
    "PENALTY": gettext_lazy("行政处罚"),
    "CREDIT": gettext_lazy("信用信息"),
    "TRANSFER": gettext_lazy("移送公安机关"),
    "RANDOM": gettext_lazy("随机抽查"),
}
KINDS: dict[Kind, str | Promise] = {
    Kind.MIN: gettext_lazy("至少持续"),
    Kind.MAX: gettext_lazy("最迟完成"),
    Kind.WIN: gettext_lazy("逾期失权"),
    Kind.RATE: gettext_lazy("比率"),
}
ENDS: dict[Kind, str | Promise] = {
    Kind.MIN: gettext_lazy("至少持续到"),
    Kind.MAX: gettext_lazy("最迟完成日"),
    Kind.WIN: gettext_lazy("权利行使的最后一日"),
}
BEFORE = gettext_lazy("最迟应当在此日（含）之前")
STOPS = ("s1", "s2", "s3")
SHOWN = 120  # days told one by one; of a longer period its two ends are
END_SHOWN = 40
ANY = [("", gettext_lazy("全部"))]
DATE = {"type": "date"}


class PeriodFilter(forms.Form):
    """Which periods, as of which day."""

    q = forms.CharField(label=gettext_lazy("事项、依据或编号"), max_length=60, required=False)
    regime = forms.ChoiceField(label=gettext_lazy("适用制度"), choices=[*ANY, *REGIMES.items()], required=False)
    on = forms.DateField(label=gettext_lazy("施行状态截至"), widget=forms.DateInput(DATE), required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A period with its regime, its demand and how sure it is, in words."""

    period: Period
    regime: str | Promise
    kind: str | Promise
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the working-day calendar."""

    number: int
    is_announced: bool


@admitted(is_staff)
def periods(request: ActorRequest) -> HttpResponse:
    """Show every period of the law as it stands on a day, and the target times of this city."""
    form = PeriodFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or localdate()
    rows = [_row(period) for period in deadlines.periods(on=day).values() if _sought(period, asked)]
    context = {
        "form": form,
        "day": day,
        "rows": rows,
        "own": [(row, certainty(row.certainty)) for row in authorities.periods(on=day)],
        "retention": [(row, certainty(row.certainty)) for row in retention.rules(on=day)],
        "years": _years(localdate()),
    }
    return render(request, "console/periods.html", context)


class Stop(forms.Form):
    """Days on which the clock stood."""

    first = forms.DateField(label=gettext_lazy("中止自"), widget=forms.DateInput(DATE), required=False)
    last = forms.DateField(label=gettext_lazy("至（含）"), widget=forms.DateInput(DATE), required=False)
    cause = forms.CharField(label=gettext_lazy("中止事由"), max_length=60, required=False)

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if bool(first) != bool(last) and not self.errors:
            raise forms.ValidationError(_("中止期间应同时填写起日和止日"))
        if first and last and last < first:
            raise forms.ValidationError(_("中止期间的止日不能早于起日"))

    @property
    def suspension(self) -> Suspension | None:
        """The stop as the count takes it."""
        asked = self.cleaned_data
        return Suspension(asked["first"], asked["last"], asked.get("cause", "")) if asked.get("first") else None


class DeadlineForm(forms.Form):
    """A period and the day from which it runs."""

    period = forms.ChoiceField(label=gettext_lazy("期限"))
    start = forms.DateField(
        label=gettext_lazy("起算事件发生日"),
        widget=forms.DateInput(DATE),
        required=False,
        help_text=gettext_lazy("如收到投诉之日、送达之日、公示开始之日；当日不计入。"),
    )
    moment = forms.TimeField(
        label=gettext_lazy("起算时刻"),
        widget=forms.TimeInput({"type": "time"}),
        required=False,
        help_text=gettext_lazy("只有以小时计的期限需要。"),
    )
    cutoff = forms.TimeField(
        label=gettext_lazy("业务截止时间"),
        widget=forms.TimeInput({"type": "time"}),
        required=False,
        help_text=gettext_lazy("按“假如现在送达”计算时，晚于此时送达的计入次日。"),
    )
    other = forms.BooleanField(label=gettext_lazy("适用该条的另一期限（如有）"), required=False)

    def offer(self, on: date) -> "DeadlineForm":
        """Offer the periods in force on a day, by regime."""
        choice = self.fields["period"]
        if isinstance(choice, forms.ChoiceField):
            rows = deadlines.periods(on=on).values()
            choice.choices = [
                (name, [(row.id, _label(row)) for row in rows if row.regime == regime and _is_countable(row)])
                for regime, name in REGIMES.items()
            ]
        return self


@dataclass(frozen=True, slots=True)
class Answer:
    """What the calculator says: the period, when it ends, and every day, with the middle of a long one left out."""

    period: Period
    start: date
    end: str | Promise
    due: Due | None = None
    moment: datetime | None = None
    head: tuple[Day, ...] = ()
    tail: tuple[Day, ...] = ()
    left_out: int = 0


@admitted(is_staff)
def deadline(request: ActorRequest) -> HttpResponse:
    """Count a period from a day, stops left out, and tell every day of it."""
    now = localtime()
    asked = request.GET if "period" in request.GET else None
    form = DeadlineForm(asked, initial={"start": now.date()}).offer(now.date())
    stops = [Stop(asked, prefix=prefix) for prefix in STOPS]
    answer = None
    if asked is not None and form.is_valid() and all(stop.is_valid() for stop in stops):
        if "served" in asked:
            start: date | None = deadlines.counted_from(now, form.cleaned_data["cutoff"])
        else:
            start = form.cleaned_data["start"]
        answer = _answer(form, start, [stop.suspension for stop in stops])
    context = {"form": form, "stops": stops, "answer": answer, "stopped": any(stop.has_changed() for stop in stops)}
    return render(request, "console/deadline.html", context)


def _answer(form: DeadlineForm, start: date | None, stops: Iterable[Suspension | None]) -> Answer | None:
    """Count; what cannot be counted is told at the form."""
    if start is None:
        form.add_error("start", _("请填写起算事件发生日，或者选择“假如现在送达”"))
        return None
    number = form.cleaned_data["period"]
    try:
        period = deadlines.period(number, on=start)
    except KeyError:
        form.add_error("start", _("该期限在这一天尚未施行或者已经废止，请核对日期"))
        return None
    try:
        chosen = period.other() if form.cleaned_data["other"] else period
        if chosen.unit is Unit.HOUR:
            at = make_aware(datetime.combine(start, form.cleaned_data["moment"] or time()))
            return Answer(chosen, start, _end(chosen), moment=chosen.last_moment(at))
        due = chosen.due(start, CALENDAR, [stop for stop in stops if stop is not None])
    except ValueError as error:
        form.add_error(None, str(error))
        return None
    return _told(chosen, start, due)


def _told(period: Period, start: date, due: Due) -> Answer:
    days = due.explain()
    if len(days) <= SHOWN:
        return Answer(period, start, _end(period), due=due, head=days)
    head, tail = days[:END_SHOWN], days[-END_SHOWN:]
    return Answer(
        period, start, _end(period), due=due, head=head, tail=tail, left_out=len(days) - len(head) - len(tail)
    )


def _end(period: Period) -> str | Promise:
    return BEFORE if period.direction is Direction.BACKWARD else ENDS[period.kind]


def _label(period: Period) -> str:
    return f"{period.id} {period.event}（{period.wording}，{period.law}）"


def _is_countable(period: Period) -> bool:
    return period.is_dated or period.unit is Unit.HOUR


def _row(period: Period) -> Row:
    return Row(period, REGIMES.get(period.regime, period.regime), KINDS[period.kind], certainty(period.certainty))


def _sought(period: Period, asked: dict[str, str]) -> bool:
    words, regime = asked.get("q", "").strip(), asked.get("regime", "")
    told = f"{period.id} {period.event} {period.from_event} {period.law}"
    return regime in {"", period.regime} and words.lower() in told.lower()


def _years(today: date) -> list[Year]:
    return [Year(year, CALENDAR.is_announced(year)) for year in range(today.year - 1, today.year + 3)]
