"""Every act that the audit log knows, by the group in which people look for it. What stands in none of them is refused, so that
no line of the log is without words on the screen: js/console/retention/audit_words.js has a sentence for each.
"""

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "sessions": (
        "sign-in", "sign-in-refused", "sign-out", "proof-refused", "passkey", "totp", "passphrase",
        "sessions-ended", "second-factor",
    ),
    "consultations": (
        "open", "claim", "reply", "close", "reopen", "handover", "note", "words", "flag", "unflag", "mark",
        "check", "check-answered", "check-withdrawn", "co-read", "co-read-ended",
        "block", "block-agreed", "block-lifted",
    ),
    "keeping": ("hold", "hold-agreed", "hold-lifted", "delete"),
    "people": (
        "roster", "invite", "enrol", "recovery", "sheets-rehearsal", "key", "prekey-refused",
    ),
    "desk": (
        "template", "template-deleted", "referral", "referral-agreed", "referral-withdrawn",
        "rules", "hours", "closed-days", "announcement",
    ),
    "visits": (
        "visit-read", "visit-enter", "visit-room", "visit-mark", "visit-move", "visit-handover", "visit-cancel",
        "visit-offer", "visit-capacity", "visit-print",
        "visit-place", "visit-patterns", "visit-day", "visit-papers", "visit-kinds", "visit-clerk",
    ),
    "flyers": (
        "flyer", "flyer-version", "flyer-shown", "flyer-withdrawn", "flyer-deleted", "mailing", "mailing-stopped",
        "placement", "design", "paper-order",
    ),
    "figures": ("contacts", "export", "report"),
    "system": ("backup", "restore", "anchor"),
}  # fmt: skip

ACTIONS = frozenset(action for actions in GROUPS.values() for action in actions)
