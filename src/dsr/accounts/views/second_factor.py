"""Setting up and renewing the second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django.views.generic.edit import FormView

from dsr.accounts import queries, session
from dsr.accounts.access import before_second_factor, proved, signed_in
from dsr.accounts.actions import second_factor
from dsr.accounts.forms.sign_in import SetUpForm


class SetUpView(ActivateTOTPView):
    """The first authenticator app of a worker, or a new one in place of it."""

    form_class = SetUpForm
    template_name = "accounts/second_factor.jinja"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return FormView.dispatch(self, request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"renewing": session.has_second_factor(self.request)}

    def form_valid(self, form: SetUpForm) -> HttpResponse:
        second_factor.set_up(request=self.request, form=form)
        return redirect("mfa_view_recovery_codes")


_set_up = SetUpView.as_view()


@before_second_factor
def set_up(request: HttpRequest) -> HttpResponseBase:
    """Without a factor: at once. With one: only in a session that has used it, and has just shown so."""
    if session.has_second_factor(request):
        return proved(_set_up)(request)
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return _another_session_set_it_up(request)
    return _set_up(request)


def _another_session_set_it_up(request: HttpRequest) -> HttpResponse:
    from allauth.account.internal.flows.logout import logout

    logout(request)
    return redirect("account_login")


@signed_in
@require_GET
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Just made: the codes, to keep. Later: only how many are left."""
    codes = queries.recovery_codes(request.user.pk)
    shown = session.may_read_codes(request)
    context = {"codes": codes if shown else [], "left": len(codes), "shown": shown}
    return render(request, "accounts/recovery_codes.jinja", context)


@signed_in
@require_GET
def download_codes(request: HttpRequest) -> HttpResponse:
    """The codes as a text file, in the minutes after they were made."""
    if not session.may_read_codes(request):
        raise Http404
    lines = ["Dynamic Support Register: recovery codes", "Each code works once.", ""]
    lines += queries.recovery_codes(request.user.pk)
    response = HttpResponse("\r\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@signed_in
@proved
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New codes; the old ones stop working."""
    if request.method != "POST":
        return redirect("mfa_view_recovery_codes")
    second_factor.renew_codes(request=request)
    return redirect("mfa_view_recovery_codes")
