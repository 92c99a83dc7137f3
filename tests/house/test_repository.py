"""What git keeps: contracts and migrations that hold, no trace of any machine, nothing of a registry."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from tests.support import source

MACHINE = ["/wo" + "rk/", "/ro" + "ot/", "py" + "env/", "/tmp/" + "brief"]
HOSTS = ["py" + "pi.org", "pythonhosted" + ".org", "registry.npm" + "js", "deb.debian" + ".org"]
LOCKS = {"uv.lock"}


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    assert "No changes detected" in said.getvalue()


def test_calls_go_down_only():
    asked = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as ask; ask()", "--no-cache"]
    said = subprocess.run(asked, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


def test_the_contracts_ignore_nothing():
    assert "ignore_imports" not in (source.ROOT / ".importlinter").read_text(encoding="utf-8")


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path in source.tracked():
        if path.name in LOCKS or "vendor" in path.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{source.name(path)}: {word}" for word in MACHINE + HOSTS if word in text]
    assert not found
