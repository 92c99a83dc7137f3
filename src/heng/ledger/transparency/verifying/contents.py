"""Files: every content that a file has is read through, against both digests and its size."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from heng.ledger.evidence import checking
from heng.ledger.evidence.models import Content, File
from heng.ledger.transparency.verifying.findings import FILE, Finding


def kept(since: datetime | None) -> list[str]:
    """List the contents of files that are kept, or of those that were kept since a moment."""
    files = File.objects.filter(kept_at__gte=since) if since else File.objects.all()
    contents = Content.objects.filter(deleted_on__isnull=True, pk__in=files.values("content"))
    return list(contents.order_by("pk").values_list("pk", flat=True))


def check(digests: Sequence[str]) -> tuple[Counter[str], list[Finding]]:
    """Check these contents; one that was deleted by now is no finding."""
    findings = [_finding(content) for content in Content.objects.filter(pk__in=digests) if _differs(content)]
    return Counter({FILE: len(digests)}), findings


def _differs(content: Content) -> bool:
    if checking.check(File(content=content)).is_intact:
        return False
    content.refresh_from_db()
    return content.deleted_on is None


def _finding(content: Content) -> Finding:
    state = checking.check(File(content=content)).state
    refs = "、".join(file.ref for file in content.files.order_by("pk")[:3])
    what = "文件缺失" if state == checking.MISSING else "内容与保存时的摘要不符"
    return Finding(FILE, refs or content.key, f"{what}（{content.key}）")
