"""The verifier 「验证」: a form that checks receipts, files and bundles in the browser; and the same as one file."""

import posixpath
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from heng.engines.bundle.errors import WORDS
from heng.engines.bundle.receipts import Receipt
from heng.faces.frame.gathering import IMPORT
from heng.ledger import events

LINK = re.compile(r'<link rel="stylesheet" href="(?P<path>[^"]+)">')
SCRIPT = re.compile(r'<script type="module" src="(?P<path>[^"]+)"></script>')
HEAD = '<meta charset="utf-8">'
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) )", re.M)


def context(log: str = "", witnesses: tuple[str, ...] = (), second: str = "") -> dict[str, object]:
    """Give what `frame/verifier.html` needs: the texts of the keys to be trusted, and words for kinds and faults."""
    trusted = {"log": log, "witnesses": witnesses, "second": second}
    return trusted | {"kinds": _kinds(), "faults": list(WORDS.items())}


def way(receipt: Receipt) -> str:
    """Give the address of the verifier with a receipt behind the #, which no browser sends."""
    return f"{reverse('portal:verify')}#{urlsafe_b64encode(bytes(receipt)).decode().rstrip('=')}"


def page() -> bytes:
    """Write `verify.html`: one file that needs no other and may speak to nobody, by its own content security policy."""
    text = str(render_to_string("frame/verifier_page.html", context()))
    styles, scripts = map(_content, LINK.findall(text)), map(joined, SCRIPT.findall(text))
    text = LINK.sub(lambda found: f"<style>{_content(found['path'])}</style>", text)
    text = SCRIPT.sub(lambda found: f'<script type="module">{joined(found["path"])}</script>', text)
    policy = f"default-src 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace(HEAD, f"{HEAD}\n  {meta}", 1).encode()


def joined(path: str) -> str:
    """Join a module with all that it imports into one that imports nothing: a page from disk may load no other.

    Modules name what they take in braces and rename nothing, and no name stands at the top of two of them: a browser
    refuses the joined module otherwise.

    Raises:
        FileNotFoundError: a module is not there.
    """
    return "".join(EXPORT.sub("", re.sub(IMPORT, "", _content(each))) for each in dict.fromkeys(_with_imports(path)))


def _with_imports(path: str) -> Iterator[str]:
    """Yield the modules that a module needs, each behind those that it needs itself."""
    for found in re.finditer(IMPORT, _content(path)):
        yield from _with_imports(posixpath.normpath(posixpath.join(posixpath.dirname(path), found["url"])))
    yield path


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


def _hashes(texts: Iterable[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
