"""Stops a file that is too large while it arrives, and keeps the rest of the form.

The bytes beyond the limit are read from the connection and dropped: neither memory nor
disk fills, what was typed beside the file is there, and the page can say what happened.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class SizeLimit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS. Names the files it stopped in `request.too_large`."""

    def handle_raw_input(
        self, input_data, META, content_length, boundary, encoding=None
    ):
        self.request.too_large = []

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self.request.too_large.append((self.field_name, self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None
