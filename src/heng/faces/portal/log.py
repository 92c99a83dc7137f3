"""The public log 「公开日志」, as C2SP tlog-tiles serves it: for programs that watch it, copy it, or check a proof."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heng.engines.tlog.errors import MalformedError
from heng.engines.tlog.tiles import Tile, parse_path
from heng.ledger.transparency import selectors

YEAR, MINUTE = 31_536_000, 60
NOTE, BYTES = "text/plain; charset=utf-8", "application/octet-stream"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the newest checkpoint with its cosignatures; before the first there is none."""
    published = selectors.published()
    if published is None:
        raise Http404
    return _answer(published, NOTE, "no-cache")


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:  # noqa: ARG001
    """Give a tile, or a bundle of entries, that a checkpoint stands for. Full ones never change."""
    try:
        asked = parse_path(path)
        found = selectors.published_tile(asked)
    except (MalformedError, FileNotFoundError) as fault:
        raise Http404 from fault
    return _answer(found, BYTES, _kept(asked))


def _kept(asked: Tile) -> str:
    return f"public, max-age={YEAR}, immutable" if asked.is_full else f"public, max-age={MINUTE}"


def _answer(content: bytes, kind: str, kept: str) -> HttpResponse:
    """Let pages of other sites read it too: whoever checks need not trust this one."""
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": kept, "Access-Control-Allow-Origin": "*"})
