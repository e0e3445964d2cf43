"""Every statement is turned into SQL once in a test run, and not again by the engine of each test."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache


class Compiled(LRUCache[Any, Any]):
    """What SQLAlchemy remembers for one engine, for all engines of one kind of database: their dialects do the same."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


_by_kind = {kind: Compiled(2000) for kind in ("sqlite", "postgresql")}


@event.listens_for(Engine, "engine_connect")
def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_by_kind[connection.dialect.name])
