"""What a file is, is told from its bytes; its name is held to it, and cleaned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heng.engines.procedure import Refusal
from heng.ledger.evidence import names
from tests.ledger.evidence.conftest import PDF, kept, zipped

pytestmark = pytest.mark.django_db
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(90)
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(80)
GOOD = [
    (PDF, "a.pdf", "pdf"),
    (zipped("OFD.xml", "Doc_0/Document.xml"), "a.OFD", "ofd"),
    (zipped("Doc_0/Document.xml", *[f"Doc_0/Res/{number}.png" for number in range(900)], "OFD.xml"), "a.ofd", "ofd"),
    (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", "docx"),
    (zipped("a.txt"), "a.zip", "zip"),
    (OLD_OFFICE, "a.xls", "ole"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(90), "a.png", "png"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(90), "a.jpeg", "jpg"),
    (MP4, "a.mp4", "mp4"),
    (WEBM, "a.webm", "webm"),
    ('<?xml version="1.0"?><公告/>'.encode(), "a.xml", "xml"),
    (b'{"ocid": "1"}', "a.json", "json"),
    ("名称,金额\n演示,1\n".encode(), "a.csv", "csv"),
    ("评标情况说明".encode("gb18030"), "a.txt", "txt"),
]
CONFUSED = [
    (b"<!DOCTYPE html><html><script>alert(1)</script>", "a.pdf"),
    (b"<!DOCTYPE html><html><script>alert(1)</script>", "a.txt"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.xml"),
    (b"MZ" + bytes(90), "a.pdf"),
    (b"\x7fELF" + bytes(90), "a"),
    (bytes(range(256)), "a.txt"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(90), "a.7z"),
    (PDF, "a.docx"),
    (PDF, "a.pdf.exe"),
    (PDF, "a"),
    (zipped("a.txt"), "a.docx"),
    (OLD_OFFICE, "a.docx"),
    ("文字".encode(), "a.json"),
]


@pytest.mark.parametrize(("content", "name", "kind"), GOOD, ids=[name for _, name, _ in GOOD])
def test_a_type_that_is_kept_is_told_from_its_bytes(content, name, kind):
    assert kept(content, name).kind == kind


@pytest.mark.parametrize(
    ("content", "name"), CONFUSED, ids=[f"{name}-{number}" for number, (_, name) in enumerate(CONFUSED)]
)
def test_what_is_not_what_its_name_says_is_refused_with_a_sentence(content, name):
    with pytest.raises(Refusal, match=r"不接收这种文件|请核对是否选错文件") as no:
        kept(content, name)
    assert no.value.code in {"unknown-type", "type-mismatch"}


def test_a_zip_bomb_is_kept_as_it_came_and_never_unpacked():
    bomb = zipped("bomb", content=bytes(64 * 1024**2))
    assert len(bomb) < 100_000
    assert kept(bomb, "bomb.zip").content.size == len(bomb)


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\甲\\招标文件.pdf", "招标文件.pdf"),
        ("招标\0文件.pdf", "招标文件.pdf"),
        ("招标\u202efdp.文件.pdf", "招标fdp.文件.pdf"),
        ("a\r\nContent-Type: text.pdf", "a Content-Type_ text.pdf"),
        ("  .招标 \u3000 文件.pdf. ", "招标 文件.pdf"),
        ('"><script>.pdf', "_script_.pdf"),
        ("", "未命名文件"),
        ("...", "未命名文件"),
        ("长" * 500 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_hostile_name_is_cleaned(hostile, clean):
    assert names.clean(hostile) == clean


@given(st.text())
def test_whatever_somebody_types_becomes_a_name_that_harms_nobody(typed):
    name = names.clean(typed)
    assert 0 < len(name) <= names.LONGEST
    assert not set(name) & set('/\\\0\r\n"<>:*?|\u202e\u200f')
    assert name == names.clean(name)
