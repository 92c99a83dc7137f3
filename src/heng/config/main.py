"""The console script `heng`: every management command by its name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run `heng COMMAND …`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heng.config.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
