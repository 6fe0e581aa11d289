"""Addresses of this app. Only what is needed of the sign-in library, under the names it looks up."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from dsr.accounts.views import cover, invitations, own, password, resets, second_factor, sign_in, workers

urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", sign_in.code, name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", sign_in.with_provider, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", sign_in.from_provider, name="openid_connect_callback"),
    path("sign-in/refused/", sign_in.provider_refused, name="provider_refused"),
    path("sign-in/again/", sign_in.sign_in_again, name="sign_in_again"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("signed-out/", sign_in.signed_out, name="signed_out"),
    path("session-ended/", sign_in.session_ended, name="session_ended"),
    path("keep-alive/", sign_in.keep_alive, name="keep_alive"),
    path("password/forgotten/", password.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", password.forgotten_sent, name="account_reset_password_done"),
    path("password/changed/", password.from_link_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9a-z]+)-(?P<key>[0-9a-z-]+)/$",
        password.from_link,
        name="account_reset_password_from_key",
    ),
    path("account/", own.my_account, name="my_account"),
    path("account/organisation/", own.choose_organisation, name="choose_organisation"),
    path("account/emails/", own.my_emails, name="my_emails"),
    path("account/password/", password.change, name="account_change_password"),
    path("account/prove/", sign_in.prove_by_password, name="account_reauthenticate"),
    path("account/prove/code/", sign_in.prove_by_code, name="mfa_reauthenticate"),
    path("account/second-factor/", second_factor.set_up, name="mfa_activate_totp"),
    path("account/recovery-codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", second_factor.renew_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/download/", second_factor.download_codes, name="mfa_download_recovery_codes"),
    path("account/sessions/", own.my_sessions, name="usersessions_list"),
    path("account/sessions/end/", own.end_other_sessions, name="end_other_sessions"),
    path("account/absences/", cover.absences, name="absences"),
    path("account/absences/<int:number>/end/", cover.end, name="end_absence"),
    path("accounts/", workers.worker_list, name="worker_list"),
    path("accounts/clear/", workers.clear_filters, name="worker_list_clear"),
    path("accounts/organisations/", workers.organisation_list, name="organisation_list"),
    path("accounts/invitations/", invitations.invitation_list, name="invitation_list"),
    path("accounts/invitations/new/", invitations.invite, name="invite"),
    path("accounts/invitations/<public_id:pid>/send/", invitations.resend, name="invitation_resend"),
    path("accounts/invitations/<public_id:pid>/cancel/", invitations.cancel, name="invitation_cancel"),
    path("accounts/second-factors/", resets.reset_list, name="reset_list"),
    path("accounts/second-factors/<public_id:pid>/", resets.reset, name="reset"),
    path("accounts/workers/<public_id:pid>/", workers.worker, name="worker"),
    path("accounts/workers/<public_id:pid>/roles/new/", workers.grant_role, name="role_grant"),
    path(
        "accounts/workers/<public_id:pid>/roles/<public_id:organisation>/<slug:role>/end/",
        workers.end_role,
        name="role_end",
    ),
    path("accounts/workers/<public_id:pid>/disable/", workers.disable, name="worker_disable"),
    path("accounts/workers/<public_id:pid>/enable/", workers.enable, name="worker_enable"),
    path("accounts/workers/<public_id:pid>/sign-out/", workers.end_sessions, name="worker_end_sessions"),
    path("accounts/workers/<public_id:pid>/second-factor/", resets.request_reset, name="reset_request"),
    path("invitation/<token:token>/", invitations.invitation, name="invitation"),
]
