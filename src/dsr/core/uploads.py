"""Files that are sent with a form: held in memory, never more than the most, whatever the page and whoever sends.

What is larger is read to its end and thrown away as it comes, so that the page can say so and the other answers stay;
a request that is far larger is not read at all. Nothing that is sent ever touches the disk.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

#: A request this many times larger than the most is a mistake or an attack, and is not read.
FAR_TOO_LARGE = 10


class MeasuredUploadHandler(FileUploadHandler):
    """All files of one request together are held up to the most; a file that went over it arrives empty, with its size.

    Raises RequestDataTooBig (400) before reading a request that says it is far too large.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.held = 0

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > settings.UPLOAD_MOST_BYTES * FAR_TOO_LARGE:
            raise RequestDataTooBig("The request is far larger than any file that is taken.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts: list[bytes] = []
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.held + len(raw_data) > settings.UPLOAD_MOST_BYTES:
            self.held -= sum(map(len, self.parts))
            self.parts = []
            return
        if self.size == len(raw_data) + sum(map(len, self.parts)):  # nothing of this file has been thrown away
            self.held += len(raw_data)
            self.parts.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        return InMemoryUploadedFile(
            file=BytesIO(b"".join(self.parts)),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=self.size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
