"""A playlist names every segment, and a hole keeps its seconds."""

import pytest

from heng.ledger.evidence.recordings import ingest
from heng.ledger.evidence.recordings.playlist import playlist
from tests.ledger.evidence.recordings.conftest import begun
from tests.ledger.stories import NOON, WANG_FANG

pytestmark = pytest.mark.django_db


def test_a_playlist_lists_segments_and_holes_and_ends_with_the_recording(chunks):
    footage = begun()
    for sequence, offset in enumerate((0, 2000, 14000)):
        ingest.take(footage, chunks[sequence], sequence=sequence, offset=offset, at=NOON)
    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in playlist(footage)
    lines = playlist(ingest.finish(footage, by=WANG_FANG, at=NOON)).splitlines()
    assert lines[2:] == [
        "#EXT-X-TARGETDURATION:10",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        '#EXT-X-MAP:URI="init-0.mp4"',
        "#EXTINF:2.000,",
        "0.m4s",
        "#EXTINF:2.000,",
        "1.m4s",
        "#EXT-X-GAP",
        "#EXTINF:10.000,",
        "gap-2.m4s",
        "#EXTINF:2.000,",
        "2.m4s",
        "#EXT-X-ENDLIST",
    ]
