"""A small site that wears the frame, and the people who come to its doors."""

from datetime import date

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django_cotton.compiler_regex import CottonCompiler

from heng.engines.procedure import Refusal
from heng.faces.frame import navigation
from heng.faces.frame.guards import admitted
from heng.registers.authorities.actors import is_administrator, is_staff
from heng.registers.authorities.models import Account, Appointment, Authority, Post, Section

PASSWORD = "Jinan-Beam-2026"
PAGE = """{% extends "frame/console_base.html" %}{% block title %}台{% endblock %}{% block content %}
<c-head title="工作台" /><form method="post">{% csrf_token %}<button class="btn" type="submit">提交</button></form>
{% endblock %}"""


def _template(source: str):
    """Compile a template as the loader would, components and all."""
    return engines["django"].from_string(CottonCompiler().process(source))


def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template(PAGE).render({}, request))


def refuse(_request: HttpRequest) -> HttpResponse:
    raise Refusal("too-late", "投诉期限已于2026年11月20日届满", "招标投标法实施条例 第六十条")


def break_down(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret of the machine room")


console = [
    path("", admitted(is_staff)(desk), name="desk"),
    path("posts/", admitted(is_administrator)(desk), name="posts"),
    path("projects/", admitted(is_staff)(desk), name="projects"),
]
portal = [
    path("", lambda request: render(request, "frame/portal_base.html"), name="home"),
    path("mine/", desk, name="mine"),
]
urlpatterns = [
    path("", include((portal, "portal"))),
    path("console/", include((console, "console"))),
    path("refuse/", refuse),
    path("api/refuse/", refuse),
    path("api/broken/", break_down),
    path("broken/", break_down),
    path("accounts/", include("heng.faces.frame.urls")),
]
handler400 = "heng.faces.frame.errors.bad_request"
handler403 = "heng.faces.frame.errors.forbidden"
handler404 = "heng.faces.frame.errors.not_found"
handler500 = "heng.faces.frame.errors.fault"


@pytest.fixture(autouse=True)
def a_house_with_no_rooms(monkeypatch):
    """The small site has its own addresses: what the real doors list is not there."""
    monkeypatch.setattr(navigation, "_ITEMS", {})


@pytest.fixture(autouse=True)
def site(settings):
    cache.clear()  # what was counted against the last test's visitor
    settings.ROOT_URLCONF = __name__
    settings.MFA_REQUIRED = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    return settings


@pytest.fixture
def drawn(rf):
    """Draw a piece of a page."""

    def draw(source, address="/", **words):
        return _template(source).render(words, rf.get(address))

    return draw


@pytest.fixture
def housing() -> Authority:
    return Authority.objects.create(
        code="410500-ZJ", kind="ZJ", name="演示市住房和城乡建设局", region="410500", effective_from=date(2020, 1, 1)
    )


@pytest.fixture
def officer(housing) -> Account:
    """演示甲 handles at the (invented) housing department."""
    account = Account.objects.create_user("yanshi-jia", PASSWORD, name="演示甲")
    section = Section.objects.create(authority=housing, name="招标投标监管科")
    post = Post.objects.create(section=section, title="经办", power=Post.Power.HANDLES)
    Appointment.objects.create(account=account, post=post, starts_on=date(2020, 1, 1))
    return account


@pytest.fixture
def bidder() -> Account:
    """演示乙 represents an invented company."""
    return Account.objects.create_user("yanshi-yi", PASSWORD, name="演示乙", party_code="91410500DEMO00001X")


@pytest.fixture
def as_(client):
    """Log somebody in without the form."""

    def login(account):
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return login
