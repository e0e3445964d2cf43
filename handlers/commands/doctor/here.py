"""What `doctor` sees on this machine: settings, database, keys, roster, deletion, disk, hours, numbers to ring."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from bot import hotlines
from bot.openings import calendar_of
from handlers.commands.doctor import flyers, people, visits
from handlers.commands.doctor.alarms import ALARMS
from handlers.commands.doctor.finding import Finding, bad, good, looked, warn
from retention import watchdog
from settings import Settings
from storage import desks, disk, policies
from storage import hours as stored
from storage.database import Database, Unready
from storage.holder import HolderAway, HolderRefuses, KeystoreError
from storage.keystore import Keys
from storage.rosters import Office

ROSTER_DAYS = 10
"""A roster lives 35 days, and browsers refuse an older one."""


@dataclass(frozen=True)
class Place:
    """What is looked at; `now` in ms."""

    settings: Settings
    database: Database
    now: int

    @property
    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.now / 1000, self.settings.timezone).date()


def look(settings: Settings, now: int) -> Iterator[Finding]:
    """Everything but LINE. What rests on something that failed is left out."""
    yield from _credentials(settings)
    yield _lanes(settings)
    yield looked("disk", lambda: _disk(settings))
    place = Place(settings, Database(settings.database_url), now)
    yield from _numbers(place)
    try:
        yield from _office(place)
    finally:
        place.database.engine.dispose()


def _credentials(settings: Settings) -> Iterator[Finding]:
    yield good("settings", "設定は、すべて読めて、使えます。", "All settings can be read and used.")
    if settings.line_channel_id:
        yield good(
            "credentials",
            "トークンは、使うたびに作られ、15分で切れます。",
            "Tokens are issued when they are needed, and live 15 minutes.",
        )
    elif settings.line_channel_access_token:
        yield warn(
            "credentials",
            "期限のないトークンを使っています。かわりに LINE_CHANNEL_ID を設定するほうが安全です。",
            "The long-lived token never ends: better set LINE_CHANNEL_ID instead of it.",
        )
    else:
        yield bad(
            "credentials",
            "LINE_CHANNEL_ID を設定してください。それかトークンがないと、何も送れません。",
            "Set LINE_CHANNEL_ID: without it, or a token, nothing can be sent.",
        )


def _lanes(settings: Settings) -> Finding:
    if settings.lanes == {"room"}:
        return good(
            "lanes",
            "相談は、部屋だけで受けます。ことばはLINEを通りません。",
            "People talk in the room only: no word of theirs passes LINE.",
        )
    rooms = "部屋と" if "room" in settings.lanes else ""
    also = ", and the room beside it" if "room" in settings.lanes else ""
    return good(
        "lanes",
        f"相談は、{rooms}LINEのトークで受けます。トークのことばはLINEを通り、届いたあと、暗号にして保管します。",
        f"The talk on LINE is open{also}: what is written there passes LINE, and is sealed when it arrives here.",
    )


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return bad(
            "disk",
            "DATA_DIR が、まだありません： python app.py init",
            "DATA_DIR is not there yet: run `python app.py init`.",
        )
    if not disk.can_be_written(folder):
        return bad(
            "disk",
            "DATA_DIR に書き込めません。持ち主と、ディスクが読み取り専用になっていないかを見てください。",
            "DATA_DIR can't be written to: look at its owner, and whether the disk has become read-only.",
        )
    free = disk.free(folder)
    ja = f"DATA_DIR の空きは {free / 1_000_000_000:.1f} GB です。"
    amount = f"{free / 1_000_000_000:.1f} GB are free in DATA_DIR"
    if free < disk.LITTLE:
        return bad(
            "disk",
            f"{ja}すぐに空けてください。届いた相談を、しまえなくなります。",
            f"{amount}: make room now, or messages can't be stored.",
        )
    if settings.backup_dir is not None and not disk.can_be_written(settings.backup_dir):
        return bad(
            "disk",
            "BACKUP_DIR がないか、書き込めません。消去のたびに、そこへ表を1枚書きます。",
            "BACKUP_DIR is not there or can't be written to: each purge ships a table into it.",
        )
    if free < disk.ENOUGH:
        return warn("disk", f"{ja}早めに空けてください。", f"{amount}: make room soon.")
    return good("disk", ja, f"{amount}.")


def _numbers(place: Place) -> Iterator[Finding]:
    try:
        found = hotlines.load(place.settings.local_numbers)
    except (OSError, hotlines.InvalidNumbers) as error:
        ja = error.ja if isinstance(error, hotlines.InvalidNumbers) else "読めません。"
        yield bad(
            "numbers",
            f"LOCAL_NUMBERS のファイルを直してください。{ja}",
            f"LOCAL_NUMBERS can't be used, or an entry lacks something: {error}",
        )
        return
    if found.missing:
        yield bad(
            "numbers",
            f"市の電話番号が足りません： {', '.join(found.missing)}。LOCAL_NUMBERS のファイルに入れてください。"
            "書き方は bot/local-numbers.example.toml にあります。",
            f"Residents need the city's own numbers: {', '.join(found.missing)}. Enter them in the file that "
            "LOCAL_NUMBERS names; bot/local-numbers.example.toml shows how.",
        )
    else:
        yield good(
            "numbers",
            f"案内する電話番号は{len(found.lines)}件で、市の番号もあります。",
            f"{len(found.lines)} numbers to ring, the city's own among them.",
        )
    overdue = found.overdue(place.today)
    if overdue:
        yield warn(
            "numbers-due",
            f"この番号を確かめなおして、checked_on と next_check を書きかえてください： {', '.join(overdue)}。",
            f"Look these numbers up again, and set checked_on and next_check: {', '.join(overdue)}.",
        )


def _office(place: Place) -> Iterator[Finding]:
    settings = place.settings
    try:
        place.database.require_schema()
    except Unready as refusal:
        yield bad("database", refusal.ja, str(refusal))
        return
    if place.database.is_damaged():
        yield bad(
            "database",
            "データベースのファイルが壊れています。消さずに別の場所へ移し、いちばん新しい控えを、新しいファイルに戻してください（docs/backup.md）。",
            "The file is damaged: keep it aside, and restore the newest backup into a new one.",
        )
        return
    kind = "SQLite" if place.database.sqlite else "PostgreSQL"
    yield good(
        "database", f"{kind} を、この版の表で使っています。", f"{kind}, with the tables of this version."
    )
    yield looked("retention", lambda: _retention(place))
    yield from _hours(place)
    with place.database.reading() as connection:
        yield from list(visits.look(connection, now=place.now, today=place.today))
        yield from list(flyers.look(connection, now=place.now, basic_id=settings.line_basic_id))
    try:
        keys = Keys.load(settings.keys_dir, settings.kek)
        epoch = keys.kek.epochs()[-1]
    except (KeystoreError, OSError, ValueError) as refusal:
        yield _without_keys(settings, refusal)
        return
    yield good(
        "keys",
        f"鍵は、すべてあります。KEKは{epoch}番です。",
        f"All keys are there; the KEK has number {epoch}.",
    )
    yield looked("roster", lambda: _roster(place, keys))
    yield looked("second-factor", lambda: people.of_second_factor(place.database))
    yield from _deletion(place, keys)


def _without_keys(settings: Settings, refusal: Exception) -> Finding:
    """Who has Vault hold the KEK puts no file back for it: the keys are safe, and can't be asked for."""
    if isinstance(refusal, HolderAway):
        return bad(
            "keys",
            "KEKを預かる Vault が、いま使えません。動いているか、封印（sealed）されたままでないか、つながるかを見てください。"
            "鍵は失われていません。鍵のファイルや控えは、そのままにしてください。",
            f"{refusal}. Look whether Vault runs, is unsealed and can be reached. No key is lost: put nothing back.",
        )
    if isinstance(refusal, HolderRefuses):
        return bad(
            "keys",
            "Vault が、この相談室のトークンを断りました。KEK_VAULT_TOKEN_FILE のトークンの期限と許可（policy）、"
            "KEK_VAULT_KEY の名前を確かめてください。鍵のファイルや控えは、そのままにしてください。",
            f"{refusal}. No key is lost: put nothing back.",
        )
    told, told_ja = "They can't be read.", "読めません。"
    if isinstance(refusal, KeystoreError):
        told, told_ja = str(refusal), refusal.ja
    vault = "、KEK_VAULT_… の設定" if settings.kek_vault else ""
    also = ", and KEK_VAULT_…" if settings.kek_vault else ""
    return bad(
        "keys",
        f"鍵を使えません： {told_ja}まず、ディスクがつながっているか、ファイルの持ち主とアクセス権{vault}を見てください。鍵のフォルダーは、本当になくなったときだけ、しまってある写しから戻します。古いKEKのファイルは、戻さないでください（docs/operations.ja.md）。",
        f"{told} First look whether the disk is mounted and whose the files are{also}. Only what is really gone of the folder of keys is put back from where it is locked away, and an older KEK file never: docs/operations.md.",
    )


def _retention(place: Place) -> Finding:
    policy = place.settings.retention_policy
    with place.database.reading() as connection:
        if policies.is_changed(connection, policy.version, policy.content):
            return bad(
                "retention",
                "保存期間のきまりが、版の番号を変えずに書きかえられています。ファイルの version を新しくしてください。",
                "The policy was changed without a new version: change `version` in its file.",
            )
    days = policy.terms()["consultation_days_after_closure"]
    return good(
        "retention",
        f"きまりは {policy.version} 版です。相談は、終わってから{days}日で消えます。",
        f"Policy {policy.version}: a consultation goes {days} days after it was closed.",
    )


def _hours(place: Place) -> Iterator[Finding]:
    """The desk that takes talks must have hours: the bot says when people answer."""
    with place.database.reading() as connection:
        names = desks.real_names(connection)
        hours = stored.all_of(connection)
        for number, desk in enumerate(names):
            check, tell = f"hours-{desk}", bad if number == 0 else warn
            if not hours.get(desk):
                yield tell(
                    check,
                    f"窓口 {desk} に、受付時間がありません： python app.py hours load FILE.toml",
                    f"Desk {desk} has no hours: python app.py hours load FILE.toml",
                )
            elif calendar_of(connection, desk, place.settings.timezone).next_opening(place.now) is None:
                yield tell(
                    check,
                    f"窓口 {desk} は、これから400日のあいだ開きません： python app.py hours show",
                    f"Desk {desk} does not open for 400 days: python app.py hours show",
                )
            else:
                yield good(check, f"窓口 {desk} に、受付時間があります。", f"Desk {desk} has hours.")


def _roster(place: Place, keys: Keys) -> Finding:
    with place.database.reading() as connection:
        roster = Office(keys).trust(connection, now=place.now).current
    days = (roster.not_after - place.now // 1000) // (24 * 3600)
    ja = "責任者が一度サインインすれば、画面が職員名簿に署名しなおします。"
    sign_in = "Let a supervisor sign in: their console signs the list of staff anew."
    if not roster.not_before <= place.now // 1000 <= roster.not_after:
        return bad(
            "roster",
            f"職員名簿の期限が合わず、画面が受けつけません。{ja}",
            f"The list of staff is not valid today, and browsers refuse it. {sign_in}",
        )
    return (
        warn(
            "roster",
            f"職員名簿は、あと{days}日で切れます。{ja}",
            f"The list of staff ends in {days} days. {sign_in}",
        )
        if days < ROSTER_DAYS
        else good(
            "roster", f"職員名簿は、あと{days}日使えます。", f"The list of staff is valid for {days} days."
        )
    )


def _deletion(place: Place, keys: Keys) -> Iterator[Finding]:
    settings = place.settings
    alarms = watchdog.alarms(
        place.database, keys, now=place.now, shipped=settings.shred_table, kek_path=settings.kek_file
    )
    yield from (bad(alarm.code, *ALARMS[alarm.code]) for alarm in alarms)
    if not alarms:
        yield good(
            "deletion",
            "期限を過ぎたもの、消え残り、壊れたものは、ありません。",
            "Nothing is overdue, left over or broken.",
        )
