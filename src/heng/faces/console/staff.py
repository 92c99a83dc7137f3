"""Posts and people 「人员与岗位」: who holds which post, and the accounts with which they log in."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heng.faces.console import traces
from heng.faces.console.once import shown_once
from heng.faces.frame.accounts import close_account, reset_second_factor, second_factors
from heng.faces.frame.asking import ActorRequest
from heng.faces.frame.guards import admitted
from heng.faces.frame.names import check_username
from heng.faces.frame.telling import status_of, told
from heng.ledger import reading
from heng.registers.authorities import selectors as authorities
from heng.registers.authorities.actors import Actor, is_administrator, is_staff
from heng.registers.authorities.models import Account, Authority, Post
from heng.registers.authorities.services import accounts
from heng.registers.authorities.services import staff as keeping

PAGE = 50
DATE = {"type": "date"}
IN_POST, LEFT, WITHOUT = "held", "left", "none"
STATES = [(IN_POST, gettext_lazy("在任")), (LEFT, gettext_lazy("已离任")), (WITHOUT, gettext_lazy("没有岗位的账号"))]
ONCE = gettext_lazy("请当面或者以可靠方式交给本人。首次登录时须修改密码，监管人员还须启用两步验证。")


class StaffFilter(forms.Form):
    """Who is looked for."""

    q = forms.CharField(label=gettext_lazy("姓名或用户名"), max_length=60, required=False)
    authority = forms.ModelChoiceField(
        Authority.objects.none(), label=gettext_lazy("部门"), required=False, empty_label=gettext_lazy("全部")
    )
    state = forms.ChoiceField(label=gettext_lazy("任职情况"), choices=STATES, required=False)

    def offer(self, reader: Actor) -> "StaffFilter":
        """Offer the departments that the reader keeps."""
        field = self.fields["authority"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = authorities.kept_organs(reader, on=localdate())
        return self


@admitted(is_staff)
def staff(request: ActorRequest) -> HttpResponse:
    """List who holds a post of the departments that the reader works for or keeps, who left, and who has none."""
    form = StaffFilter(request.GET).offer(request.actor)
    asked = form.cleaned_data if form.is_valid() else {}
    words, today = asked.get("q", ""), localdate()
    organ = asked.get("authority")
    context: dict[str, object] = {"form": form, "may_keep": is_administrator(request.actor)}
    if asked.get("state") == WITHOUT:
        found = authorities.without_post(request.actor, on=today, words=words)
        context["accounts"] = Paginator(found, PAGE).get_page(request.GET.get("page"))
    else:
        held = authorities.staff(
            request.actor,
            on=today,
            words=words,
            authority=organ.code if organ else "",
            left=asked.get("state") == LEFT,
        )
        context["held"] = Paginator(held, PAGE).get_page(request.GET.get("page"))
    return render(request, "console/staff.html", context)


class AccountForm(forms.Form):
    """A new account: an officer's with a post, or a party's representative's with the party's code."""

    username = forms.CharField(label=gettext_lazy("用户名"), max_length=60, validators=[check_username])
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("电子邮箱"), required=False)
    post = forms.ModelChoiceField(
        Post.objects.none(),
        label=gettext_lazy("岗位"),
        required=False,
        empty_label=gettext_lazy("请选择"),
        help_text=gettext_lazy("监管人员必选；没有合适的岗位时，先在部门页设立。"),
    )
    starts_on = forms.DateField(label=gettext_lazy("任职日期"), widget=forms.DateInput(DATE), required=False)
    party_code = forms.CharField(
        label=gettext_lazy("所代表主体的代码"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("只在为市场主体开立账号时填写：统一社会信用代码。"),
    )

    def offer(self, reader: Actor) -> "AccountForm":
        """Offer the posts that the reader keeps."""
        offer_posts(self.fields["post"], reader)
        return self

    def clean(self) -> None:
        if bool(self.cleaned_data.get("post")) == bool(self.cleaned_data.get("party_code")):
            raise forms.ValidationError(_("请选择岗位，或者填写所代表主体的代码，二者选一"))


class AppointForm(forms.Form):
    """A post, from a day on."""

    post = forms.ModelChoiceField(Post.objects.none(), label=gettext_lazy("岗位"), empty_label=gettext_lazy("请选择"))
    starts_on = forms.DateField(label=gettext_lazy("任职日期"), widget=forms.DateInput(DATE))

    def offer(self, reader: Actor) -> "AppointForm":
        """Offer the posts that the reader keeps."""
        offer_posts(self.fields["post"], reader)
        return self


class LeaveForm(forms.Form):
    """The first day without the post."""

    ends_on = forms.DateField(
        label=gettext_lazy("离任日期"),
        widget=forms.DateInput(DATE),
        help_text=gettext_lazy("自这一天起不再任该职。"),
    )


def offer_posts(field: forms.Field, reader: Actor) -> None:
    """Offer the posts that the reader may know of."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = authorities.posts(reader)


@admitted(is_administrator)
def account_new(request: ActorRequest) -> HttpResponse:
    """Open an account, in a post or for a party, and show its first password once."""
    today = localdate()
    form = AccountForm(request.POST or None, initial={"starts_on": today}).offer(request.actor)
    if request.method == "POST" and form.is_valid():
        invited = told(form, lambda: _invite(form.cleaned_data, by=request.actor, on=today))
        if invited is not None:
            return _password(request, *invited, _("已开立账号"))
    return render(request, "console/account_new.html", {"form": form}, status=status_of(form))


@admitted(is_staff)
def account(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one account: its posts, its locks, what was done with it; an administrator finds the acts there."""
    return _shown(request, _account(request, pk))


@require_POST
@admitted(is_administrator)
def account_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Let an account log in no more."""
    close_account(_account(request, pk), reason=request.POST.get("reason", ""), by=request.actor, on=localdate())
    messages.success(request, _("已停用账号。"))
    return redirect("console:account", pk)


@require_POST
@admitted(is_administrator)
def account_reopen(request: ActorRequest, pk: int) -> HttpResponse:
    """Let it log in again."""
    accounts.reopen_account(_account(request, pk), by=request.actor, on=localdate())
    messages.success(request, _("已恢复账号。"))
    return redirect("console:account", pk)


@require_POST
@admitted(is_administrator)
def account_password(request: ActorRequest, pk: int) -> HttpResponse:
    """Give it a password for one login, shown once."""
    found = _account(request, pk)
    password = accounts.reset_password(found, by=request.actor, on=localdate())
    return _password(request, found, password, _("已重置密码"))


@require_POST
@admitted(is_administrator)
def account_factor(request: ActorRequest, pk: int) -> HttpResponse:
    """Take its second factor away, with the reason on file."""
    found = _account(request, pk)
    reset_second_factor(found, reason=request.POST.get("reason", ""), by=request.actor, on=localdate())
    messages.success(request, _("已重置两步验证，本人下次登录时须重新设置。"))
    return redirect("console:account", pk)


@require_POST
@admitted(is_administrator)
def account_appoint(request: ActorRequest, pk: int) -> HttpResponse:
    """Let its person take up a post."""
    found = _account(request, pk)
    form = AppointForm(request.POST).offer(request.actor)
    if not form.is_valid() or not told(
        form, lambda: keeping.appoint(found, **form.cleaned_data, by=request.actor, on=localdate())
    ):
        return _shown(request, found, appoint=form)
    messages.success(request, _("已办理任职。"))
    return redirect("console:account", pk)


@require_POST
@admitted(is_administrator)
def appointment_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a person leave a post."""
    held = get_object_or_404(authorities.appointments(request.actor), pk=pk)
    form = LeaveForm(request.POST)
    if not form.is_valid() or not told(
        form, lambda: keeping.end_appointment(held, **form.cleaned_data, by=request.actor, on=localdate())
    ):
        return _shown(request, held.account, leave=form)
    messages.success(request, _("已办理离任。"))
    return redirect("console:account", held.account_id)


def _invite(asked: dict[str, Any], *, by: Actor, on: date) -> tuple[Account, str]:
    """Open the account that a form describes: an officer's with the post, else a representative's."""
    named = {"name": asked["name"].strip(), "email": asked["email"]}
    if not asked["post"]:
        return accounts.invite_for_party(asked["username"], asked["party_code"], **named, by=by, on=on)
    starts_on = asked["starts_on"] or on
    return accounts.invite_to_post(asked["username"], asked["post"], **named, starts_on=starts_on, by=by, on=on)


def _account(request: ActorRequest, pk: int) -> Account:
    return get_object_or_404(authorities.accounts(request.actor), pk=pk)


def _shown(
    request: ActorRequest, found: Account, *, appoint: AppointForm | None = None, leave: LeaveForm | None = None
) -> HttpResponse:
    today = localdate()
    held = list(authorities.appointments(request.actor, account=found))
    may_keep = is_administrator(request.actor)
    context = {
        "account": found,
        "held": held,
        "open": next((row for row in held if row.ends_on is None), None),
        "factors": second_factors(found),
        "may_keep": may_keep,
        "is_oneself": request.actor.person == found.ref,
        "appoint": appoint or (AppointForm(initial={"starts_on": today}).offer(request.actor) if may_keep else None),
        "leave": leave or LeaveForm(initial={"ends_on": today}),
        "traces": traces.named(reading.entries_about(found.ref)) if may_keep else [],
    }
    sent = [form for form in (appoint, leave) if form is not None]
    return render(request, "console/account.html", context, status=max(map(status_of, sent), default=200))


def _password(request: ActorRequest, found: Account, password: str, title: str) -> HttpResponse:
    return shown_once(
        request,
        title=title,
        whose=f"{found.name}（{found.username}）",
        secret=password,
        advice=ONCE,
        onward=reverse("console:account", args=[found.pk]),
    )
