"""The verifier 「验证」: a form that checks receipts, files and bundles in the browser; and the same as one file."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from heng.engines.bundle.errors import WORDS
from heng.ledger import events

LINK = re.compile(r'<link rel="stylesheet" href="(?P<path>[^"]+)">')
SCRIPT = re.compile(r'<script type="module" src="(?P<path>[^"]+)"></script>')
HEAD = '<meta charset="utf-8">'


def context(log: str = "", witnesses: tuple[str, ...] = ()) -> dict[str, object]:
    """Give what `frame/verifier.html` needs: the texts of the keys to be trusted, and words for kinds and faults."""
    return {"log": log, "witnesses": witnesses, "kinds": _kinds(), "faults": list(WORDS.items())}


def page() -> bytes:
    """Write `verify.html`: one file that needs no other and may speak to nobody, by its own content security policy."""
    text = str(render_to_string("frame/verifier_page.html", context()))
    styles, scripts = ([_content(path) for path in pattern.findall(text)] for pattern in (LINK, SCRIPT))
    text = LINK.sub(lambda found: f"<style>{_content(found['path'])}</style>", text)
    text = SCRIPT.sub(lambda found: f'<script type="module">{_content(found["path"])}</script>', text)
    policy = f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace(HEAD, f"{HEAD}\n  {meta}", 1).encode()


def _kinds() -> dict[str, dict[str, object]]:
    """Name every kind of act and its fields, but for those that are for programs only."""
    named: dict[str, dict[str, object]] = {}
    for kind, label in events.kinds().items():
        event_type = events.type_of(kind)
        fields = events.field_labels(event_type) if event_type else {}
        coded = events.coded_fields(event_type) if event_type else frozenset()
        named[kind] = {"label": label, "fields": {name: fields[name] for name in fields if name not in coded}}
    return named


def _content(path: str) -> str:
    found = finders.find(path)
    if not found:
        raise FileNotFoundError(path)
    return Path(found).read_text(encoding="utf-8")


def _hashes(texts: list[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
