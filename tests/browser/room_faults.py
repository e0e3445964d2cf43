"""What a browser may refuse to keep, and what a server may forge."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route

REFUSALS = {
    "never answers": "IDBFactory.prototype.open = () => new EventTarget()",
    "throws": "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }",
    "is not there": "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })",
    "returns nothing": """{
      const read = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "result").get;
      const get = () => function () { const found = read.call(this); return found instanceof IDBDatabase ? found : null; };
      Object.defineProperty(IDBRequest.prototype, "result", { get: get() });
    }""",
}
BROKEN_UPLOADS = """() => {
  const fetched = globalThis.fetch;
  globalThis.whole = () => { globalThis.fetch = fetched; };
  globalThis.fetch = (address, wish) => {
    if (wish?.method === "PUT") throw new TypeError("not this one");
    return fetched(address, wish);
  };
}"""
"""A browser that is not what we take it for, until `whole()`."""

Forge = Callable[[Any], Any]
"""Changes what the server answers, in place."""


def answer(route: Route, forge: Forge) -> None:
    """The server's answer, forged: always a whole one."""
    headers = {name: value for name, value in route.request.headers.items() if name != "if-none-match"}
    response = route.fetch(headers=headers)
    told = response.json()
    forge(told)
    route.fulfill(response=response, json=told)


def unsign(told: Any) -> None:
    spoil(told["chain"][-1], "sig")


def spoil(told: Any, name: str) -> None:
    """Another letter in the middle."""
    text = told[name]
    told[name] = f"{text[:20]}{'A' if text[20] != 'A' else 'B'}{text[21:]}"
