"""Ceremonies to draw from: one that is always the same, and every kind that there may be."""

import base64
import hashlib
import unicodedata
from dataclasses import replace
from datetime import timedelta, timezone
from functools import partial
from typing import Any

from hypothesis import strategies as st

from heng.engines.draw import (
    Candidate,
    Ceremony,
    Checkpoint,
    Commitment,
    FrozenList,
    PublicValue,
    Reveal,
    Stratum,
    Use,
    commit,
)

BEIJING = timezone(timedelta(hours=8))
DRAW = "SSJ-2026-003"
AUDIT, HOUSING, CENTRE = "410500-SJ", "410500-ZJ", "410500-JYZX"
PARTIES = (AUDIT, HOUSING, CENTRE)
CHECKPOINT = Checkpoint("heng.example/log", 1205, base64.b64encode(hashlib.sha256(b"root").digest()).decode())
LOTTERY = PublicValue("中国体育彩票排列5第26061期开奖号码，五位数字，不留空格")
LATE = "未在2026年3月9日10时前揭示"
FROZEN = FrozenList(
    draw=DRAW,
    title="2026年第三次双随机抽查",
    parties=PARTIES,
    reveals_due="2026-03-09T10:00:00+08:00",
    strata=(Stratum("检查对象", 2), Stratum("检查人员", 1)),
    candidates=(
        *(Candidate(f"TS{number:06d}", "检查对象") for number in range(1, 7)),
        Candidate("TS000007", "检查对象", exclusions=("本年度已检查",)),
        *(Candidate(f"JC{number:03d}", "检查人员") for number in range(1, 4)),
        Candidate("JC004", "检查人员", recusals=("与TS000001的负责人有亲属关系",)),
    ),
    public_value=LOTTERY,
)


def nonce(party: str) -> bytes:
    """Return the nonce that a party of these tests keeps secret."""
    return hashlib.sha256(party.encode()).digest()


def committed(frozen: FrozenList) -> tuple[Commitment, ...]:
    return tuple(commit(frozen.draw, party, nonce(party)) for party in frozen.parties)


def revealed(frozen: FrozenList) -> tuple[Reveal, ...]:
    return tuple(Reveal(party, nonce(party).hex()) for party in frozen.parties)


def all_reveal(frozen: FrozenList = FROZEN) -> Ceremony:
    """Let everybody be honest."""
    return Ceremony(frozen, CHECKPOINT, committed(frozen), revealed(frozen))


def one_is_silent(who: str = HOUSING, shown: str = "") -> Ceremony:
    """Let one party show nothing, or something wrong; the lottery speaks in its stead."""
    kept = all_reveal()
    reveals = tuple(Reveal(who, shown, LATE) if one.party == who else one for one in kept.reveals)
    return replace(kept, reveals=reveals, public_value="40718")


references = st.from_regex(r"[A-Z][A-Z0-9._:/@#+-]{0,11}", fullmatch=True)
texts = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], max_codepoint=0x2FFFF), min_size=1, max_size=12)
    .map(partial(unicodedata.normalize, "NFC"))
    .filter(bool)
)


@st.composite
def frozen_lists(draw: Any) -> FrozenList:
    """Any list that may be drawn from."""
    names = draw(st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=3, unique=True))
    candidates = [
        Candidate(
            reference,
            draw(st.sampled_from(names)),
            tuple(draw(st.lists(texts, max_size=1))),
            tuple(draw(st.lists(texts, max_size=2))),
        )
        for reference in draw(st.lists(references, min_size=1, max_size=12, unique=True))
    ]
    kept = [f"Z-{name.encode().hex()}" for name in names]
    candidates += [Candidate(reference, name) for reference, name in zip(kept, names, strict=True)]
    eligible = {name: sum(one.stratum == name and one.is_eligible for one in candidates) for name in names}
    return FrozenList(
        draw=draw(references),
        title=draw(texts),
        parties=tuple(draw(st.lists(references, min_size=2, max_size=5, unique=True))),
        reveals_due=draw(st.datetimes(timezones=st.just(BEIJING))).isoformat(timespec="seconds"),
        strata=tuple(Stratum(name, draw(st.integers(1, eligible[name]))) for name in names),
        candidates=tuple(draw(st.permutations(candidates))),
        public_value=PublicValue(draw(texts), draw(st.sampled_from(Use))),
    )


@st.composite
def ceremonies(draw: Any) -> Ceremony:
    """Any sound ceremony: some parties silent, some wrong, with a public value where it is due."""
    frozen = draw(frozen_lists())
    kinds = draw(st.lists(st.sampled_from(["shown", "shown", "silent", "wrong"]), min_size=5, max_size=5))
    nonces = [draw(st.binary(min_size=32, max_size=32)) for _ in frozen.parties]
    commitments = tuple(commit(frozen.draw, party, one) for party, one in zip(frozen.parties, nonces, strict=True))
    reveals = tuple(
        _reveal(party, one.hex(), kind, draw) for party, one, kind in zip(frozen.parties, nonces, kinds, strict=False)
    )
    is_needed = frozen.public_value.use is Use.ALWAYS or any(one.absence for one in reveals)
    root = base64.b64encode(draw(st.binary(min_size=32, max_size=32))).decode()
    checkpoint = Checkpoint("heng.example/log", draw(st.integers(1, 2**53 - 1)), root)
    return Ceremony(frozen, checkpoint, commitments, reveals, draw(texts) if is_needed else "")


def _reveal(party: str, right: str, kind: str, draw: Any) -> Reveal:
    if kind == "shown":
        return Reveal(party, right)
    wrong = right.translate(str.maketrans("0123456789abcdef", "123456789abcdef0"))
    return Reveal(party, wrong if kind == "wrong" else "", draw(texts))
