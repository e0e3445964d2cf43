"""What stops a command is said in Japanese, and below it in English: to somebody with one machine, much to do, and little English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner

from app import cli
from handlers.commands import backup as told
from handlers.commands import misuse
from settings import Settings
from storage.certificates import SENTENCES, Broken
from storage.restoring import Restored
from tests.test_layout import ROOT, files, parsed, product, where

KANA = re.compile(r"[ぁ-んァ-ヶ]")
SAID = {"storage.refusal.Refusal", "handlers.commands.refused.Refused", "handlers.commands.refused.Misused"}
"""Who makes one gives the English sentence, and then the Japanese one."""

CLICK_S = {"ClickException", "UsageError", "BadParameter", "BadOptionUsage", "FileError"}


@pytest.mark.parametrize(
    ("line", "ja", "en"),
    [
        ("resotre /mnt/backup", "resotre というコマンドはありません。restore ではありませんか。", "No such command 'resotre'. Did you mean 'restore'?"),
        ("--hlep", "--hlep というオプションはありません。--help ではありませんか。", "No such option '--hlep'."),
        ("staff invyte kudo", "invyte というコマンドはありません。invite ではありませんか。", "No such command 'invyte'."),
        ("backup /mnt --rehearce", "--rehearce というオプションはありません。--rehearse ではありませんか。", "No such option '--rehearce'."),
        ("restore", "DIRECTORY が書かれていません。フォルダーの名前を書いてください。", "Missing argument 'DIRECTORY'."),
        ("restore /nowhere", "DIRECTORY のフォルダーを使えません。名前が合っているか、ディスクがつながっているか、", "'/nowhere' does not exist."),
        ("ledger verify nowhere", "FILE のファイルを使えません。", "No such file or directory"),
        ("restore /mnt backup", "コマンドの書き方がちがいます。余分なことばや空白が入っていないか、", "Got unexpected extra argument (backup)"),
        ("purge --days", "--days の書き方がちがいます。うしろに書く値がないか、", "Option '--days' requires an argument."),
        ("purge --days 900", "--days に書かれたものは使えません。1から366までの整数を、半角で書いてください。", "900 is not in the range"),
        ("hours reopen three", "NUMBER に書かれたものは使えません。整数を、半角で書いてください。", "is not a valid integer"),
        ("hours close 24.12.", "FIRST_DAY に書かれたものは使えません。2026-12-24 のように書いてください。", "does not match the format"),
        ("staff invite abe --role boss", "--role に書かれたものは使えません。使えるのは、counselor、supervisor、", "is not one of"),
        ("notice set --ja x --easy x --en x --until soon", "--until は、2026-12-24T09:00+09:00 のように書いてください。", "--until must look like 2026-12-24T09:00+09:00"),
    ],
)  # fmt: skip
def test_who_mistypes_a_command_reads_it_in_japanese_first(line: str, ja: str, en: str) -> None:
    done = CliRunner().invoke(cli, line.split())
    first, *rest = done.stderr.splitlines()
    assert (done.exit_code, done.stdout) == (2, "")
    assert first.startswith(ja), first
    assert rest[-1].startswith("Error: ")
    assert en in rest[-1]
    if "requires an argument" not in en:
        usage = [text for text in rest if text.startswith(("使い方：", "Usage:"))]
        assert [text.partition(" ")[2] for text in usage] == [usage[0].partition(" ")[2]] * 2
    assert len(done.stderr.splitlines()) == len({*done.stderr.splitlines()} - {""}) + rest.count("")


def test_a_refusal_is_two_lines_and_ends_with_one(tmp_path: Path) -> None:
    """Whether the command itself refuses, or what it calls: before a database is opened, and with nothing of Click's around it."""
    wrong = {"LINE_CHANNEL_SECRET": "changeme", "DATA_DIR": str(tmp_path)}
    for line, ja, en in (
        (["purge"], "LINE_CHANNEL_SECRET がないか、", "LINE_CHANNEL_SECRET is missing,"),
        (["hours", "load", "nowhere"], "nowhere を読めません（", "nowhere can't be read ("),
    ):
        done = CliRunner().invoke(cli, line, env=wrong)
        first, second = done.stderr.splitlines()
        assert (done.exit_code, first.startswith(ja), second.startswith(en)) == (1, True, True), done.stderr


def test_who_asks_for_help_is_not_told_off() -> None:
    for line in ([], ["--help"], ["hours"], ["restore", "--help"]):
        done = CliRunner().invoke(cli, line)
        assert (done.stdout + done.stderr).startswith("Usage: ")


def test_of_every_argument_and_option_it_is_said_what_can_stand_there() -> None:
    for context, param in parameters(cli, click.Context(cli, info_name="app.py")):
        missing, bad = (
            misuse.explained(kind(message="", ctx=context, param=param))
            for kind in (click.MissingParameter, click.BadParameter)
        )
        assert missing.split()[0] == bad.split()[0] == typed(param)
        if not isinstance(param.type, type(click.STRING) | type(click.BOOL)):
            assert KANA.search(missing.partition("書かれていません。")[2].partition("\n")[0]), (
                typed(param),
                missing,
            )
            assert bad.partition("\n")[0].endswith("ください。") or "使えるのは" in bad, (typed(param), bad)


def test_what_a_restore_warns_of_stands_out_in_both_languages() -> None:
    settings = Settings.from_env({"LINE_CHANNEL_SECRET": "0123456789abcdef0123456789abcdef"})
    quiet = Restored(1_795_000_000_000, 41, 1234, 56, 57, 58, 59, 0, 0, None)
    loud = Restored(1_795_000_000_000, 41, 1234, 56, 57, 58, 59, 61, 62, Broken(63, "missing"), False)
    assert settings.timezone == ZoneInfo("Asia/Tokyo")
    for done, warnings in ((quiet, 0), (loud, 3)):
        ja, en = (list(tell(done, settings)) for tell in (told._told_ja, told._told_en))
        assert [line.startswith("【注意】 ") for line in ja].count(True) == warnings
        assert [line.startswith("WARNING: ") for line in en].count(True) == warnings
        assert all(KANA.search(line) for line in ja if line)
        assert not any(KANA.search(line) for line in en)
        figures = {"1234", "41", "56", "57", "58", "59", *(["61", "62", "63"] if warnings else [])}
        for lines in (ja, en):
            assert figures <= {*re.findall(r"\d+", "\n".join(lines))}
    assert {fault for fault, (en, ja) in SENTENCES.items() if KANA.search(en) or not KANA.search(ja)} == set()


def test_no_command_refuses_in_english_alone() -> None:
    """Click's own exceptions carry one sentence; those of handlers/commands/refused.py carry two."""
    found = [
        f"{where(path)}:{node.lineno}"
        for path in files("handlers/commands", ".py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and name_of(node.func) in {*CLICK_S, "fail"}
    ]
    assert found == []


def test_what_a_command_says_when_it_worked_is_said_in_japanese_too() -> None:
    english, found = re.compile(r"[a-z]{3,} [a-z]{2,}"), []
    for path in files("handlers/commands", ".py"):
        for function in ast.walk(parsed(path)):
            if not isinstance(function, ast.FunctionDef):
                continue
            calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
            told = [one for call in calls if name_of(call.func) == "echo" for one in words_in(call)]
            if any(map(english.search, told)) and not any(map(KANA.search, told)):
                found.append(f"{where(path)}: {function.name}")
    assert found == []


def words_in(call: ast.Call) -> list[str]:
    return [
        node.value
        for node in ast.walk(call)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_whatever_refuses_says_it_in_both_languages() -> None:
    made, kinds = [], set(SAID)
    read = {dotted(path): parsed(path) for path in product(".py") if not where(path).startswith("simulator/")}
    modules = {name: (origins(tree), list(ast.walk(tree))) for name, tree in read.items()}
    while (
        more := {
            f"{module}.{node.name}"
            for module, (names, nodes) in modules.items()
            for node in nodes
            if isinstance(node, ast.ClassDef) and {meant(base, module, names) for base in node.bases} & kinds
        }
        - kinds
    ):
        kinds |= more
    for module, (names, nodes) in modules.items():
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        made += [
            (f"{module}:{one.lineno}", one.args) for one in calls if meant(one.func, module, names) in kinds
        ]
    assert len(kinds) > 15, "Unready, Damaged, InvalidSetting and their like"
    assert len(made) > 80
    assert [at for at, arguments in made if not are_both(arguments)] == []


def parameters(
    command: click.Command, context: click.Context
) -> Iterator[tuple[click.Context, click.Parameter]]:
    yield from ((context, param) for param in command.params)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from parameters(below, click.Context(below, info_name=name, parent=context))


def typed(param: click.Parameter) -> str:
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def name_of(called: ast.expr) -> str:
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def meant(called: ast.expr, module: str, names: dict[str, str]) -> str:
    """The whole name of a class, wherever it came from."""
    match called:
        case ast.Attribute(value=ast.Name(id=outer), attr=name):
            return f"{names.get(outer, outer)}.{name}"
        case ast.Name(id=name):
            return names.get(name, f"{module}.{name}")
    return ""


def origins(tree: ast.Module) -> dict[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def are_both(arguments: list[ast.expr]) -> bool:
    """English, then Japanese, where they stand there word for word; what comes from elsewhere is looked at there."""
    if any(isinstance(one, ast.Starred) for one in arguments):
        return True
    if len(arguments) != 2:
        return False
    en, ja = (words(one) for one in arguments)
    return not (en and KANA.search(quoted_away(en))) and not (ja and not KANA.search(ja))


def words(argument: ast.expr) -> str:
    """What is written there; another refusal's `ja` that it quotes is Japanese."""
    if not isinstance(argument, ast.Constant | ast.JoinedStr | ast.IfExp):
        return ""
    return "".join(
        "ことば" if isinstance(node, ast.Attribute) else str(node.value)
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) or (isinstance(node, ast.Attribute) and node.attr == "ja")
    )


def quoted_away(sentence: str) -> str:
    """English may quote what stands on a screen."""
    return re.sub(r"「.*?」|\"[^\"]*\"", "", sentence)
