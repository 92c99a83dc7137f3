"""`heng-verify`, run where there is no Django; and `heng bundle`, whose files it reads."""

import subprocess
import sys
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from heng.ledger import relay
from heng.ledger.evidence.models import File
from heng.ledger.transparency import selectors, services
from tests.engines.bundle import cases
from tests.engines.bundle.cases import LOG, Log
from tests.engines.tlog.signers import Sm2Signer, hsm
from tests.ledger.evidence.conftest import kept
from tests.support import world as worlds

WHOLE = cases.bundle()
RUN = """
import sys
class NoDjango:
    def find_spec(self, name, *_):
        if name.split(".")[0] == "django": raise ImportError("django is not needed")
sys.meta_path.insert(0, NoDjango())
from heng.faces.clock.bundles import main
sys.exit(main())
"""


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=False)


def test_the_command_needs_nothing_of_django(tmp_path):
    whole, broken, receipt = (tmp_path / name for name in ("a.zip", "b.zip", "a.tlog-proof"))
    whole.write_bytes(WHOLE)
    broken.write_bytes(WHOLE.replace(b"tender", b"tenner"))
    receipt.write_bytes(bytes(Log().receipt(5)))
    told = run(str(whole))
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, "通过")
    assert "2026-03-02 17:00:00 以前已固化" in told.stdout
    assert "不能证明" in told.stdout
    told = run(str(broken), "--key", str(LOG.vkey))
    assert (told.returncode, told.stdout) == (1, "未通过\n  documents/WJ000003.pdf：内容已改变：与清单所载摘要不一致\n")
    assert run(str(receipt), "--key", str(LOG.vkey)).returncode == 0
    assert run(str(receipt)).returncode == 1
    assert run(str(tmp_path / "none")).returncode == 2


@pytest.fixture
def road(db, settings, tmp_path):
    """A project with one sealed file."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    world = worlds.build(now().date())
    File.objects.all().delete()
    kept(about=world.words["project_ref"])
    relay.run(now=now())
    services.seal(at=now())
    return world.words["project_ref"]


@pytest.mark.clause("7.4")
def test_what_heng_bundle_writes_is_believed_by_heng_verify(road, tmp_path):
    file = tmp_path / "road.zip"
    said = StringIO()
    call_command("bundle", road, "-o", str(file), stdout=said)
    assert "留痕 1 条，文件 1 份" in said.getvalue()
    told = run(str(file), "--key", str(selectors.vkey()))
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, "通过"), told.stdout
    assert "没有您所信任的见证方签名" in told.stdout


@pytest.mark.clause("7.4")
def test_a_bundle_brings_the_second_key_and_heng_verify_says_whether_it_holds(road, tmp_path, settings):
    settings.LOG_SECOND_SIGNER = "tests.engines.tlog.signers.hsm"
    kept(b"%PDF-1.7 second", name="决定书.pdf", about=road)
    relay.run(now=now())
    services.seal(at=now())
    file = tmp_path / "road.zip"
    call_command("bundle", road, "-o", str(file), stdout=StringIO())
    assert f"第二签名 {hsm().vkey}：成立" in run(str(file)).stdout
    told = run(str(file), "--key", str(selectors.vkey()), "--second", str(Sm2Signer("hsm.example", 7).vkey))
    assert (told.returncode, "检查点上没有" in told.stdout) == (0, True)


@pytest.mark.clause("7.5")
def test_a_bundle_tells_nothing_of_a_bid_before_the_opening(road, tmp_path):
    bid = kept(b"%PDF-1.7 bid", name="投标文件.pdf", about=road, category="BID")
    relay.run(now=now())
    services.seal(at=now())
    file, said = tmp_path / "road.zip", StringIO()
    call_command("bundle", road, "-o", str(file), stdout=said)
    assert "留痕 1 条，文件 1 份" in said.getvalue()
    with zipfile.ZipFile(file) as archive:
        assert not any(bid.ref.encode() in archive.read(name) or bid.ref in name for name in archive.namelist())


def test_a_project_that_is_none_and_a_place_that_is_taken_are_told(road, tmp_path):
    with pytest.raises(CommandError, match="没有项目"):
        call_command("bundle", "TP999999", "-o", str(tmp_path / "a.zip"))
    with pytest.raises(CommandError, match="没有导出"):
        call_command("bundle", road, "-o", str(tmp_path / "nowhere" / "a.zip"))
    assert list(tmp_path.glob("*.zip")) == []
