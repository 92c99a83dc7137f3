"""Static files are gathered when they changed, and only then."""

import os

import pytest

from heng.faces.clock import static_files


@pytest.fixture
def gathered(monkeypatch, settings, tmp_path):
    """What was asked to gather; a source lies in a folder of its own."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.css").write_text("a {}")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATIC_ROOT.mkdir()
    asked: list[str] = []
    monkeypatch.setattr(static_files, "call_command", lambda name, **_: asked.append(name))
    return asked


def test_what_was_never_gathered_is_gathered(gathered):
    assert static_files.gather()
    assert gathered == ["collectstatic"]


def test_what_did_not_change_is_left_alone(gathered, settings):
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    manifest.write_text("{}")
    os.utime(manifest, (4e9, 4e9))
    assert not static_files.gather()
    os.utime(manifest, (1, 1))
    assert static_files.gather()
    assert gathered == ["collectstatic"]


def test_a_workshop_serves_its_sources_as_they_are(gathered, settings):
    settings.DEBUG = True
    assert not static_files.gather()
