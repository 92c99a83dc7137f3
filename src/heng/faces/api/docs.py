"""The interface explained to people 「接口文档」: drawn by this site itself, since nothing is loaded from elsewhere."""

from django.http import HttpResponse
from django.shortcuts import render

from heng.faces.api import describing
from heng.faces.api.interface import api
from heng.faces.api.openapi import INTRODUCTION
from heng.faces.frame.asking import ActorRequest


def page(request: ActorRequest) -> HttpResponse:
    """Show every address with its fields, an example and its problems."""
    document = api.get_openapi_schema()
    guide = [line.removeprefix("- ") for line in INTRODUCTION.splitlines() if line.startswith("- ")]
    context = {"guide_lines": guide, "chapters": describing.chapters(document)}
    return render(request, "api/docs.html", context)
