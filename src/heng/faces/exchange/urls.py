"""Addresses of the exchange: those of systems, and those of the inbox at the desk."""

from django.urls import path

from heng.faces.exchange import counter, receiving

app_name = "exchange"
urlpatterns = [
    path("inbox", receiving.inbox, name="inbox"),
    path("items", receiving.items, name="items"),
]
desk = (
    [
        path("", counter.items, name="items"),
        path("items/<int:pk>/", counter.item, name="item"),
        path("items/<int:pk>/retry/", counter.item_retry, name="item_retry"),
        path("items/<int:pk>/open/", counter.item_open, name="item_open"),
        path("items/<int:pk>/correct/", counter.item_correct, name="item_correct"),
        path("batches/", counter.batches, name="batches"),
        path("batches/<int:pk>/", counter.batch, name="batch"),
        path("batches/<int:pk>/retry/", counter.batch_retry, name="batch_retry"),
        path("hand-in/", counter.hand_in, name="hand_in"),
    ],
    "inbox",
)
"""The inbox among the pages of the console: people, not programs, read what it answers."""
