"""What was mistyped, in Japanese, to stand above what Click says in English. By the kind of the error, never by its English."""

import datetime as dt

import click

from handlers.commands.refused import Misused


def explained(error: click.UsageError) -> str:
    """The sentence, and how the command is used."""
    if error.ctx is None:
        return _sentence(error)
    return f"{_sentence(error)}\n{_usage(error.ctx)}くわしい使い方は、うしろに --help をつけると出ます。\n"


def _sentence(error: click.UsageError) -> str:
    match error:
        case Misused():
            return error.ja
        case click.NoSuchCommand():
            return f"{error.command_name} というコマンドはありません。{_perhaps(error.possibilities)}"
        case click.NoSuchOption():
            return f"{error.option_name} というオプションはありません。{_perhaps(error.possibilities)}"
        case click.BadOptionUsage():
            return f"{error.option_name} の書き方がちがいます。うしろに書く値がないか、値のいらないオプションに値がついています。"
        case click.MissingParameter(param=click.Parameter() as param):
            return f"{_name(param)} が書かれていません。{_wanted(param)}"
        case click.BadParameter(param=click.Parameter() as param):
            return _unusable(param)
    return "コマンドの書き方がちがいます。余分なことばや空白が入っていないか、確かめてください。"


def _perhaps(names: list[str] | None) -> str:
    return f"{' か '.join(names)} ではありませんか。" if names else ""


def _name(param: click.Parameter) -> str:
    """As it is typed, or as it stands in the usage."""
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name


def _wanted(param: click.Parameter) -> str:
    """What can stand there, as far as its type tells."""
    match param.type:
        case click.Path() | click.File():
            return f"{_place(param.type)}の名前を書いてください。"
        case click.Choice(choices=choices):
            return f"使えるのは、{'、'.join(str(one) for one in choices)} です。"
        case click.IntRange(min=least, max=most) if least is not None and most is not None:
            return f"{least}から{most}までの整数を、半角で書いてください。"
        case click.types.IntParamType():
            return "整数を、半角で書いてください。"
        case click.DateTime(formats=[first, *_]):
            return f"{dt.date(2026, 12, 24):{first}} のように書いてください。"
    return ""


def _unusable(param: click.Parameter) -> str:
    if isinstance(param.type, click.Path | click.File):
        look = "名前が合っているか、ディスクがつながっているか、使う権限があるかを確かめてください。"
        return f"{_name(param)} の{_place(param.type)}を使えません。{look}"
    return f"{_name(param)} に書かれたものは使えません。{_wanted(param)}"


def _place(wanted: object) -> str:
    return "フォルダー" if isinstance(wanted, click.Path) and not wanted.file_okay else "ファイル"


def _usage(context: click.Context) -> str:
    formatter = context.make_formatter()
    pieces = context.command.collect_usage_pieces(context)
    formatter.write_usage(context.command_path, " ".join(pieces), prefix="使い方： ")
    return formatter.getvalue()
