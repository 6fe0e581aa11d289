"""What another organisation's sign-in (OpenID Connect) says about somebody. Pure: no database, no network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Claims:
    """Who it is to the provider, which address it vouches for, and how they signed in."""

    subject: str
    email: str
    email_verified: bool
    acr: str
    amr: frozenset[str]

    def has_second_factor(self, *, acr: Iterable[str], amr: Iterable[str]) -> bool:
        """Whether the provider says a second factor was used, in the words the settings accept (ASVS 6.8.4)."""
        return self.acr in set(acr) or bool(self.amr & set(amr))


def provider_id(issuer: str) -> str:
    """Names a provider by its issuer, so that the same subject of another issuer is somebody else (ASVS 6.8.1)."""
    return f"staff-{hashlib.sha256(issuer.encode()).hexdigest()[:16]}"


def openid_connect(*, issuer: str, name: str, client_id: str, secret: str, acr: Iterable[str]) -> dict[str, Any]:
    """The sign-in library's settings for one provider; asks it for the strength of sign-in we accept."""
    wanted = " ".join(acr)
    app = {
        "provider_id": provider_id(issuer),
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "auth_params": {"acr_values": wanted} if wanted else {},
        },
    }
    return {"APPS": [app]}


def read(data: Mapping[str, Any]) -> Claims | None:
    """The claims of an answer; None when the identity token is missing or speaks of somebody else.

    How they signed in is believed from the identity token only.
    """
    token, info = data.get("id_token") or {}, data.get("userinfo") or {}
    subject = token.get("sub")
    if not subject or info.get("sub", subject) != subject:
        return None
    about = {**token, **info}
    return Claims(
        subject=str(subject),
        email=str(about.get("email") or "").lower(),
        email_verified=about.get("email_verified") is True,
        acr=str(token.get("acr") or ""),
        amr=frozenset(map(str, token.get("amr") or ())),
    )
