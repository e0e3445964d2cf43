"""Werkzeug's test client in front of a real server, so that whoever asks doors in tests can ask those of another process."""

import urllib.error
import urllib.request

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import responder

SECONDS = 20
PASSED_ON = ("Accept", "Authorization", "Content-Type")


def over_http(origin: str) -> Client:
    """Each request goes to this origin, and its answer comes from there, refusals too."""

    @responder
    def passed_on(environ: dict[str, object], start_response: object) -> Response:
        asked = Request(environ)
        headers = {name: asked.headers[name] for name in PASSED_ON if name in asked.headers}
        address = origin + asked.full_path.removesuffix("?")
        sent = urllib.request.Request(address, asked.get_data() or None, headers, method=asked.method)
        try:
            with urllib.request.urlopen(sent, timeout=SECONDS) as answer:
                return Response(answer.read(), answer.status, content_type=answer.headers["Content-Type"])
        except urllib.error.HTTPError as refused:
            with refused:
                return Response(refused.read(), refused.code, content_type=refused.headers["Content-Type"])

    return Client(passed_on)
