"""A page asked for twice 「页面」: of the whole program, and of a bare view with the same query and template."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path

from heng.config import urls

Asking = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the program, what is asked of it, by whom; `bare` answers the same."""

    name: str
    address: str
    asked: dict[str, str]
    bare: Callable[[HttpRequest], HttpResponse]
    cookie: str = ""


def ways(pages: Sequence[Page]) -> list[tuple[Page, Asking, Asking]]:
    """Give each page the two ways to ask for it: through everything, and with no middleware, session or guard."""
    urls.urlpatterns += [path(f"bare/{number}/", page.bare) for number, page in enumerate(pages)]
    whole = WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        bare = WSGIHandler()
    return [
        (page, _asking(whole, page, page.address), _asking(bare, page, f"/bare/{number}/"))
        for number, page in enumerate(pages)
    ]


def _asking(handler: WSGIHandler, page: Page, address: str) -> Asking:
    return lambda: _ask(handler, _environ(page, address))


def _ask(handler: WSGIHandler, environ: dict[str, Any]) -> bytes:
    """Ask, and read the answer to its end; anything but a page is a fault of the measurement."""
    told: list[str] = []
    answer = handler(environ, lambda status, *_: told.append(status))
    body = b"".join(answer)
    answer.close()
    assert told[0].startswith("200"), f"{environ['PATH_INFO']}: {told[0]}"
    return body


def _environ(page: Page, address: str) -> dict[str, Any]:
    """Return the request as a web server hands it over."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": urlencode(page.asked),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": page.cookie,
        "HTTP_ACCEPT_LANGUAGE": "zh-CN",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
