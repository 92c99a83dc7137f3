"""`python -m tools.docs` writes the pages; `--check` only says which differ from what the code prints."""

import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Write or check; the settings are read with a data folder of no consequence."""
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"HENG_DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "heng.config.settings"}
        return _run(check="--check" in sys.argv[1:])


def _run(*, check: bool) -> int:
    import django  # noqa: PLC0415  -- the environment comes first

    django.setup()
    from tools.docs import ROOT, pages  # noqa: PLC0415

    stale = {ROOT / path: text for path, text in pages().items() if not _equal(ROOT / path, text)}
    words = "differs from the code (run make docs):" if check else "wrote"
    for path, text in stale.items():
        sys.stdout.write(f"{words} {path.relative_to(ROOT)}\n")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


def _equal(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
