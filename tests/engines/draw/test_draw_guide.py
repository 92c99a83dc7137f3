"""Whoever follows the guide word by word, with the tools of any machine, finds the numbers of the record."""

import re
import shutil
import subprocess
import sys

import pytest

from heng.engines import draw
from heng.engines.draw.replaying import LABELS
from tests.engines.draw import ceremonies as some
from tests.support import source

GUIDE = (source.ROOT / "docs/draw.md").read_text(encoding="utf-8")
LIST, COMMITMENT, REVEALS, SEED, RANK = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
(PROGRAM,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
RECORD = draw.conduct(some.one_is_silent())

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="the guide calls openssl")


@pytest.fixture
def said(tmp_path):
    """Run a command of the guide beside the record, its words in quotes replaced by values."""
    (tmp_path / "record.json").write_text(RECORD.text(), encoding="utf-8")

    def run(command: str, **values: str) -> str:
        for word, value in values.items():
            command = command.replace(f"'{word}'", value)
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
        return re.search(r"[0-9a-f]{64}", done.stdout).group()

    return run


def test_the_digests_of_list_and_reveals(said):
    assert said(LIST) == RECORD.list_digest
    assert said(REVEALS) == RECORD.reveals_digest


def test_the_commitment_of_each_party_that_revealed(said):
    for commitment, reveal in zip(RECORD.commitments, RECORD.reveals, strict=True):
        found = said(COMMITMENT, 抽取编号=some.DRAW, 承诺方=reveal.party, 随机数=reveal.nonce or "''")
        assert (found == commitment.digest) != bool(reveal.absence)


def test_the_program_of_the_guide_finds_no_fault(tmp_path):
    (tmp_path / "record.json").write_text(RECORD.text(), encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    assert told == [f"一致 {label}" for label in LABELS.values()]


def test_the_seed(said):
    told = {
        "抽取编号": some.DRAW,
        "名单摘要": RECORD.list_digest,
        "检查点来源": RECORD.checkpoint.origin,
        "检查点大小": str(RECORD.checkpoint.size),
        "检查点根": RECORD.checkpoint.root,
        "各方承诺": " ".join(one.digest for one in RECORD.commitments),
        "各方随机数": " ".join(one.nonce or "''" for one in RECORD.reveals),
        "公开值": RECORD.public_value,
    }
    assert said(SEED, **told) == RECORD.seed


def test_the_number_of_each_candidate(said):
    for rank in RECORD.ranking[0].ranks:
        assert said(RANK, 候选对象编号=rank.reference, 种子=RECORD.seed) == rank.value
