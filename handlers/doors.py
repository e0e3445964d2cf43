"""Every door of the web process, in the order in which a request meets them."""

from flask import Flask

from handlers import (
    booking,
    console,
    counting,
    files,
    flyers,
    health,
    json_bodies,
    kept,
    language,
    privacy,
    receipt,
    request_log,
    room,
    seats,
    security,
    webhook,
)


def attach(app: Flask) -> None:
    """`app` has its context already: handlers/context.py."""
    app.config["MAX_CONTENT_LENGTH"] = webhook.LARGEST_BODY
    request_log.attach(app)
    json_bodies.attach(app)
    security.attach(app)
    language.attach(app)
    counting.attach(app)
    for door in (health.health, receipt.door, privacy.door):
        app.register_blueprint(door)
    console.attach(app)
    room.attach(app)
    booking.attach(app)
    flyers.attach(app)
    files.attach(app)
    kept.attach(app)
    webhook.attach(app)
    seats.attach(app)
