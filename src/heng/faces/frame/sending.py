"""How a kept file is sent 「下载」: as an attachment that no browser runs, whole or one range of it (RFC 9110, 14)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
OK, PARTIAL, UNSATISFIABLE = 200, 206, 416
Stretch = Callable[[int, int], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Range:
    """So many bytes from `start` on; `is_whole` when nothing less than all is meant."""

    start: int
    length: int
    is_whole: bool = False


def asked_range(request: HttpRequest, size: int, etag: str) -> Range | None:
    """Say which bytes are asked for; None: there are no such bytes. What is no single range asks for all of them."""
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", etag) == etag
    if found is None or not any(found.groups()) or not unchanged:
        return Range(0, size, is_whole=True)
    first, last = found.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return Range(start, end - start + 1) if start <= end else None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as a browser gets it: `stretch(start, length)` yields its bytes."""

    name: str
    media_type: str
    size: int
    etag: str
    stretch: Stretch


def send(request: HttpRequest, file: Attachment, asked: Range | None) -> HttpResponseBase:
    """Answer with the range that was asked for; should a browser show it all the same, it is in a sandbox."""

    @csp_update({"sandbox": []})
    def answer(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
        return _answer(file, asked)

    return answer(request)


def _answer(file: Attachment, asked: Range | None) -> HttpResponseBase:
    if asked is None:
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{file.size}"})
    headers = {
        "Content-Length": str(asked.length),
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=file.name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "ETag": file.etag,
    }
    if not asked.is_whole:
        headers["Content-Range"] = f"bytes {asked.start}-{asked.start + asked.length - 1}/{file.size}"
    return StreamingHttpResponse(
        file.stretch(asked.start, asked.length),
        content_type=file.media_type,
        status=OK if asked.is_whole else PARTIAL,
        headers=headers,
    )
