"""Numbers of documents 「文号」: each year from one on, under one mark, without gaps or doubles (GB/T 9704-2012 7.2.5).

The number is drawn before the document is made, since it stands in it. A document that then fails keeps its number,
and whoever tries again gets the same one: so no number is ever lost.
"""

from datetime import date

from django.db import transaction

from heng.engines.procedure import Refusal
from heng.ledger.evidence.documents.draft import FORM
from heng.ledger.evidence.documents.models import Document, Series


@transaction.atomic
def numbered(matter: str, kind: str, *, mark: str, authority: str, on: date) -> Document:
    """Give the document of a kind for a matter, with its number; the next of the series if it has none yet.

    The lock on the series lets one at a time draw; on SQLite whoever writes is alone anyway.

    Raises:
        Refusal: `mark-taken`: another organ writes under this mark.
    """
    return of(matter, kind) or _next(_series(mark, authority, on), matter, kind)


def _next(series: Series, matter: str, kind: str) -> Document:
    """Draw the next number, unless whoever held the lock before drew one for the same document."""
    known = of(matter, kind)
    if known is not None:
        return known
    series.last += 1
    series.save(update_fields=["last"])
    return Document.objects.create(series=series, sequence=series.last, matter=matter, kind=kind)


def of(matter: str, kind: str) -> Document | None:
    """The document of a kind for a matter, issued or only numbered."""
    return Document.objects.select_related("series", "file").filter(matter=matter, kind=kind).first()


def last_mark(authority: str) -> str:
    """The mark under which an organ wrote last, or ""."""
    return (
        Series.objects.filter(authority=authority).order_by("-year", "-pk").values_list("mark", flat=True).first() or ""
    )


def _series(mark: str, authority: str, on: date) -> Series:
    other = Series.objects.filter(mark=mark).exclude(authority=authority)
    series, _ = Series.objects.select_for_update().get_or_create(
        mark=mark, year=on.year, defaults={"authority": authority}
    )
    if series.authority != authority or other.exists():
        raise Refusal("mark-taken", f"机关代字“{mark}”已由其他机关使用，请填写本机关的代字", FORM)
    return series
