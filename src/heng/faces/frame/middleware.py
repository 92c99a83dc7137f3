"""At the door 「门岗」: each request learns who is asking, officers show a second factor, and a refusal is answered."""

from collections.abc import Callable
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal
from heng.faces.frame import errors
from heng.faces.frame.asking import ActorRequest, actor_behind
from heng.registers.authorities.actors import PUBLIC, is_staff

Answer = Callable[[HttpRequest], HttpResponseBase]
NUL, QUOTED_NUL = "\0", "%00"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # a recovery code alone is no second factor


class AddressMiddleware:
    """Answer an address that holds a NUL at the door: no name holds one, and not every database may be asked for it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            return errors.not_found(request)
        if QUOTED_NUL in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        return self.get_response(request)


class CopyMiddleware:
    """Let no browser or proxy keep a copy of what somebody known was answered: offices share machines."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "actor", PUBLIC) != PUBLIC and "no-store" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "private, no-store"
        return response


class ActorMiddleware:
    """Put `request.actor` on the request; keep at its own account whom the site does not let further yet.

    A password that somebody else set is changed first; then an officer without a second factor sets one up.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asking = cast(ActorRequest, request)
        asking.actor = actor_behind(request.user)
        if self._at_the_account(asking):
            return self.get_response(request)
        if getattr(asking.user, "must_change_password", False):
            return self._held(
                asking, "account_change_password", _("当前密码由他人设置，请先改成只有您自己知道的密码。")
            )
        if self._must_set_up(asking):
            advice = _("监管人员须先启用两步验证，才能进入监管工作台。请在下面任选一种方式设置。")
            return self._held(asking, "mfa_index", advice)
        return self.get_response(request)

    def _at_the_account(self, request: ActorRequest) -> bool:
        """Answer whether this is a page of the account itself, which stays open, or what such a page is made of."""
        return request.path.startswith((reverse("account_login").removesuffix("login/"), settings.STATIC_URL))

    def _must_set_up(self, request: ActorRequest) -> bool:
        return settings.MFA_REQUIRED and is_staff(request.actor) and not is_mfa_enabled(request.user, FACTORS)

    def _held(self, request: ActorRequest, page: str, advice: str) -> HttpResponse:
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": reverse(page)})
        messages.warning(request, advice)
        return redirect(page)


class RefusalMiddleware:
    """Show the one lawful no: a page to people, problem+json to programs. Faults pass on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return errors.refused(request, exception)
        return None
