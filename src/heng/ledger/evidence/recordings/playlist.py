"""Playlists 「播放列表」: every segment of a recording by its address, so that a player fetches only what it plays.

Media playlists of HLS (RFC 8216; EXT-X-GAP of draft-pantos-hls-rfc8216bis): a hole in the recording is a gap in the
list, so that seconds of the list are seconds of the recording.
"""

from collections.abc import Iterator
from math import ceil

from heng.ledger.evidence.recordings.models import Footage

LEAST_GAP = 500  # milliseconds
Row = tuple[int, int, int, str]


def playlist(footage: Footage) -> str:
    """Write the playlist: segments as `3.m4s`, their initialisation section as `init-3.mp4`."""
    rows = list(footage.segments.order_by("sequence").values_list("sequence", "start", "duration", "init_id"))
    lines = list(_lines(rows))
    longest = max((float(line[8:-1]) for line in lines if line.startswith("#EXTINF:")), default=1.0)
    head = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{ceil(longest)}",
        f"#EXT-X-PLAYLIST-TYPE:{'VOD' if footage.ended_at else 'EVENT'}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    return "\n".join([*head, *lines, *(["#EXT-X-ENDLIST"] if footage.ended_at else [])]) + "\n"


def _lines(rows: list[Row]) -> Iterator[str]:
    end, init = 0, ""
    for sequence, start, duration, its_init in rows:
        if its_init != init:
            yield f'#EXT-X-MAP:URI="init-{sequence}.mp4"'
            init = its_init
        if start - end >= LEAST_GAP:
            yield from ("#EXT-X-GAP", f"#EXTINF:{(start - end) / 1000:.3f},", f"gap-{sequence}.m4s")
        yield from (f"#EXTINF:{duration / 1000:.3f},", f"{sequence}.m4s")
        end = start + duration
