"""Uploads are bounded before they are read 「上传上限」: no disk fills with what would be refused anyway."""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

ENVELOPE = 64 * 1024  # what a form weighs around its file


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Takes large files to the disk, and none beyond HENG_FILES_MAX_BYTES."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803  -- named by Django
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> Any:
        """Answer 400 by the length that was announced.

        Raises:
            RequestDataTooBig: the request cannot hold a file that is kept.
        """
        if content_length > settings.FILES_MAX_BYTES + ENVELOPE:
            raise RequestDataTooBig(f"{content_length} bytes are more than HENG_FILES_MAX_BYTES allows")
        return super().handle_raw_input(input_data, META, content_length, boundary, encoding)
