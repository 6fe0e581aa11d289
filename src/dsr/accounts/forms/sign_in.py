"""The sign-in library's forms, with our fields and our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache

from dsr.accounts.jobs import send_password_reset
from dsr.accounts.models import Worker
from dsr.core.forms import EmailField, Form, PasswordField, TextField
from dsr.core.forms.base import DesignBoundField, Parameters

HINT = "At least 15 characters. Three or more random words work well. You can paste from a password manager."


class CodeField(TextField):
    """A code from an authenticator app or from the list of recovery codes."""

    inputmode = "numeric"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, "width": 10, "autocomplete": "one-time-code"} | kwargs)

    def parameters(self, bound: DesignBoundField) -> Parameters:
        """A code that was wrong is of no use any more: the box is empty again."""
        return {name: value for name, value in super().parameters(bound).items() if name != "value"}


class LibraryForm(Form):
    """Puts our fields in place of the library's, which keep their names and their checks."""

    mark_optional = False

    def wear(self, **fields: forms.Field) -> None:
        self.fields.clear()
        for name, field in fields.items():
            self.fields[name] = field
            self._say_what_is_missing(name)


class SignInForm(LibraryForm, account.LoginForm):
    """Email address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(
            login=EmailField(label="Email address", missing="Enter your email address", autocomplete="username"),
            password=PasswordField(
                label="Password", missing="Enter your password", autocomplete="current-password", max_length=1000
            ),
        )


class OnceForm(LibraryForm, factor.BaseAuthenticateForm):
    """A code that was accepted is worth nothing again while a clock could still show it (RFC 6238, section 5.2).

    The library remembers a code for one period only, which is too short where the neighbouring ones count as well.
    """

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        used = f"accounts.code.used:{self.user.pk}:{normalize_user_code(code)}"
        if cache.get(used):
            self.cleaned_data["code"] = ""  # counted and recorded as any wrong one
        super().clean_code()
        cache.set(used, True, timeout=mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1))
        return str(code)


class CodeForm(OnceForm, factor.AuthenticateForm):
    """The second step of sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(code=CodeField(label="Security code", missing="Enter the code"))


class ProveByCodeForm(OnceForm, factor.ReauthenticateForm):
    """Shown again before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(code=CodeField(label="Security code", missing="Enter the code"))


class ProveByPasswordForm(LibraryForm, account.ReauthenticateForm):
    """The same for a worker without a second factor of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(
            password=PasswordField(
                label="Password", missing="Enter your password", autocomplete="current-password", max_length=1000
            )
        )


class SetUpForm(LibraryForm, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(
            code=CodeField(
                label="Code from the app", hint="6 digits. It changes every 30 seconds.", missing="Enter the code"
            )
        )


class ForgottenPasswordForm(LibraryForm, account.ResetPasswordForm):
    """Asks for a link. Whether the address has an account changes neither the answer nor the work done here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(email=EmailField(label="Email address", missing="Enter your email address", autocomplete="username"))

    def save(self, request: Any, **_: Any) -> str:
        known = [user.public_id for user in self.users]
        send_password_reset.defer(worker=known[0] if known else "")
        return str(self.cleaned_data["email"])


class LinkForm(account.UserTokenForm):
    """The emailed link; a disabled account's link opens nothing."""

    def _get_user(self, uidb36: str) -> Worker | None:
        worker = super()._get_user(uidb36)
        return worker if worker is not None and worker.is_active else None


class NewPasswordMixin(LibraryForm):
    """A new password, typed once: it can be shown, so a second box only invites mistakes."""

    user: Any

    def password_field(self) -> PasswordField:
        return PasswordField(
            label="New password",
            hint=HINT,
            missing="Enter a new password",
            autocomplete="new-password",
            max_length=1000,
        )

    def clean_password1(self) -> str:
        return str(get_adapter().clean_password(self.cleaned_data["password1"], user=self.user))


class ResetPasswordForm(NewPasswordMixin, account.ResetPasswordKeyForm):
    """The page behind the emailed link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(password1=self.password_field())


class ChangePasswordForm(NewPasswordMixin, account.ChangePasswordForm):
    """The worker's own change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wear(
            oldpassword=PasswordField(
                label="Current password",
                missing="Enter your current password",
                autocomplete="current-password",
                max_length=1000,
            ),
            password1=self.password_field(),
        )
