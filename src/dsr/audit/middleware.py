"""One transaction a request; a denial is recorded after the rollback."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from dsr.audit import actions

Handler = Callable[[HttpRequest], HttpResponse]
#: Parts of addresses that open something for whoever knows them.
SECRETS = frozenset({"token", "code", "key", "uidb36"})


class TransactionMiddleware:
    """Owns the request's transaction: rendering happens inside it, an error takes all of it back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(8)  # type: ignore[attr-defined]
        marker = actions.request_id.set(request.request_id)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500 or _failure(request) is not None:
                    transaction.set_rollback(True)
            self._record_denial(request, response)
            return response
        finally:
            actions.request_id.reset(marker)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Remember what the view raised; Django turns it into a page before it gets back here."""
        request.failure = exception  # type: ignore[attr-defined]

    def _record_denial(self, request: HttpRequest, response: HttpResponse) -> None:
        actor = getattr(request, "actor", None)
        failure = _failure(request)
        if not isinstance(failure, PermissionDenied | Http404) or actor is None:
            return
        match = request.resolver_match
        with transaction.atomic():
            actions.record_denied(
                match.view_name if match else "unknown",
                by=actor,
                area_id=actor.area_id,
                status=response.status_code,
                asked={key: _asked(key, value) for key, value in (match.kwargs if match else {}).items()},
            )


def _asked(name: str, value: object) -> str:
    """What somebody asked to see; of a secret only that there was one, for the log outlives it."""
    return "[removed]" if name in SECRETS else str(value)


def _failure(request: HttpRequest) -> Exception | None:
    return getattr(request, "failure", None)
