"""Rules 2 and 3: every address there is, who may open it, and what stands behind the ids in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from dsr.accounts.permissions import PERMISSIONS

#: Pages anybody may open, by name.
PUBLIC = {
    *("start", "help_now", "health", "understand", "page", "page_step", "exit"),
    *("start_paper", "help_now_paper", "understand_paper", "page_paper"),
    *("account_login", "account_logout", "mfa_authenticate", "signed_out", "session_ended"),
    *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key"),
    *("account_reset_password_from_key_done", "invitation"),
    *("openid_connect_login", "openid_connect_callback", "provider_refused"),
}
#: The form for the public, under its secret link.
PUBLIC_FORM = "refer_"
#: Following a referral, and the page of somebody on the register: each under its own secret.
FOLLOWING = "follow_"
#: A worker's own account: any worker signed in, some before the second factor is set up.
OWN_ACCOUNT = {
    *("my_account", "choose_organisation", "keep_alive", "account_change_password", "sign_in_again"),
    *("account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    *("usersessions_list", "end_other_sessions"),
}

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One entry of the URL configuration: its name, its pattern from the root on, its view."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def access(self) -> str:
        return getattr(self.view, "access", "")

    @property
    def parameters(self) -> list[tuple[str, str, str]]:
        """(the two fixed parts of the path before it, the kind, the name) of each piece that changes."""
        pieces = self.route.split("/")
        found = []
        for number, piece in enumerate(pieces):
            for match in PARAMETER.finditer(piece):
                before = [one for one in pieces[:number] if not PARAMETER.search(one)]
                found.append(("/".join(before[-2:]), match["kind"] or "str", match["name"]))
        return found


def addresses() -> list[Address]:
    """All of them, in the order of the configuration."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Address]:
    for entry in patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, route)
        else:
            yield Address(entry.name or "", route, entry.callback)


def undeclared() -> list[str]:
    """Addresses that do not say who may open them, or open wider than the lists here allow."""
    found, names = [], set()
    for address in addresses():
        where = f"{address.name or 'nameless'} ({address.route})"
        if not address.name or address.name in names:
            found.append(f"{where} has no name of its own")
        names.add(address.name)
        found += [f"{where} {problem}" for problem in _problem(address)]
    return found + [f"{name} is listed and does not exist" for name in sorted((PUBLIC | OWN_ACCOUNT) - names)]


def _problem(address: Address) -> list[str]:
    access = address.access
    if access == "public" and not (address.name in PUBLIC or address.name.startswith((PUBLIC_FORM, FOLLOWING))):
        return ["is open to everybody and stands on no list"]
    if access in ("signed_in", "before_second_factor") and address.name not in OWN_ACCOUNT:
        return ["is open to every worker and stands on no list"]
    if access not in (*PERMISSIONS, "public", "signed_in", "before_second_factor"):
        return ["does not say who may open it"]
    return []


def unasked() -> list[str]:
    """Permissions no page asks for."""
    return sorted(PERMISSIONS.keys() - {address.access for address in addresses()})
