"""The staff's addresses. Only these of allauth's pages exist: no sign-up, no mail, no reset."""

from allauth.account import views as account
from django.urls import include, path

from lejde.identity.views import desk, passkeys, people

urlpatterns = [
    path("", desk.home, name="desk"),
    path("in/", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("second/webauthn/reauthenticate/", passkeys.again),
    path("second/webauthn/keys/<int:pk>/remove/", passkeys.remove),
    path("second/", include("allauth.mfa.urls")),
    path("passphrase/", desk.new_passphrase, name="new_passphrase"),
    path("audit/", desk.audit_page, name="audit"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:number>/invite/", people.invite_again, name="invite_again"),
    path("people/<int:number>/grant/", people.grant, name="grant"),
    path("people/<int:number>/leave/", people.leave, name="leave_staff"),
    path("welcome/<str:token>", people.welcome, name="welcome"),
]
