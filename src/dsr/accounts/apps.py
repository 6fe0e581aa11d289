"""The app's name, and what it does when a policy is loaded."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Workers and organisations."""

    name = "dsr.accounts"

    def ready(self) -> None:
        from dsr.policy.signals import policy_loaded

        policy_loaded.connect(_follow_policy, dispatch_uid="accounts.organisations")
        from dsr.accounts import receivers

        receivers.connect()


def _follow_policy(*, version: Any, document: Any, **_: Any) -> None:
    from dsr.accounts.actions.organisations import sync_organisations

    sync_organisations(area=version.area, document=document)
