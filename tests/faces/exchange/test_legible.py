"""A record is broken into lines for the eye, and reads as the same record."""

import json

from hypothesis import given
from hypothesis import strategies as st

from heng.faces.exchange.inbox import readers
from heng.faces.exchange.inbox.record import SourceProfile
from heng.faces.exchange.legible import in_lines
from tests.faces.exchange.national.samples import file_of, message, received, sample

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_json_means_the_same_in_lines(value):
    raw = json.dumps(value).encode()
    assert json.loads(in_lines(raw)) == json.loads(raw)


def test_no_digit_of_a_number_is_lost():
    assert b"12345678901234567890.10" in in_lines(b'{"amount": 12345678901234567890.10}')


def test_xml_in_lines_is_the_same_record():
    before = received(file_of(message("507", sample("507"))))
    again = in_lines(before.raw)
    (after,) = readers.again("507", again, SourceProfile(code="demo", region="410500"), 1)
    assert again.count(b"\n") > 5
    assert (after.key, after.digest) == (before.key, before.digest)


def test_what_is_neither_stays_as_it_is():
    for raw in (b'{"a": ', b"\xff\xfe", b"", b"<a><![CDATA[</b><c>]]></a>"):
        assert in_lines(raw) == raw
