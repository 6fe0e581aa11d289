"""Who signs in: allauth's way in, with the worker looked up on every page by a prepared query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from dsr.accounts import queries
from dsr.accounts.models import Worker


class WorkerBackend(AuthenticationBackend):
    """Signs in by email address."""

    def get_user(self, user_id: Any) -> Worker | None:
        """The worker of a session, while the account is active."""
        found = queries.worker_of_session(int(user_id))
        return found if found is not None and self.user_can_authenticate(found) else None
