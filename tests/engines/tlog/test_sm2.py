"""SM2 signatures are verified as GB/T 32918 has it: its published example, OpenSSL's signatures, and nothing else."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from heng.engines.tlog import sm2
from heng.engines.tlog.errors import MalformedError, SignatureError
from heng.engines.tlog.keys import VerifierKey, parse_key
from heng.engines.tlog.notes import parse_note, sign_note
from tests.engines.tlog.signers import Sm2Signer, public_of, signer, sm2_signature

# The example of GM/T 0003.5-2012 (GB/T 32918.5-2017), annex A.
SECRET = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
PUBLIC = bytes.fromhex(
    "04"
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
MESSAGE = b"message digest"
DIGEST = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640
NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
UNFIT = [
    (PUBLIC, SIGNATURE[:-1]),
    (PUBLIC, bytes(32) + SIGNATURE[32:]),
    (PUBLIC, SIGNATURE[:32] + bytes(32)),
    (PUBLIC, SIGNATURE[:32] + sm2.N.to_bytes(32)),
    (PUBLIC, SIGNATURE[:32] + (sm2.N - int.from_bytes(SIGNATURE[:32])).to_bytes(32)),
    (PUBLIC[:-1], SIGNATURE),
    (b"\x02" + PUBLIC[1:33], SIGNATURE),
    (b"\x04" + bytes(64), SIGNATURE),
    (PUBLIC[:1] + sm2.P.to_bytes(32) + PUBLIC[33:], SIGNATURE),
]


def test_the_published_signature_is_verified():
    assert sm2.verify(PUBLIC, MESSAGE, SIGNATURE)


def test_the_published_digest_key_and_signature_come_out():
    assert sm2.digest(PUBLIC, MESSAGE) == DIGEST
    assert public_of(SECRET) == PUBLIC
    assert sm2_signature(SECRET, NONCE, DIGEST) == SIGNATURE


@settings(max_examples=25)
@given(st.integers(0, 8 * len(PUBLIC + SIGNATURE + MESSAGE) - 1))
def test_a_turned_bit_spoils_it(bit):
    whole = PUBLIC + SIGNATURE + MESSAGE
    turned = (int.from_bytes(whole) ^ 1 << bit).to_bytes(len(whole))
    assert not sm2.verify(turned[:65], turned[129:], turned[65:129])


def test_another_identity_is_another_signer():
    assert not sm2.verify(PUBLIC, MESSAGE, SIGNATURE, identity=b"ALICE123@YAHOO.COM")


@pytest.mark.parametrize(("public", "signature"), UNFIT)
def test_what_is_no_signature_or_no_key_is_refused(public, signature):
    assert not sm2.verify(public, MESSAGE, signature)


def test_points_add_up():
    opposite = (sm2.G[0], sm2.P - sm2.G[1])
    assert sm2.add(sm2.G, opposite) is None
    assert sm2.add(None, sm2.G) == sm2.add(sm2.G, None) == sm2.G
    assert sm2.multiply(sm2.N, sm2.G) is None
    assert sm2.multiply(sm2.N - 1, sm2.G) == opposite


def test_what_openssl_signs_is_verified(tmp_path: Path):
    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "message").write_bytes(MESSAGE)
    openssl("genpkey", "-algorithm", "SM2", "-out", "key")
    openssl("pkey", "-in", "key", "-pubout", "-outform", "DER", "-out", "public")
    way = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{sm2.IDENTITY.decode()}")
    openssl("pkeyutl", "-sign", *way, "-inkey", "key", "-in", "message", "-out", "signature")
    r, s = decode_dss_signature((tmp_path / "signature").read_bytes())
    public, signature = (tmp_path / "public").read_bytes()[-65:], r.to_bytes(32) + s.to_bytes(32)
    assert sm2.verify(public, MESSAGE, signature)
    assert not sm2.verify(public, MESSAGE + b".", signature)


def test_a_checkpoint_bears_a_second_signature_by_sm2():
    log, hsm = signer("log"), Sm2Signer("log", SECRET)
    note = parse_note(bytes(sign_note("text\n", log, hsm)))
    assert set(note.signed_by([parse_key(str(hsm.vkey)), log.vkey])) == {log.vkey, hsm.vkey}
    assert list(note.signed_by([log.vkey])) == [log.vkey]
    with pytest.raises(SignatureError):
        parse_note(bytes(note).replace(b"text", b"Text")).signed_by([hsm.vkey])


def test_a_key_of_sm2_has_its_length():
    with pytest.raises(MalformedError, match="65 are due"):
        VerifierKey("log", Sm2Signer("log", SECRET).vkey.algorithm, PUBLIC[1:])
