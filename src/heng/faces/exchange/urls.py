"""Addresses of the exchange."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
