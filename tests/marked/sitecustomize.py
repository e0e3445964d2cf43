"""Kills the process at a marked line: MARK="module:Qualified.name:before|after:N", on PYTHONPATH of a product process.

The N-th call of the named function ends its whole process group with SIGKILL, right before it runs or right after it has
returned. The product knows nothing of this; without MARK nothing happens.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys


def _marked(function, when, nth):
    calls = 0

    def wrapper(*args, **kwargs):
        nonlocal calls
        calls += 1
        if calls == nth and when == "before":
            os.killpg(os.getpgrp(), signal.SIGKILL)
        answer = function(*args, **kwargs)
        if calls == nth and when == "after":
            os.killpg(os.getpgrp(), signal.SIGKILL)
        return answer

    wrapper.__name__ = getattr(function, "__name__", "marked")
    return wrapper


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module, name, when, nth):
        self.module, self.name, self.when, self.nth = module, name, when, nth

    def find_spec(self, fullname, path, target=None):
        if fullname != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        execute = spec.loader.exec_module

        def exec_module(loaded):
            execute(loaded)
            *owners, last = self.name.split(".")
            owner = loaded
            for part in owners:
                owner = getattr(owner, part)
            setattr(owner, last, _marked(getattr(owner, last), self.when, self.nth))

        spec.loader.exec_module = exec_module
        return spec


if os.environ.get("MARK"):
    _module, _name, _when, _nth = os.environ["MARK"].split(":")
    sys.meta_path.insert(0, _Finder(_module, _name, _when, int(_nth)))
