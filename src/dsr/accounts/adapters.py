"""How the sign-in library behaves here: accounts begin by invitation only."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dsr.accounts import provider, queries, session
from dsr.accounts.actions import provider as link_actions
from dsr.accounts.actions import sign_in

MISMATCH = "The email address or the password is not right. Check both and try again"
TOO_MANY = "There were too many wrong tries. Wait 5 minutes, then try again"
WRONG_CODE = "That code is not right. Check the newest code in your authenticator app and try again"


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; a wrong password, an unknown address and a disabled account look the same."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "account_inactive": MISMATCH,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "enter_current_password": "Your current password is not right",
        "incorrect_password": "That password is not right",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is None or user.is_active:
            return user
        self.pre_authenticate(request, **credentials)
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        worker = queries.with_email(credentials.get("email", ""))
        sign_in.record("sign_in_failed", worker=worker, address=self.get_client_ip(request))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong tries are counted for an address and a place together, so that nobody can lock out another."""
        return f"{self.get_client_ip(request)}:{credentials.get('email', '').lower()}"

    def reauthenticate(self, user: Any, password: str) -> bool:
        return self.authenticate(self.request, email=user.email, password=password) == user

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Not in the minutes after a proof, nor while the first second factor is being set up."""
        setting_up = not session.has_second_factor(self.request)
        return not (setting_up or session.proved_recently(self.request))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The second factor where there is one, else the password."""
        flows = {flow["id"] for flow in get_reauthentication_flows(user)}
        for name, url in (
            ("mfa_reauthenticate", "mfa_reauthenticate"),
            ("reauthenticate", "account_reauthenticate"),
        ):
            if name in flows:
                return [{"id": name, "description": "", "url": reverse(url)}]
        return []

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own sentences are not shown: our pages say what happened."""

    def get_login_stages(self) -> list[str]:
        return ["dsr.accounts.adapters.SecondFactorStage"]

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("signed_out")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("my_account")


class MFAAdapter(DefaultMFAAdapter):
    """The second factor; its secrets are encrypted with a key derived from the deployment's own."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str | bytes) -> str:
        return _cipher().decrypt(encrypted_text).decode()


def _cipher() -> MultiFernet:
    """The first key encrypts; the ones before it (SECRET_KEY_FALLBACKS) still decrypt."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"dsr second factor " + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class SecondFactorStage(AuthenticateStage):
    """Our own second factor, unless the provider says in accepted words that it asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not getattr(request, "provider_second_factor", False) and super()._should_handle(request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by another organisation's OpenID Connect: for workers who are already invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known by issuer and subject; the first time, by the address the provider vouches for."""
        claims = provider.read(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}
        worker = self._worker(claims, sociallogin) if claims else None
        if claims is None or worker is None:
            raise self._refused(request)
        if not sociallogin.is_existing:
            sociallogin.connect(request, worker)
            sign_in.record("provider_linked", worker=worker)
        request.provider_second_factor = claims.has_second_factor(  # type: ignore[attr-defined]
            acr=settings.OIDC_ACR, amr=settings.OIDC_AMR
        )

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        raise self._refused(request)

    def _worker(self, claims: provider.Claims, sociallogin: Any) -> Any:
        if sociallogin.is_existing:
            return sociallogin.user if sociallogin.user.is_active else None
        return link_actions.worker_to_link(claims=claims, provider=sociallogin.account.provider)

    def _refused(self, request: HttpRequest) -> ImmediateHttpResponse:
        sign_in.record("provider_sign_in_failed", worker=None, address=get_adapter().get_client_ip(request))
        return ImmediateHttpResponse(redirect("provider_refused"))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The library's own mail is not sent."""
