"""The Open Contracting Data Standard as its own tools read it, off line."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig

from tools.standard import FOLDER


def review(package: bytes) -> dict[str, Any]:
    """Let the review tool of the standard read a package.

    Its extensions would be fetched from the web; without them their fields are additional ones.
    """
    data = json.loads(package)
    data.pop("extensions")
    config = LibCoveOCDSConfig()
    config.config |= {"context": "api", "standard_zip": _repository()}
    return ocds_json_output(json_data=data, lib_cove_ocds_config=config, record_pkg="records" in data)


@cache
def _repository() -> bytes:
    """Pack the schemas as the repository of the standard is packed: in a folder, which comes first."""
    if not (FOLDER / "schema" / "codelists").is_dir():
        pytest.fail("fetch the schemas of the standard first: python -m tools.standard")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.mkdir("standard/")
        for path in sorted(FOLDER.rglob("*.*")):
            file.write(path, Path("standard") / path.relative_to(FOLDER))
    return packed.getvalue()
