import io
import zipfile
from decimal import Decimal
from functools import partial

import openpyxl
import pytest
import typst
from PIL import Image, ImageDraw

from heng.engines.similarity.documents import Kind, Mark
from heng.engines.similarity.reading import UnreadableError, child, read
from heng.engines.similarity.reading.pictures import look

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r>{}</w:r></w:p>"
BODY = (
    PARAGRAPH.format("<w:t>第一页</w:t>")
    + PARAGRAPH.format('<w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>第二页</w:t>')
    + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    + "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
CORE = "<cp><creator>王芳</creator><lastModifiedBy>李强</lastModifiedBy></cp>"
SETTINGS = f'<w:settings {W}><w:rsids><w:rsidRoot w:val="00A1"/><w:rsid w:val="00B2"/></w:rsids></w:settings>'


def packed(**parts: str | bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def word(**more: str | bytes) -> bytes:
    return packed(**{"word/document.xml": f"<w:document {W}><w:body>{BODY}</w:body></w:document>"} | more)


def scan(shade: int = 90) -> Image.Image:
    image = Image.new("L", (400, 300), 240)
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 60, 220, 260), fill=shade)
    draw.rectangle((250, 30, 370, 110), fill=shade + 60)
    return image


def test_a_word_file_is_read_page_by_page_with_its_tables_and_its_makers():
    document = read(word(**{"docProps/core.xml": CORE, "word/settings.xml": SETTINGS}))
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[0].text == "第一页"
    assert document.pages[1].text.startswith("第二页")
    assert [(table.page, table.rows) for table in document.tables] == [(2, (("甲", "乙"),))]
    assert {Mark(Kind.AUTHOR, "王芳"), Mark(Kind.SAVER, "李强"), Mark(Kind.REVISION, "00B2")} <= set(document.marks)


def test_a_workbook_gives_its_priced_lines():
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ("项目编码", "项目名称", "计量单位", "工程量", "综合单价"),
        ("010101001001", "平整场地", "m2", 100, 3.25),
    ):
        book.active.append(row)
    book.save(kept)
    (item,) = read(kept.getvalue()).items
    assert (item.code, item.name, item.quantity, item.price) == ("010101001001", "平整场地", 100, Decimal("3.25"))


def test_a_pdf_is_read_with_page_numbers_and_fonts():
    document = read(typst.compile('#set document(author: "王芳")\nFirst page\n#pagebreak()\nSecond page'.encode()))
    assert [(page.number, page.text.strip()) for page in document.pages] == [(1, "First page"), (2, "Second page")]
    assert Mark(Kind.AUTHOR, "王芳") in document.marks
    assert any(mark.kind is Kind.FONT for mark in document.marks)


def test_the_xml_of_a_bid_tool_gives_prices_locks_and_machines():
    line = '<Qd XMBM="0101" XMMC="挖土方" ZHDJ="12.30"/><Qd XMBM="0102" XMMC="回填" ZHDJ="x"/>'
    document = read(f'<Bid RJSH="L77" MAC="00-11">{line}</Bid>'.encode())
    assert [(item.code, item.name, item.price) for item in document.items] == [("0101", "挖土方", Decimal("12.30"))]
    assert {Mark(Kind.LOCK, "L77"), Mark(Kind.MAC, "00-11")} <= set(document.marks)


def test_a_package_is_read_as_the_files_in_it():
    document = read(packed(a="文本一", b=word()))
    assert [page.text.split()[0] for page in document.pages] == ["文本一", "第一页", "第二页"]


def bomb() -> bytes:
    return packed(**{"word/document.xml": bytes(30 * 1024**2)})


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (partial(bytes), "empty"),
        (bomb, "bomb"),
        (partial(bytes, ENTITIES), "doctype"),
        (partial(word, **{"docProps/core.xml": ENTITIES}), "doctype"),
        (partial(word, **{"word/vbaProject.bin": b"x"}), "macro"),
        (partial(bytes, b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")), "encrypted"),
        (partial(bytes, b"\xd0\xcf\x11\xe0"), "legacy"),
        (partial(bytes, b"%PDF-1.7 nothing of the kind"), "broken"),
        (partial(bytes, b"PK\x03\x04 nothing of the kind"), "broken"),
        (partial(bytes, b"<a><b></a>"), "broken"),
        (partial(bytes, b"\x00\x01\x02"), "unknown"),
        (partial(packed, inner=packed(a="文")), "unknown"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(made, code):
    with pytest.raises(UnreadableError) as refused:
        child.read(made())
    assert refused.value.code == code
    assert refused.value.reason


def test_a_refusal_crosses_the_border_of_the_process():
    with pytest.raises(UnreadableError, match="doctype"):
        read(ENTITIES)


def test_a_scan_saved_anew_smaller_and_paler_looks_the_same():
    kept = io.BytesIO()
    scan().resize((200, 150)).save(kept, "JPEG", quality=40)
    again = look(Image.open(kept), 1)
    first, other = look(scan(110), 1), look(scan().transpose(Image.Transpose.FLIP_LEFT_RIGHT), 1)
    assert (int(first.looks, 16) ^ int(again.looks, 16)).bit_count() <= 6
    assert (int(first.looks, 16) ^ int(other.looks, 16)).bit_count() > 12


def test_a_plain_surface_and_a_bullet_look_like_nothing():
    assert look(Image.new("L", (400, 300), 200), 1) is None
    assert look(scan().resize((40, 30)), 1) is None
