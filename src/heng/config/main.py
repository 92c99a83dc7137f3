"""The console script `heng`: every management command by its name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run `heng COMMAND …`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heng.config.settings")
    execute_from_command_line([*sys.argv[:1], *_command(sys.argv[1:])])


def _command(words: list[str]) -> list[str]:
    """Let a command be written as people write it: `first-admin` is the module `first_admin`.

    `flags` has settings of its own in a file; Django would take the word for its module of settings.
    """
    rest = ["--ini" if word == "--settings" else word for word in words[1:]] if words[:1] == ["flags"] else words[1:]
    return [word if word.startswith("-") else word.replace("-", "_") for word in words[:1]] + rest


if __name__ == "__main__":
    main()
