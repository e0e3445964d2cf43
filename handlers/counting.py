"""Every answer is counted by its class, into what the processes of this machine count together (storage/tallies.py)."""

import json
import logging
from collections.abc import Mapping

from flask import Flask, Response

from handlers.context import Context, context
from storage.tallies import Tallies

log = logging.getLogger("hidamari.tallies")


def attach(app: Flask) -> None:
    @app.after_request
    def one(response: Response) -> Response:
        count(context(), response.status_code)
        return response


def count(here: Context, status: int, more: Mapping[str, int] | None = None) -> None:
    """An answer of that status, and what else it has to be counted as. Nothing that hinders it changes the answer."""
    counted = dict(more or {})
    if 2 <= status // 100 <= 5:
        counted[f"request.{status // 100}xx"] = 1
    try:
        Tallies.of(here.settings.data_dir).add(counted)
    except OSError as error:
        log.warning(json.dumps({"not_counted": sorted(counted), "failed": type(error).__name__}))
