"""Addresses of the console."""

from django.urls import path

from heng.faces.console import desk, journal

app_name = "console"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("journal/", journal.journal, name="journal"),
    path("deliveries/", journal.deliveries, name="deliveries"),
    path("deliveries/<str:listener>/retry/", journal.delivery_retry, name="delivery_retry"),
    path("deliveries/<str:listener>/skip/", journal.delivery_skip, name="delivery_skip"),
]
