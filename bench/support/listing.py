"""The lists of projects that are measured 「项目列表」: as the officer's console and the public portal show them."""

from collections.abc import Callable
from types import ModuleType
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import reverse

from bench.support.city import RARE
from bench.support.pages import Page
from heng.faces.console import projects as console
from heng.faces.frame.context import Navigation
from heng.faces.portal import projects as portal
from heng.registers.authorities.models import Account
from heng.registers.trading.models import Project

FILTER = {"stage": "announced", "regime": "GP", "registered_from": "2024-01-01", "registered_to": "2025-06-30"}
ASKED: dict[str, dict[str, str]] = {
    "all": {},
    "page 40": {"page": "40"},
    "filtered": FILTER,
    "searched": {"q": "道路养护"},
    "searched, rare": {"q": RARE},
    "filtered and searched": FILTER | {"q": "教育服务中心 软件开发"},
}
PUBLIC_ASKED = {name: asked for name, asked in ASKED.items() if "filtered" not in name}
SEARCHES = {RARE: False, "道路养护": True, "教育服务中心 软件开发": True, "CG-0012345": False}  # common or not
OK = 200
Answer = Callable[[HttpRequest], HttpResponse]


def pages(officer: Account) -> list[Page]:
    """Name the pages, each with its bare view."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer, settings.AUTHENTICATION_BACKENDS[-1])
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    found = []
    for door, module, questions in (("console", console, ASKED), ("portal", portal, PUBLIC_ASKED)):
        address = reverse(f"{door}:projects")
        for name, asked in questions.items():
            bare = _bare(module, client, f"{address}?{urlencode(asked)}")
            found.append(Page(f"{door}, {name}", address, asked, bare, cookie if door == "console" else ""))
    return found


def _bare(module: ModuleType, client: Client, address: str) -> Answer:
    """Make a view that asks the same query and fills the same template; the rest of the context is as it was once."""
    kept: dict[str, Any] = {}

    def keep(request: Any, template: str, context: dict[str, Any]) -> HttpResponse:
        kept.update(
            template=template, context=context, actor=request.actor, nav=Navigation(request.actor, request.path)
        )
        return render(request, template, context)

    with patch.object(module, "render", keep):
        answer = client.get(address)
    assert answer.status_code == OK, f"{address}: {answer.status_code} {answer.headers.get('Location', '')}"
    query, number, nav = kept["context"]["page"].paginator.object_list, kept["context"]["page"].number, kept["nav"]
    assert nav.console is not None, nav.portal is not None  # made once, and kept

    def view(request: Any) -> HttpResponse:
        request.actor = kept["actor"]
        page = Paginator(query.all(), module.PAGE).get_page(number)
        told = kept["context"] | {"page": page, "nav": nav, "rows": [_row(project) for project in page.object_list]}
        return render(request, kept["template"], told)

    return view


def _row(project: Project) -> console.Row:
    return console.Row(project, console.TONES.get(project.stage, "info"))
