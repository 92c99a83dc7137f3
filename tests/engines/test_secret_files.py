"""A secret is made once, for its owner only."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from heng.engines.secret_files import made_once


def test_of_many_who_make_it_at_once_the_first_wins(tmp_path: Path) -> None:
    numbers = count()
    place = tmp_path / "deep" / "key"
    with ThreadPoolExecutor(8) as pool:
        found = {*pool.map(lambda _: made_once(place, lambda: b"%d" % next(numbers)), range(32))}
    assert found == {place.read_bytes()}
    assert [path.name for path in place.parent.iterdir()] == ["key"]
    assert place.stat().st_mode & 0o777 == 0o600


def test_what_lies_there_is_not_made_again(tmp_path: Path) -> None:
    place = tmp_path / "key"
    place.write_bytes(b"kept")
    assert made_once(place, lambda: b"new") == b"kept"
