"""Tables that leave the console, as a file: small numbers kept back, by somebody who has just shown that it is them."""

from flask import Blueprint, Response, make_response

from handlers.console import proof, statistics, table_files
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.tables import Book
from handlers.context import context
from handlers.security import refusal
from storage import audit

door = Blueprint("exports", __name__)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALL = "all"


@door.post("/console/exports")
@signed_in
def create(visitor: Visitor) -> Response:
    """{"form": "csv" | "xlsx", "table": its id, or "all" in one workbook, "until"}: the file. 403 "proof-needed"."""
    here, body = context(), json_body()
    form, wanted, until = (str(body.get(name, "")) for name in ("form", "table", "until"))
    if (refused := proof.needed(visitor)) is not None:
        return refused
    with here.database.reading() as connection:
        book = statistics.book(connection, until, statistics.today_at(here))
    content = _written(book, form, wanted) if book is not None else None
    if content is None:
        return refusal("export", 422, "この表は書き出せません。画面を読み直してください。")
    with here.database.transaction() as connection:
        keys, kid = here.office.keys, visitor.account.kid
        audit.note(
            connection, keys, "export", now=here.now(), actor=kid, form=form, table=wanted, until=until
        )
    response = make_response(content)
    response.headers["Content-Type"] = TYPES[form]
    response.headers["Content-Disposition"] = f'attachment; filename="toukei-{until}-{wanted}.{form}"'
    return response


def _written(book: Book, form: str, wanted: str) -> bytes | None:
    table = book.table(wanted)
    if form == "csv" and table is not None:
        return table_files.as_csv(book, table)
    if form == "xlsx" and (table is not None or wanted == ALL):
        return table_files.as_xlsx(book, book.tables if table is None else [table])
    return None
