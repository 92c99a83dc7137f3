"""Uploads are bounded while they are read 「上传上限」: no disk fills with what would be refused anyway."""

import io
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from heng.engines.procedure import Refusal

ENVELOPE = 64 * 1024  # what a form weighs around its files
READ_THROUGH = 2  # times the limit: so much is read, and thrown away, to answer in the form itself
MEGABYTE = 1024**2


class TooLarge(UploadedFile):  # type: ignore[type-arg]  # generic only in the eyes of the type checker
    """Stands for a file that was thrown away on its way in: whoever reads it is told so."""

    def read(self, num_bytes: int | None = None) -> NoReturn:  # noqa: ARG002  -- as a file is read
        """Refuse.

        Raises:
            Refusal: `too-large`.
        """
        raise Refusal("too-large", too_large())


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Takes large files to the disk, HENG_FILES_MAX_BYTES in all for one request.

    The file at which that is exceeded, and each after it, is thrown away, so that the form can come back with all else
    that was typed. What announces more than twice the limit is not read at all.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0

    @property
    def is_full(self) -> bool:
        """Whether more came than is taken."""
        return self.taken > settings.FILES_MAX_BYTES

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
            RequestDataTooBig: the request is far larger than any that is taken.
        """
        if content_length > READ_THROUGH * settings.FILES_MAX_BYTES + ENVELOPE:
            raise RequestDataTooBig(f"{content_length} bytes are more than HENG_FILES_MAX_BYTES allows")
        return super().handle_raw_input(input_data, META, content_length, boundary, encoding)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, until there is too much."""
        self.taken += len(raw_data)
        if not self.is_full:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """Give the file, or what stands for it."""
        if not self.is_full:
            return super().file_complete(file_size)
        self.file.close()
        return TooLarge(io.BytesIO(), self.file_name, self.content_type, file_size)


def too_large() -> str:
    """Say what the limit is, and what to do."""
    most = megabytes(settings.FILES_MAX_BYTES)
    return _("文件超过单次提交上限 %(most)s，请压缩、拆分或者分几次提交") % {"most": most}


def megabytes(size: int) -> str:
    """Write a limit for people."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else _("%(size)d 字节") % {"size": size}
