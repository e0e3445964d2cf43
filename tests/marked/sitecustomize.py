"""Kills the process at a marked line: MARK="module:Qualified.name:before|after:N", on PYTHONPATH of a product process.

The N-th call of the named function ends its whole process group with SIGKILL, right before it runs or right after it has
returned. Calls are counted in each process for itself; with MARK_ONCE_FILE, a path, only the first process that gets there
dies, and one started anew lives. The product knows nothing of this; without MARK nothing happens. Any module can be named,
`sqlalchemy.engine.base:Connection._commit_impl:before:1` too; where a name was bound before its module had ended (a
circular import), the binding stays unmarked.
"""

import functools
import importlib.abc
import importlib.machinery
import itertools
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any


class Mark:
    """Where to die."""

    def __init__(self, module: str, name: str, when: str, nth: str) -> None:
        if when not in ("before", "after"):
            raise ValueError(f"MARK says {when!r}, not before or after")
        self.module, self.name, self.when, self.nth = module, name, when, int(nth)
        # next() on it is one step that no other thread can come between.
        self._calls = itertools.count(1)

    def put(self, module: ModuleType) -> None:
        """Wraps the named function where it is defined."""
        *owners, last = self.name.split(".")
        owner: Any = module
        for part in owners:
            owner = getattr(owner, part)
        found = vars(owner)[last]
        if isinstance(found, staticmethod | classmethod):
            setattr(owner, last, type(found)(self._wrapped(found.__func__)))
        else:
            setattr(owner, last, self._wrapped(found))

    def _wrapped(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def marked(*args: Any, **kwargs: Any) -> Any:
            here = next(self._calls) == self.nth
            if here and self.when == "before":
                _die()
            answer = function(*args, **kwargs)
            if here and self.when == "after":
                _die()
            return answer

        return marked


class MarkedFinder(importlib.abc.MetaPathFinder):
    """Puts the mark as soon as its module has been loaded, before anybody can bind the name."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._mark.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            self._mark.put(module)

        vars(spec.loader)["exec_module"] = exec_module
        return spec


def _die() -> None:
    once = os.environ.get("MARK_ONCE_FILE")
    if once:
        try:
            os.close(os.open(once, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return
    os.killpg(os.getpgrp(), signal.SIGKILL)


if os.environ.get("MARK"):
    sys.meta_path.insert(0, MarkedFinder(Mark(*os.environ["MARK"].split(":"))))
