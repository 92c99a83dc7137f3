"""What is shown once 「只显示一次」: a first password, a key; the page is kept by no cache."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache


@never_cache
def shown_once(
    request: HttpRequest, *, title: str | Promise, whose: str, secret: str, advice: str | Promise, onward: str
) -> HttpResponse:
    """Show a secret with what to do with it; `onward` is where the reader goes next."""
    context = {"title": title, "whose": whose, "secret": secret, "advice": advice, "onward": onward}
    return render(request, "console/secret.html", context)
