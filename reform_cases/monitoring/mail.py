"""Errors by mail to operators: what happened and where in the program, nothing of what was sent or by whom."""

from __future__ import annotations

import logging
import threading
import time
import traceback

from django.core.mail import mail_admins

from reform_cases.monitoring.logs import message_of

# Seconds before the same error is mailed again, and how many different ones are remembered.
_HOUR, _MOST = 3600.0, 500


class ErrorMail(logging.Handler):
    """Mails what its formatter says of an error; the same one at most once an hour from each process, with how often it came.

    Django's own handler mails the whole request: addresses, cookies, what was typed.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._sent: dict[tuple[str, str], tuple[float, int]] = {}
        self._counting = threading.Lock()

    def emit(self, record: logging.LogRecord) -> None:
        """Mail `record`, unless the same was mailed within the hour."""
        missed = self._missed(record)
        if missed is None:
            return
        text = self.format(record)
        if missed:
            text += f"\n\nThe same {missed} times more since the last mail."
        subject = " ".join(f"{record.levelname} {message_of(record)}".split())
        mail_admins(subject[:200], text, fail_silently=True)

    def _missed(self, record: logging.LogRecord) -> int | None:
        """How often the same came since it was last mailed; None if that is less than an hour ago."""
        same, now = (record.name, _where(record) or str(record.msg)), time.monotonic()
        with self._counting:
            if len(self._sent) > _MOST:
                self._sent.clear()
            mailed_at, missed = self._sent.get(same, (now - _HOUR, 0))
            if now - mailed_at < _HOUR:
                self._sent[same] = (mailed_at, missed + 1)
                return None
            self._sent[same] = (now, 0)
            return missed


def _where(record: logging.LogRecord) -> str:
    """The kind of exception and the line that raised it; "" without one."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    at = traceback.extract_tb(record.exc_info[2])[-1:]
    return f"{record.exc_info[0].__name__} {at[0].filename if at else ''}:{at[0].lineno if at else 0}"
