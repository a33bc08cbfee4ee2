"""Turns a letter into an e-mail draft (.eml) that a mail program opens for sending: no date, no message id, same bytes."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from dxreport.layout.package import printable
from dxreport.report.papers import Letter


def render(letter: Letter) -> bytes:
    """UTF-8. A header is one line whatever stands in it: a line break in a name begins no new header."""
    message = EmailMessage(policy=SMTP)
    headers = (("From", letter.sender), ("To", letter.to), ("Subject", letter.subject), ("X-Unsent", "1"))
    for name, text in headers:
        if text:
            message[name] = _one_line(text)
    body = "".join(f"{_one_line(line)}\n" for line in letter.lines)
    message.set_content(body, charset="utf-8", cte="base64")
    return message.as_bytes()


def _one_line(text: str) -> str:
    """Without control characters; line breaks of every kind (also U+2028) become spaces."""
    return printable(" ".join(text.splitlines()))
