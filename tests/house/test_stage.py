"""The ground that the other tests stand on."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.support.network import OffLimits


def test_no_test_leaves_this_machine():
    with pytest.raises(OffLimits), socket.socket() as line:
        line.connect(("192.0.2.1", 443))
    with pytest.raises(OffLimits):
        socket.create_connection(("elsewhere.example", 443))


def test_a_test_may_speak_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()) as line:
        assert line.getpeername() == door.getsockname()


def test_the_data_of_tests_lie_apart():
    assert Path.cwd() not in settings.DATA_DIR.parents
    assert settings.DATA_DIR.name.startswith("heng-tests-")


@pytest.mark.django_db
def test_the_database_keeps_chinese_apart_from_latin_and_counts_characters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT length('公共资源'), lower('衡 HENG')")
        assert cursor.fetchone() == (4, "衡 heng")
