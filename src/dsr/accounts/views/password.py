"""A forgotten password and a changed one."""

from __future__ import annotations

from allauth.account import views as library

from dsr.accounts.access import signed_in
from dsr.accounts.forms.sign_in import ChangePasswordForm, ForgottenPasswordForm, ResetPasswordForm
from dsr.core.access import public

forgotten = public(
    library.PasswordResetView.as_view(
        form_class=ForgottenPasswordForm, template_name="accounts/password_forgotten.jinja"
    )
)
forgotten_sent = public(library.PasswordResetDoneView.as_view(template_name="accounts/password_sent.jinja"))
from_link = public(
    library.PasswordResetFromKeyView.as_view(form_class=ResetPasswordForm, template_name="accounts/password_new.jinja")
)
from_link_done = public(library.PasswordResetFromKeyDoneView.as_view(template_name="accounts/password_done.jinja"))
change = signed_in(
    library.PasswordChangeView.as_view(form_class=ChangePasswordForm, template_name="accounts/password_change.jinja")
)
