"""Static files 「静态文件」: gathered again only when one of them changed."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Gather the static files into STATIC_ROOT if they are not there or older than their sources; tell whether."""
    if settings.DEBUG or not _is_stale(Path(settings.STATIC_ROOT) / "staticfiles.json"):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def _is_stale(manifest: Path) -> bool:
    if not manifest.exists():
        return True
    made = manifest.stat().st_mtime
    return any(
        Path(storage.path(name)).stat().st_mtime > made for finder in get_finders() for name, storage in finder.list([])
    )
