"""Sessions in the database, looked up on every page."""

from __future__ import annotations

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session

from dsr.accounts import queries
from dsr.accounts.actions.sessions import keep_session


class SessionStore(DatabaseSessions):
    """Django's own store with the look-up prepared, and kept anew in one statement."""

    def _get_session_from_db(self) -> Session | None:
        found = queries.kept_session(self.session_key) if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError when the session has been ended meanwhile: it must not come back."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        kept = self.create_model_instance(dict(self.items()))
        if not keep_session(kept):
            raise UpdateError
