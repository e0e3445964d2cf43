"""Stateless channel access tokens, by channel id and secret."""

from flask import Blueprint, Response, jsonify, request

from simulator.access_tokens import LIFE
from simulator.line_api.doors import platform

blueprint = Blueprint("tokens", __name__)
_FORM = "application/x-www-form-urlencoded"


@blueprint.post("/oauth2/v3/token")
def token() -> Response:
    """RFC 6749 client credentials, in the form body."""
    form = request.form
    if request.mimetype != _FORM or form.get("grant_type") != "client_credentials":
        return _error("unsupported_grant_type", "grant_type must be client_credentials, in a form")
    line = platform()
    issued = line.access_tokens.issue(form.get("client_id", ""), form.get("client_secret", ""), line.clock())
    if issued is None:
        return _error("invalid_client", "invalid client_id or client_secret")
    return jsonify(token_type="Bearer", access_token=issued, expires_in=LIFE)  # noqa: S106 (a kind)


def _error(code: str, description: str) -> Response:
    answer = jsonify(error=code, error_description=description)
    answer.status_code = 400
    return answer
