"""The house keeps its shape: docs/architecture.md. What import-linter and ruff can see is in pyproject.toml, the rest is here."""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "retention", "simulator", "storage", "tests")
FLOOR_PLAN = {
    *("app.py", "clock.py", "settings.py", "deploy", "docs", *PACKAGES),
    *("README.md", "README.ja.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE"),
    *("Makefile", "pyproject.toml", "tsconfig.json", "package.json", "package-lock.json"),
    *("requirements.in", "requirements.txt", "requirements-dev.in", "requirements-dev.txt"),
}
MADE_HERE = {"reports", "data", "node_modules", "bench.json", "sheets"}
"""What .gitignore keeps out, besides dot-files."""

MAY_IMPORT = {
    "app": {"click", "flask", "granian", "bot", "clock", "handlers", "retention", "settings", "storage"},
    "clock": {"apscheduler", "bot", "retention", "settings", "storage"},
    "settings": {"retention", "storage"},
}
READS_THE_ENVIRONMENT = {"settings.py", "simulator/demo.py"}
"""The demo stands outside the product: it makes the environment that the product reads."""

LONGEST = 300
WAIVER = re.compile(
    r"#\s*(?:type:\s*ignore|noqa|pragma)\b(?::?\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]*\])?(?P<reason>.*)"
)
JS_WAIVER = re.compile(r"@ts-(?:ignore|expect-error|nocheck)\b(?P<reason>.*)")


def test_the_top_level_is_the_floor_plan() -> None:
    found = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith((".", "__"))}
    assert found - MADE_HERE <= FLOOR_PLAN


@pytest.mark.parametrize("module", MAY_IMPORT)
def test_a_root_module_imports_only_what_it_joins(module: str) -> None:
    imported = {name.split(".")[0] for name in imports(parsed(ROOT / f"{module}.py"))}
    assert imported - sys.stdlib_module_names <= MAY_IMPORT[module]


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        where(path) for path in product(".py") for node in ast.walk(parsed(path)) if reads_environment(node)
    }
    assert readers <= READS_THE_ENVIRONMENT


def test_handlers_never_select() -> None:
    """A door asks a noun; the noun asks the database."""
    found = [
        f"{where(path)}:{node.lineno}"
        for path in files("handlers", ".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "select"
    ]
    assert found == []


def test_no_file_is_long() -> None:
    lengths = {where(path): len(lines(path)) for path in everything(".py", ".js", ".css", ".html")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_whoever_silences_a_checker_says_why() -> None:
    found = [f"{where(path)}:{line}" for path in everything(".py") for line in unreasoned(path)]
    for path in everything(".js"):
        waivers = ((number, JS_WAIVER.search(line)) for number, line in enumerate(lines(path), 1))
        found += [f"{where(path)}:{number}" for number, waiver in waivers if waiver and not reason(waiver)]
    assert found == []


def test_every_script_is_type_checked() -> None:
    assert [where(path) for path in product(".js") if lines(path)[0] != "// @ts-check"] == []


def test_the_console_has_its_stops_from_the_words_of_the_readers_language() -> None:
    scripts = (ROOT / "handlers/static/js/console").rglob("*.js")
    spoken = {
        f"{path.name}: {line.strip()}"
        for path in scripts
        if "word" not in path.name
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"""["'`][^"'`]*[、。]""", line) and not line.strip().startswith(("*", "/"))
    }
    assert spoken == set()


def test_pages_carry_no_inline_scripts_and_styles() -> None:
    """The Content-Security-Policy would refuse them on the day nobody looks; it names the hash of the one sheet that stands within."""
    inline = re.compile(
        r"<script(?![^>]*\ssrc=)|<style\b(?!>\{\{ sheet \| safe \}\}</style>)|\s(?:style|on[a-z]+)=",
        re.IGNORECASE,
    )
    found = [
        f"{where(path)}:{number}"
        for path in product(".html")
        for number, line in enumerate(lines(path), 1)
        if inline.search(line)
    ]
    assert found == []


def everything(*endings: str) -> list[Path]:
    """Our own source files, tests included."""
    return [*product(*endings), *files("tests", *endings)]


def product(*endings: str) -> list[Path]:
    """What runs in earnest, and the simulator."""
    root_modules = [path for path in ROOT.glob("*.py") if path.suffix in endings]
    packages = [path for package in PACKAGES[:-1] for path in files(package, *endings)]
    return sorted(root_modules + packages)


def files(package: str, *endings: str) -> list[Path]:
    found = (path for path in (ROOT / package).rglob("*") if path.suffix in endings)
    return sorted(path for path in found if not {"vendor", "__pycache__"} & set(path.parts))


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() or [""]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def reads_environment(node: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "getenvb"}
    match node:
        case ast.Attribute(value=ast.Name(id="os"), attr=name):
            return name in names
        case ast.ImportFrom(module="os", names=aliases):
            return any(alias.name in names for alias in aliases)
    return False


def unreasoned(path: Path) -> Iterator[int]:
    """Lines whose comment waives a check and gives no reason."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        waiver = WAIVER.search(token.string) if token.type == tokenize.COMMENT else None
        if waiver and not reason(waiver):
            yield token.start[0]


def reason(waiver: re.Match[str]) -> bool:
    """At least two words."""
    return len(re.findall(r"\w+", waiver["reason"])) >= 2
