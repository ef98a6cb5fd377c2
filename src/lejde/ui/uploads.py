"""Files that are sent with a form: in memory only, up to a size, and never a name."""

import re
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST_FILE = 15_000_000
# What a form has beside its file.
BESIDE_FILE = 200_000
FORM = "multipart/form-data"
# Said of a request by whoever cut its body short: the file is not all there, or not read at all.
CUT = "lejde.cut"
TOO_LARGE, TOO_MANY = "too_large", "too_many"


def brings_file(method: str, path: str, kind: str) -> bool:
    """Whether a request is a form with a file, at an address that takes one; `kind` its content
    type.
    """
    is_form = method == "POST" and kind.partition(";")[0].strip().lower() == FORM
    return is_form and re.fullmatch(settings.LEJDE_UPLOADS, path) is not None


def cut_of(request: HttpRequest) -> str:
    """Why the file of a form is missing; empty when nothing was cut."""
    return str(request.META.get(CUT, ""))


class InMemory(FileUploadHandler):
    """Nothing of a file touches the disk in clear; one that is too large is said to be so, and what
    was typed beside it is kept.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_FILE:
            self.file = BytesIO()
            if self.request is not None:
                self.request.META[CUT] = TOO_LARGE
            raise SkipFile
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        # The name may say whose it is, where it was taken or when: no view ever sees it.
        return InMemoryUploadedFile(self.file, self.field_name, "file", None, file_size, None)
