"""Both digests of a stream are the published ones, however it is cut."""

from hypothesis import given
from hypothesis import strategies as st

from heng.engines.tlog.digests import digests

ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4
ABC_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, annex A.1
ABCD_16_SM3 = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"  # A.2


def test_the_published_digests_come_out():
    found = digests([b"abc"])
    assert (found.sha256.hex(), found.sm3.hex(), found.size) == (ABC_SHA256, ABC_SM3, 3)
    assert digests([b"abcd"] * 16).sm3.hex() == ABCD_16_SM3


@given(st.lists(st.binary(max_size=100), max_size=5))
def test_how_a_stream_is_cut_does_not_matter(chunks):
    whole = b"".join(chunks)
    assert digests(chunks) == digests([whole])
    assert digests(chunks).size == len(whole)
