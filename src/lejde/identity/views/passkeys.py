"""Where allauth's passkey pages would let the last second factor go, or say nothing."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.forms import Form
from django.http import HttpRequest, HttpResponse


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth asks this only of the app: without it the second factor could be taken off."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_last": not get_adapter().can_delete_authenticator(self.object)}

    def form_valid(self, form: Form) -> HttpResponse:
        if not get_adapter().can_delete_authenticator(self.get_object()):
            refused: HttpResponse = self.render_to_response(
                self.get_context_data(form=form), status=409
            )
            return refused
        answer: HttpResponse = super().form_valid(form)
        return answer


class PasskeyAgainView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey that does not fit is said on the page, not answered with another page."""

    def form_invalid(self, form: Form) -> HttpResponse:
        refused: HttpResponse = self.render_to_response(
            self.get_context_data(form=form), status=422
        )
        return refused

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # allauth's own drops what it is given.
        return {**super().get_context_data(), **kwargs}


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Never the last second factor."""
    answer: HttpResponse = RemovePasskeyView.as_view()(request, pk=pk)
    return answer


def again(request: HttpRequest) -> HttpResponse:
    """Is it still you?"""
    answer: HttpResponse = PasskeyAgainView.as_view()(request)
    return answer
