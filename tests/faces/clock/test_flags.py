import json
import random

import pytest
from django.core.management import CommandError, call_command

from tests.engines.redflags import chance


def releases(path, records):
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    return path


def test_an_officer_reads_what_the_indicators_find_and_what_they_could_not_compute(tmp_path, capsys):
    file = releases(tmp_path / "day.jsonl", chance.records(random.Random(1), 200))
    call_command("flags", str(file))
    told = capsys.readouterr().out
    assert "共 200 行" in told
    assert "R018 仅收到一份投标：疑似线索" in told
    assert "缺少字段 proc.tenderers，无法计算" in told
    assert "疑似线索，须人工核查，不作认定" in told


def test_a_program_reads_the_findings_in_the_shape_of_the_peer(tmp_path, capsys):
    file, ini = releases(tmp_path / "day.jsonl", chance.records(random.Random(1), 200)), tmp_path / "settings.ini"
    ini.write_text("currency = CNY\n[R018]\n", encoding="utf-8")
    call_command("flags", str(file), "--ini", str(ini), "--json")
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"OCID"}
    assert {code for flags in told["OCID"].values() for code in flags} == {"R018"}


@pytest.mark.parametrize(
    ("files", "ini", "sentence"),
    [
        (["nowhere.jsonl"], None, "没有文件"),
        (["day.jsonl"], "不是设置", "不是 INI 格式"),
        (["day.jsonl"], "[R024]\nthreshold = 高\n", "不是数字"),
    ],
)
def test_bad_input_is_answered_in_chinese_with_status_2(tmp_path, files, ini, sentence):
    releases(tmp_path / "day.jsonl", chance.records(random.Random(1), 5))
    arguments = [str(tmp_path / file) for file in files]
    if ini is not None:
        (tmp_path / "settings.ini").write_text(ini, encoding="utf-8")
        arguments += ["--ini", str(tmp_path / "settings.ini")]
    with pytest.raises(CommandError, match=sentence) as refused:
        call_command("flags", *arguments)
    assert refused.value.returncode == 2
