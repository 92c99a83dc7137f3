"""A document is issued: in the red-header form, PDF/A-2b, signed, kept, and entered in the journal."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections

from heng.engines.isolated import Failed
from heng.engines.procedure import Refusal
from heng.ledger.evidence import signatures
from heng.ledger.evidence.documents import issuing, numbers
from heng.ledger.evidence.documents.draft import Table
from heng.ledger.evidence.documents.models import Document
from heng.ledger.evidence.models import File
from heng.ledger.evidence.store import store
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import ROAD
from tests.ledger.evidence.documents.conftest import LETTER, MATTER, NOW
from tests.ledger.stories import WANG_FANG


def content(document: Document) -> bytes:
    return b"".join(store().read(document.file.content.key, 0, document.file.content.size))


@pytest.mark.django_db
@pytest.mark.clause("7.5")
def test_a_letter_is_numbered_signed_kept_and_entered(root):
    document = issuing.issue(LETTER, **MATTER)
    file = document.file
    assert document.number == f"演住建监〔{NOW.year}〕1号"
    assert (file.about, file.kind, file.person) == (ROAD, "pdf", WANG_FANG.person)
    assert file.name == f"{document.number} {LETTER.title}.pdf"
    (signature,) = signatures.check(content(document), [root]).signatures
    assert (signature.holds, signature.trusted, signature.stamped) == (True, True, False)
    body = json.loads(Entry.objects.get(kind="evidence.DocumentIssued", subject=ROAD).body)
    assert (body["number"], body["matter"], body["file"], body["sha256"]) == (
        document.number,
        "YJ000001",
        file.ref,
        file.content_id,
    )


@pytest.mark.django_db
def test_it_says_of_itself_that_it_is_pdf_a_2b():
    pdf = content(issuing.issue(LETTER, **MATTER))
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"GTS_PDFA1" in pdf
    assert b"/ETSI.CAdES.detached" in pdf


@pytest.mark.django_db
def test_the_same_is_issued_once():
    first = issuing.issue(LETTER, **MATTER)
    assert issuing.issue(replace(LETTER, body="另一份正文"), **MATTER).file_id == first.file_id
    assert File.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_once_issue_one_letter():
    def press(_: int) -> int:
        try:
            return issuing.issue(LETTER, **MATTER).file_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(press, range(2)))) == 1
    assert (Document.objects.count(), File.objects.count()) == (1, 1)
    assert Entry.objects.filter(kind="evidence.DocumentIssued").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({"title": " "}, "文书缺少标题"),
        ({"addressee": "", "body": "\n"}, "文书缺少主送机关、正文"),
        ({"mark": ""}, "机关代字"),
        ({"mark": "演〔1〕"}, "机关代字"),
        ({"tables": (Table("附表", ("甲", "乙"), (("一",),)),)}, "列数不一致"),
    ],
)
def test_a_draft_that_lacks_something_takes_no_number(lacking, told):
    with pytest.raises(Refusal, match=told):
        issuing.issue(replace(LETTER, **lacking), **MATTER)
    assert not Document.objects.exists()


@pytest.mark.django_db
def test_long_names_and_a_table_of_thirty_rows_are_set():
    company = "演示超长名称建筑安装工程（集团）股份有限公司" * 8
    rows = tuple((str(row), company, "0123456789abcdef" * 8) for row in range(30))
    long = replace(
        LETTER, issuer=company[:60], addressee=company, tables=(Table("附表", ("序号", "单位", "摘要"), rows),)
    )
    assert content(issuing.issue(long, **MATTER)).startswith(b"%PDF-")


@pytest.mark.django_db
def test_nothing_that_is_written_is_markup_to_the_template():
    wild = replace(LETTER, body='#import "/etc/passwd": *\n$ x $ \\ *a* // `', title='#panic("x") <a> @b')
    assert issuing.issue(wild, **MATTER).file is not None


@pytest.mark.django_db
def test_a_character_without_a_glyph_is_refused_and_the_next_try_keeps_the_number():
    with pytest.raises(Refusal, match="排版未成功"):
        issuing.issue(replace(LETTER, body="\U0010fffd"), **MATTER)
    waiting = numbers.of("YJ000001", "handover")
    assert waiting is not None
    assert waiting.file is None
    assert issuing.issue(LETTER, **MATTER).number == waiting.number


@pytest.mark.django_db
def test_without_a_signature_nothing_is_issued(monkeypatch):
    with monkeypatch.context() as silent:
        silent.setattr(issuing, "sign", lambda *_, **__: (_ for _ in ()).throw(Failed("no answer")))
        with pytest.raises(Refusal, match="签名或时间戳服务暂时不可用"):
            issuing.issue(LETTER, **MATTER)
    assert not File.objects.exists()


@pytest.mark.django_db
def test_without_a_certificate_no_number_is_drawn(settings):
    settings.DEMO = False
    with pytest.raises(Refusal, match="尚未配置签名证书"):
        issuing.issue(LETTER, **MATTER)
    settings.SIGN_P12 = "/nowhere/key.p12"
    with pytest.raises(Refusal, match="签名证书读取失败"):
        issuing.issue(LETTER, **MATTER)
    assert not Document.objects.exists()
