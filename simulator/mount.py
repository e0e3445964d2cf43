"""The simulator on the product's own port, under a prefix."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import redirect

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def mounted(
    product: "WSGIApplication", simulator: "WSGIApplication", prefix: str = "/simulator"
) -> "WSGIApplication":
    """One WSGI application: `simulator` under `prefix`, `product` everywhere else.

    `prefix` itself redirects to `prefix/`.

    The simulator's state is the memory of this process: serve it from one process, with several threads.
    """
    dispatcher = DispatcherMiddleware(product, {prefix: simulator})

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ.get("PATH_INFO") == prefix:
            return redirect(prefix.rsplit("/", 1)[-1] + "/", 307)(environ, start_response)
        return dispatcher(environ, start_response)

    return application
