"""The interface described: for programs by OpenAPI, for people by a page of this site."""

import json
import re

import pytest

from heng.faces.api import describing
from tests.support import world as worlds

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[一-鿿]")


@pytest.fixture
def document(client) -> dict:
    return client.get("/api/openapi.json").json()


def operations(document):
    for path, methods in document["paths"].items():
        for method, node in methods.items():
            yield f"{method} {path}", node


def test_every_address_says_in_chinese_what_it_does_and_what_may_go_wrong(document):
    for name, node in operations(document):
        assert CHINESE.search(node["summary"]), name
        assert CHINESE.search(node["description"]), name
        wrong = {status: answer for status, answer in node["responses"].items() if status >= "400"}
        assert "422" in wrong, name
        for status, answer in wrong.items():
            shown = answer["content"]["application/problem+json"]
            assert shown["schema"] == {"$ref": "#/components/schemas/ProblemOut"}
            assert shown["example"]["status"] == int(status)
            assert CHINESE.search(shown["example"]["detail"])


def test_what_needs_a_key_says_so_and_what_is_open_does_not(document):
    scheme = document["components"]["securitySchemes"]["SystemKey"]
    assert scheme == {"type": "apiKey", "in": "header", "name": "X-API-Key"}
    open_to_all = {name for name, node in operations(document) if not node.get("security")}
    assert open_to_all == {
        "get /api/v1/ocds/releases", "get /api/v1/ocds/records", "get /api/v1/ocds/records/{ocid}",
    }  # fmt: skip
    for name, node in operations(document):
        assert ("401" in node["responses"]) == (name not in open_to_all)


def test_no_english_word_of_the_makers_reaches_the_reader(document):
    for name, schema in document["components"]["schemas"].items():
        assert CHINESE.search(schema.get("description", "中")), name
        for field, node in schema.get("properties", {}).items():
            assert CHINESE.search(node.get("description", "中")), f"{name}.{field}"


def test_the_page_shows_every_address_and_an_example_that_can_be_sent(client, document):
    answer = client.get("/api/docs/")
    text = answer.content.decode()
    for name, node in operations(document):
        assert name.partition(" ")[2] in text
        assert node["summary"] in text
    assert '<td data-label="示例">true</td>' in text
    assert "<script>" not in text
    assert "style=" not in text


def test_the_example_of_an_entry_is_taken_by_the_gate(client, document, world):
    example = json.loads(re.search(r"\{.*\}", _request(document, "申请项目进场"), re.S)[0])
    answer = client.post("/api/v1/entries", example, content_type="application/json", headers={"X-API-Key": worlds.KEY})
    assert answer.status_code == 200, answer.content.decode()


def test_the_public_finds_the_page_from_the_portal(client):
    assert 'href="/api/docs/"' in client.get("/").content.decode()


def _request(document: dict, summary: str) -> str:
    found = [one for chapter in describing.chapters(document) for one in chapter.operations if one.summary == summary]
    return found[0].request
