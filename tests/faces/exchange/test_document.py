"""The page about the exchange says what the program does."""

import pytest
from django.conf import settings

from heng.faces.exchange.inbox import documents, pipeline, report
from heng.faces.exchange.inbox.national import fields, walk
from heng.faces.exchange.inbox.ocds import results, tender
from heng.faces.exchange.inbox.record import SourceProfile
from tests.support.source import ROOT

PAGE = (ROOT / "docs/exchange.md").read_text(encoding="utf-8")
MB = 1024**2


@pytest.mark.parametrize(
    "said",
    [
        f"{settings.INBOX_MAX_BYTES // 1024**3} GB | `HENG_INBOX_MAX_BYTES`",
        f"{settings.INBOX_MAX_RATIO} times | `HENG_INBOX_MAX_RATIO`",
        f"{documents.LONGEST // MB} MB",
        f"{walk.MOST_ELEMENTS:,} elements, {walk.MOST_TEXT // MB} MB",
        f"{len(fields.TABLES)} datasets",
        "five hundred records" if pipeline.CHUNK == 500 else "",
        "more than twenty of a kind" if report.LISTED == 20 else "",
    ],
)
def test_the_page_names_the_limits_as_they_are(said):
    assert said
    assert said in PAGE


def test_the_page_names_every_answer():
    assert not [name for name in report.LABELS if f"`{name}`" not in PAGE]


def test_the_page_names_the_class_of_every_category():
    classes = SourceProfile(code="a", region="410500").classes
    assert not [trade_class for trade_class in classes.values() if f"`{trade_class}`" not in PAGE]


def test_the_page_names_every_kind_of_notice_and_every_abnormal_end():
    named = {*tender.NOTICES, *tender.ENDS, *(set(results.BID_STATUS) & {"valid", "disqualified", "withdrawn"})}
    assert not [word for word in named if f"`{word}`" not in PAGE]
