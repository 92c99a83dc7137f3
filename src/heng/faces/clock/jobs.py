"""Jobs of the hour 「定时任务」. A job may run twice or die in the middle: each can be done again without harm."""

import logging
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils.timezone import localdate, now

from heng.duties.supervision import selectors as files
from heng.duties.supervision import services as supervision
from heng.faces.clock import asking, recordings
from heng.faces.clock.covered import covered
from heng.ledger import reading
from heng.ledger.evidence import checking, deleting
from heng.ledger.evidence.recordings import deleting as recorded
from heng.ledger.evidence.retention import Matter
from heng.ledger.transparency import services as transparency
from heng.ledger.transparency.anchoring import selectors as anchoring
from heng.ledger.transparency.anchoring.stamps import StampError
from heng.ledger.transparency.verifying import states
from heng.registers.authorities.actors import CLOCK
from heng.registers.trading import selectors as trading
from heng.registers.trading.services import again

LOGINS_KEPT_DAYS = 184  # 网络安全法 第二十一条: network logs are kept for six months at least
WORRYING_FAILURES = 5
ORPHANED = timedelta(days=1)  # no keeping takes so long

logger = logging.getLogger(__name__)


def ask_for_barred() -> int:
    """Ask the gate again for whom a ban kept out, since bans end by themselves 「禁入期满后再次审查」."""
    return again.ask_for_barred(by=CLOCK, on=localdate())


def remind() -> int:
    """Remind of what is due soon or overdue, and tell heads of what stays undone 「期限提醒」."""
    return supervision.remind(by=CLOCK, on=localdate())


def clear_sessions() -> None:
    """Forget sessions that ran out 「清理过期会话」."""
    call_command("clearsessions")


def clear_logins() -> None:
    """Forget who logged in, or tried to, more than half a year ago 「清理登录记录」."""
    call_command("axes_reset_logs", age=LOGINS_KEPT_DAYS, verbosity=0)
    call_command("axes_reset_failure_logs", age=LOGINS_KEPT_DAYS, verbosity=0)


def delete_due_files() -> int:
    """Delete files and recordings that were kept as long as the law asks 「销毁到期文件」; never under a hold."""
    today = localdate()
    files_gone = deleting.delete_due(by=CLOCK, on=today, matter_of=_matter_of)
    return files_gone + recorded.delete_due(by=CLOCK, on=today, matter_of=_matter_of)


def sweep_store() -> int:
    """Remove from the store what keepings that died left behind 「清理无主文件」."""
    return len(checking.sweep(before=now() - ORPHANED))


def watch_deliveries() -> None:
    """Put every listener that keeps failing into the log 「巡查投递」; the console shows the same."""
    for hearing in reading.cursors():
        if hearing.failures >= WORRYING_FAILURES:
            logger.error(
                "%s failed %d times, %d entries wait: %s",
                hearing.listener, hearing.failures, hearing.waiting, hearing.error,
            )  # fmt: skip


def seal() -> int:
    """Seal what was recorded since the last time into the public log 「固化留痕」."""
    return transparency.seal(at=now())


def ask_witnesses() -> int:
    """Ask witnesses to cosign the newest checkpoint of the public log 「请求见证」."""
    return asking.ask_witnesses(settings.WITNESSES, at=now())


def stamp_root() -> bool:
    """Have the last root of the days before stamped by an authority of time 「加盖时间戳」."""
    return asking.stamp_root(settings.TSA_URL, on=localdate())


def check_stamps() -> None:
    """Verify every kept timestamp again, and fail by the sizes of those that do not hold 「复核时间戳」."""
    false = anchoring.false_stamps()
    if false:
        raise StampError(f"timestamps that do not hold: {false}")


def record_rows() -> int:
    """Record what rows say after the acts about them 「登记业务数据摘要」, so that `verify` can hold them to it."""
    return states.record(covered(), by=CLOCK)


def verify() -> None:
    """Start the daily verification 「核验」 in a process of its own, which may outlast any job."""
    subprocess.Popen([sys.executable, "-m", "heng.config.main", "verify"], start_new_session=True)


def convert_recordings() -> int:
    """Cut recordings that were handed in as files 「录像分段」."""
    return recordings.convert(at=now())


def seal_recordings() -> int:
    """End live recordings that stopped, and sign what came of all 「录像固化」."""
    recordings.end_silent(at=now())
    return recordings.seal(at=now())


def _matter_of(ref: str) -> Matter:
    """Say when a project ended, on the day when its supervision file was put away, and who took part."""
    project = trading.project_of_ref(CLOCK, ref)
    if project is None:
        return Matter(None)
    file = files.file_of(project, CLOCK)
    return Matter(file.closed_on if file else None, frozenset(trading.refs_of_parties(project)))
