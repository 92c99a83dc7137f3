"""Issuing a document 「生成文书」: numbered, typeset, signed, kept as evidence, and entered in the journal."""

import io
import logging
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from heng.engines.isolated import Failed
from heng.engines.procedure import Refusal
from heng.ledger import journal
from heng.ledger.evidence import categories, keeping
from heng.ledger.evidence.documents import certificate, draft, numbers
from heng.ledger.evidence.documents.draft import FORM, Draft
from heng.ledger.evidence.documents.models import Document
from heng.ledger.evidence.documents.signing import sign
from heng.ledger.evidence.documents.typesetting import typeset
from heng.ledger.evidence.events import DocumentIssued

log = logging.getLogger(__name__)
TRY_AGAIN = "文号已预留，重试时沿用"


def issue(
    paper: Draft, *, matter: str, kind: str, about: str, by: journal.Author, at: datetime, retention: str = "OTHER"
) -> Document:
    """Issue a document about a matter; `about` is what its file is kept under, `retention` how long.

    What was issued before is given back as it stands. Call it outside a transaction: typesetting and signing take
    seconds, in which nothing is locked.

    Raises:
        Refusal: what `draft.check`, `certificate.key` and `numbers.numbered` refuse; `not-typeset`, `not-signed`.
    """
    draft.check(paper)
    key, on = certificate.key(at=at), localdate(at)
    document = numbers.numbered(matter, kind, mark=paper.mark, authority=by.authority, on=on)
    if document.file is not None:
        return document
    pdf = _typeset(paper, document, at)
    try:
        signed = sign(pdf, key, reason=f"{document.number} {paper.title}")
    except Failed as fault:
        log.error("not signed: %s: %s", document.number, fault)
        raise Refusal(
            "not-signed", f"签名或时间戳服务暂时不可用，文书未生成，请稍后重试（{TRY_AGAIN}）", FORM
        ) from fault
    return _keep(document, paper, signed, about=about, by=by, at=at, retention=retention)


def _typeset(paper: Draft, document: Document, at: datetime) -> bytes:
    try:
        return typeset(paper.content(document.number, localdate(at)))
    except Failed as fault:
        log.error("not typeset: %s: %s", document.number, fault)
        reason = f"文书排版未成功，可能含有字库没有的字或者内容过多，请核对后重试（{TRY_AGAIN}）"
        raise Refusal("not-typeset", reason, FORM) from fault


@transaction.atomic
def _keep(
    document: Document, paper: Draft, pdf: bytes, *, about: str, by: journal.Author, at: datetime, retention: str
) -> Document:
    """Keep it, if nobody was quicker: the lock on the row lets one of two who press at once win."""
    on = localdate(at)
    mine = Document.objects.select_for_update(of=("self",)).select_related("series").get(pk=document.pk)
    if mine.file_id is not None:
        return mine
    name = f"{mine.number} {paper.title}.pdf"
    kinds = {"kind": retention, "category": categories.OFFICIAL}
    mine.file = keeping.keep(io.BytesIO(pdf), name=name, about=about, by=by, on=on, **kinds)
    mine.issued_on = on
    mine.save(update_fields=["file", "issued_on"])
    news = DocumentIssued(about, mine.number, paper.title, mine.matter, mine.file.ref, mine.file.content_id, on)
    journal.record(news, by=by, law=FORM)
    return mine
