"""The simulator: the phone at `/`, the fake LINE API under `/line`."""

import secrets
from collections.abc import Callable

from flask import Flask, Response
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from simulator import control, phone, phone_sending, transport
from simulator.channel import Channel
from simulator.line_api import create_line_api
from simulator.platform import Platform, now_ms

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LARGEST_PICTURE = 60 * 1024 * 1024
"""Bytes that can be sent from the phone: more than any bot takes, so that its refusal can be seen."""


class Simulator(Flask):
    """A Flask app with the state of its fake LINE in `platform`."""

    platform: Platform


def create_simulator(
    *,
    channel_secret: str,
    callback_url: str,
    access_token: str | None = None,
    channel_id: str | None = None,
    clock: Callable[[], int] = now_ms,
    post: transport.Post = transport.post,
    account_name: str = "ひだまり",
) -> Simulator:
    """A fake LINE with one channel, one resident (はなこ), and webhooks to `callback_url`.

    `clock` returns ms since 1970. Without `access_token` one is made: see `platform.channel.access_token`.
    `post` carries webhooks; tests may carry them another way. ValueError for an empty channel secret.
    """
    channel = Channel(
        channel_secret,
        callback_url,
        access_token or secrets.token_urlsafe(48),
        channel_id or "1000000000",
        account_name,
    )
    return _serving(Platform(channel, clock, post))


def _serving(platform: Platform) -> Simulator:
    simulator = Simulator("simulator", static_folder=None)
    simulator.config["MAX_CONTENT_LENGTH"] = LARGEST_PICTURE
    simulator.platform = simulator.extensions["platform"] = platform
    platform.add_resident("はなこ")
    for blueprint in (phone.blueprint, phone_sending.blueprint, control.blueprint):
        simulator.register_blueprint(blueprint)
    simulator.after_request(_guard)
    api = create_line_api(platform)
    simulator.wsgi_app = DispatcherMiddleware(simulator.wsgi_app, {"/line": api})  # type: ignore[method-assign]  # as Flask documents it
    return simulator


def _guard(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _CSP
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    if response.mimetype != "text/css" and response.mimetype != "text/javascript":
        response.headers["Cache-Control"] = "no-store"
    return response
