"""A file chosen on one's own machine. What it may be is for the app that takes it to say, by its content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from dsr.core.forms.base import DesignBoundField, DesignField, Parameters

MEGABYTE = 1024 * 1024


class FileField(DesignField, forms.FileField):
    """One file of at most ``most`` bytes; ``accept`` only helps the browser's own window to show what fits.

    A browser never keeps a chosen file when a page comes back: the page says that it must be chosen again.
    """

    component = "file-upload"
    #: not put back after an error, and no answer that could be kept in a draft
    secret = True

    def __init__(self, *, most: int, accept: str = "", **kwargs: Any) -> None:
        self.most, self.accept = most, accept
        super().__init__(**kwargs)

    def to_python(self, data: UploadedFile | None) -> UploadedFile | None:  # type: ignore[override]
        if data is None:
            return None
        if (data.size or 0) > self.most:
            raise ValidationError(f"The file must be smaller than {self.most // MEGABYTE} MB", code="too_large")
        if not data.size:
            raise ValidationError("The file is empty. Choose another one", code="empty")
        return data

    def parameters(self, bound: DesignBoundField) -> Parameters:
        return super().parameters(bound) | ({"attributes": {"accept": self.accept}} if self.accept else {})
