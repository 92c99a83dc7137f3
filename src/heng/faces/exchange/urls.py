"""Addresses of the exchange."""

from django.urls import path

from heng.faces.exchange import receiving

app_name = "exchange"
urlpatterns = [
    path("inbox", receiving.inbox, name="inbox"),
    path("items", receiving.items, name="items"),
]
