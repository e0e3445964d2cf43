"""How LINE says no, in the words of the courier."""


class DeliveryError(Exception):
    """LINE did not take it. `reason` is a short code, never LINE's text.

    `permanent`: trying again is useless. `uncertain`: LINE may have taken it all the same, and only the answer is missing.
    """

    def __init__(self, reason: str, *, permanent: bool, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.uncertain = uncertain


def of_status(status: int, body: object) -> DeliveryError:
    """Decides by status; the text is read only to tell the kinds of 429 apart, and no known text is the harmless kind.

    Source: LINE, Messaging API reference, "Status codes" and "Rate limits".
    """
    told = body.lower() if isinstance(body, str) else ""
    match status:
        case 202:
            return DeliveryError("preparing", permanent=False)
        case 401:
            return DeliveryError("unauthorised", permanent=False)
        case 404 | 410:
            return DeliveryError("gone", permanent=True)
        case 429 if "monthly limit" in told:
            return DeliveryError("quota", permanent=False)
        case 429 if "same user" in told:
            return DeliveryError("same-user", permanent=False)
        case 429:
            return DeliveryError("rate", permanent=False)
    if status >= 500:
        return DeliveryError("busy", permanent=False, uncertain=True)
    return DeliveryError("refused", permanent=True)
