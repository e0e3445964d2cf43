"""What `doctor` sees of the address that people and LINE use: TLS as LINE demands it."""

import socket
import ssl
from urllib.parse import urlsplit

from handlers.commands.doctor.finding import Finding, bad, good, warn
from settings import Settings

SECONDS = 5
EXPIRES_DAYS = 14
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def look(settings: Settings, now: int) -> Finding:
    """LINE calls over TLS 1.2 or 1.3 with a certificate of a public authority (LINE, "SSL/TLS specification of the webhook URL")."""
    parts = urlsplit(settings.public_origin)
    host = parts.hostname or ""
    if parts.scheme != "https":
        if settings.line_api_origin and host in _LOOPBACK:
            return warn(
                "tls",
                "暗号化していません。試すためだけの設定です。本番のLINEは https:// だけを呼びます。",
                "No TLS: this is for trying out. LINE itself calls https:// addresses only.",
            )
        return bad(
            "tls",
            "PUBLIC_ORIGIN を https:// で始まるアドレスにしてください。LINEはほかを呼びません。通信も、盗み見られます。",
            "PUBLIC_ORIGIN must begin with https://: LINE calls no other, and people would be overheard.",
        )
    try:
        # The machine's own list of authorities; TLS 1.2 is the least that it speaks.
        context = ssl.create_default_context()
        with (
            socket.create_connection((host, parts.port or 443), SECONDS) as raw,
            context.wrap_socket(raw, server_hostname=host) as wrapped,
        ):
            certificate = wrapped.getpeercert() or {}
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or "no agreement on TLS 1.2 or 1.3"
        return bad(
            "tls",
            f"PUBLIC_ORIGIN の証明書を、LINEは受けつけません（{reason}）。証明書と、中間証明書を直してください。",
            f"LINE would refuse PUBLIC_ORIGIN's certificate or chain: {reason}.",
        )
    except OSError:
        return warn(
            "tls",
            "ここから PUBLIC_ORIGIN につながりません。外から開いてみるか、--test-webhook をつけて実行してください。",
            "PUBLIC_ORIGIN can't be reached from here: look at it from outside, or use --test-webhook.",
        )
    ends = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
    days = int(ends - now / 1000) // (24 * 3600)
    if days < EXPIRES_DAYS:
        return warn(
            "tls",
            f"証明書は、あと{days}日で切れます。更新してください。",
            f"PUBLIC_ORIGIN's certificate ends in {days} days: renew it.",
        )
    return good("tls", f"証明書は、あと{days}日使えます。", f"The certificate is good for {days} days.")
