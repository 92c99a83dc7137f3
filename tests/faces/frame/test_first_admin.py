"""`heng first-admin` opens the first account of a real installation; its password is for one login."""

import re

import pytest
from django.core.management import CommandError, call_command

from heng.config.main import _command
from heng.registers.authorities.models import Account

pytestmark = pytest.mark.django_db
CHANGE = "/accounts/password/change/"


def run(capsys, *words):
    call_command("first_admin", *words)
    return capsys.readouterr().out


def test_the_command_is_written_with_a_dash():
    assert _command(["first-admin", "zhang-san"]) == ["first_admin", "zhang-san"]
    assert _command(["--version"]) == ["--version"]


def test_the_printed_password_logs_in_and_must_be_changed_before_anything_else(client, settings, capsys):
    settings.MFA_REQUIRED = True
    said = run(capsys, "zhang.san", "--name", "演示张")
    password = re.search(r"一次性密码：(\S+)", said).group(1)
    assert "两步验证" in said
    client.post("/accounts/login/", {"login": "zhang.san", "password": password})
    assert client.get("/console/").url == CHANGE
    assert client.get("/console/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CHANGE
    assert "请先改成只有您自己知道的密码" in client.get(CHANGE).text
    new = {"oldpassword": password, "password1": "Anyang-Scale-77", "password2": "Anyang-Scale-77"}
    assert client.post(CHANGE, new).status_code == 302
    assert client.get("/console/").url == "/accounts/2fa/"
    assert not Account.objects.get().must_change_password


def test_it_is_refused_when_there_is_one(capsys):
    run(capsys, "zhang.san", "--name", "演示张")
    with pytest.raises(CommandError, match="已有系统管理员"):
        run(capsys, "li.si", "--name", "演示李")


@pytest.mark.parametrize(
    ("words", "told"), [(["张三", "--name", "张"], "用户名应为"), (["zhang", "--name", " "], "姓名")]
)
def test_a_name_that_nobody_could_type_is_told_so(capsys, words, told):
    with pytest.raises(CommandError, match=told):
        run(capsys, *words)
    assert not Account.objects.exists()
