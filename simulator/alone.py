"""The fake LINE by itself, for an installation that is tried out before it has a channel: the phone and LINE's API on one port.

`python -m simulator.alone --callback https://talk.example.test/callback --secret-file /etc/hidamari/line-channel-secret`, and in
the settings `LINE_API_ORIGIN=http://127.0.0.1:8600/line`. Whatever it is told is gone when it ends.
"""

from pathlib import Path

import click
from werkzeug.serving import WSGIRequestHandler, make_server

from simulator.app import create_simulator


class _Quiet(WSGIRequestHandler):
    """The phone asks every second; nobody wants to read that."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@click.command()
@click.option("--callback", required=True, metavar="URL", help="Where it sends webhooks.")
@click.option("--secret-file", required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--channel-id", default="1000000000", show_default=True)
@click.option("--port", default=8600, show_default=True)
def main(callback: str, secret_file: Path, channel_id: str, port: int) -> None:
    """Serves on 127.0.0.1 until Ctrl-C. Never beside real residents: whoever reaches it speaks as anybody."""
    simulator = create_simulator(
        channel_secret=secret_file.read_text("utf-8").strip(), callback_url=callback, channel_id=channel_id
    )
    server = make_server("127.0.0.1", port, simulator, threaded=True, request_handler=_Quiet)
    click.echo(
        f"the phone       http://127.0.0.1:{port}/\nLINE_API_ORIGIN http://127.0.0.1:{port}/line\nLINE_CHANNEL_ID {channel_id}"
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
