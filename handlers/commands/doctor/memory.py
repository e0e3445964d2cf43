"""What `doctor` sees of memory: whether words and keys could come onto a disk by swap."""

from handlers.commands.doctor.finding import Finding, good, warn
from storage import memory


def look() -> Finding:
    """Of a process that was started as this one was: a limit that only `serve` has, it can't see."""
    swaps = memory.swaps()
    if not swaps:
        return good(
            "memory",
            "メモリの中身が、ディスクに書き出されることはありません。",
            "This machine swaps to no disk, so none is written from memory.",
        )
    if memory.may_lock():
        return good(
            "memory",
            "スワップはありますが、この相談室のメモリは、そこに書き出されません。",
            "This machine swaps, but processes started as this one keep their memory out of it.",
        )
    return warn(
        "memory",
        f"相談のことばや鍵が、メモリからディスク（{', '.join(swaps)}）に書き出されるおそれがあります。スワップを止めるか、暗号化してください。",
        f"This machine swaps to {', '.join(swaps)}, and a process started as this one may not keep its memory out of it: "
        "words and keys could come onto that disk. Switch swap off or encrypt it; deploy/*.service allow the lock.",
    )
