"""Sessions in the database, looked up on every page."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session

from dsr.accounts import queries


class SessionStore(DatabaseSessions):
    """Django's own store with the look-up prepared."""

    def _get_session_from_db(self) -> Session | None:
        found = queries.kept_session(self.session_key) if self.session_key else None
        if found is None:
            self._session_key = None
        return found
