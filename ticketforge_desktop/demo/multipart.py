"""Reading an upload form: the key it names and the file it carries."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP


def form_file(content_type: str, body: bytes) -> tuple[str | None, bytes | None]:
    """(value of the field ``key``, bytes of the field ``file``); a body that is no form is the file itself."""
    if not content_type.startswith("multipart/form-data"):
        return None, body
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    key: str | None = None
    content: bytes | None = None
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if name == "key":
            key = data.decode()
        elif name == "file":
            content = data
    return key, content
