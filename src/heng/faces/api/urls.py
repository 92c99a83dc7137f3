"""Addresses of the API; its OpenAPI description stands at `/api/openapi.json`, and for people at `/api/docs/`."""

from django.urls import path

from heng.faces.api import docs
from heng.faces.api.interface import api

urlpatterns = [path("docs/", docs.page, name="api-docs"), path("", api.urls)]
