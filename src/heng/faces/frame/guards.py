"""Guards of the doors 「门禁」: a view says whom it admits, by the same predicates that the steps ask."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from heng.faces.frame.asking import ActorRequest
from heng.registers.authorities.actors import Actor

P = ParamSpec("P")
View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
Predicate = Callable[[Actor], bool]


def admitted(predicate: Predicate) -> Callable[[View[P]], View[P]]:
    """Admit only actors whom the predicate permits: others get the 403 page, the unknown are asked to log in.

    The view carries the predicate as `admits`, so that a test can read who may open what.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if predicate(request.actor):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return to_login(request)
            raise PermissionDenied(_("您的岗位没有打开此页面的权限。如确有需要，请联系本单位的系统管理员。"))

        guarded.admits = predicate  # type: ignore[attr-defined]
        return guarded

    return decorate


def to_login(request: ActorRequest) -> HttpResponseBase:
    """Ask to log in and come back; htmx is told to leave the page, since a login form inside it would be useless."""
    back = request.htmx.current_url_abs_path if request.htmx else None
    response = redirect_to_login(back or request.get_full_path())
    if not request.htmx:
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})
