"""A trading system sends files about its projects, and gets both digests back."""

import hashlib

import pytest

from heng.ledger.evidence.models import File
from heng.ledger.models import Entry
from tests.ledger.evidence.conftest import PDF
from tests.support import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(world, client, settings, tmp_path):
    """Send a body about a project of the world."""
    settings.MEDIA_ROOT = str(tmp_path)
    File.objects.all().delete()

    def post(body=PDF, name="招标文件.pdf", ref=world.words["project_ref"], key=worlds.KEY):
        address = f"/api/v1/projects/{ref}/files"
        return client.post(
            address, body, "application/octet-stream", query_params={"name": name}, headers={"X-API-Key": key}
        )

    return post


@pytest.mark.clause("7.5")
def test_a_file_is_kept_and_answered_with_both_digests(send):
    answer = send()
    assert answer.status_code == 200, answer.content.decode()
    told, file = answer.json(), File.objects.get()
    assert told["sha256"] == hashlib.sha256(PDF).hexdigest() == file.content_id
    assert (told["file"], told["sm3"], told["size"]) == (file.ref, file.content.sm3, len(PDF))
    assert (file.source, file.person, file.role) == ("centre", "SY:centre", "machine")
    assert Entry.objects.filter(kind="evidence.FileKept", person="SY:centre").count() == 1


def test_what_is_not_what_its_name_says_is_a_problem_in_chinese(send):
    answer = send(b"<html><script>1</script>")
    assert (answer.status_code, answer.json()["code"]) == (409, "unknown-type")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert send(name="a.docx").json()["code"] == "type-mismatch"
    assert send(b"").json()["code"] == "empty"
    assert not File.objects.exists()


def test_a_body_beyond_the_limit_is_stopped(send, settings):
    settings.FILES_MAX_BYTES = 1000
    assert send().json()["code"] == "too-large"


def test_a_project_that_is_none_and_a_key_that_is_none_are_refused(send):
    assert send(ref="TP999999").status_code == 404
    assert send(key="guess").status_code == 401


def test_the_system_of_another_city_tells_nothing_here(send):
    worlds.System.objects.update(region="410600")
    answer = send()
    assert (answer.status_code, answer.json()["code"]) == (409, "no-authority-to-act")
    assert not File.objects.exists()


def test_the_interface_describes_the_body_and_how_to_send_it(client):
    operation = client.get("/api/openapi.json").json()["paths"]["/api/v1/projects/{ref}/files"]["post"]
    assert list(operation["requestBody"]["content"]) == ["application/octet-stream"]
    assert "POST /api/v1/projects/TP000123/files?name=招标文件.pdf" in client.get("/api/docs/").content.decode()
