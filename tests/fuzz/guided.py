"""Every parser with inputs that coverage leads to, for as long as is said: `python -m tests.fuzz.guided [SECONDS] [PARSER …]`.

Needs atheris, which is no part of the development's requirements. Where it is not installed this says so, and that is all it does.
"""

import importlib.util
import os
import random
import subprocess
import sys


def main() -> int:
    seconds, names = int(sys.argv[1]) if sys.argv[1:] else 20, sys.argv[2:]
    if importlib.util.find_spec("atheris") is None:
        print("NOT DONE: parsers guided by coverage. atheris is not installed here (pip install atheris).")
        return 0
    if "FUZZ_ONE" in os.environ:
        return _one(os.environ["FUZZ_ONE"], seconds)
    from tests.fuzz.parsers import PARSERS

    failed = []
    for parser in PARSERS:
        if not names or parser.name in names:
            # Each by itself, for the engine ends its process.
            program = [sys.executable, "-m", "tests.fuzz.guided", str(seconds)]
            done = subprocess.run(program, env=os.environ | {"FUZZ_ONE": parser.name}, check=False)
            print(f"{parser.name}: {'holds' if done.returncode == 0 else 'FAILED'}", flush=True)
            failed += [parser.name] if done.returncode else []
    return 1 if failed else 0


def _one(name: str, seconds: int) -> int:
    import tempfile

    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["bot", "handlers", "retention", "storage", "settings"]):
        from tests.fuzz.parsers import PARSERS, attempt, seeds

    (parser,) = (one for one in PARSERS if one.name == name)
    with tempfile.TemporaryDirectory() as corpus:
        for number, whole in enumerate(seeds()):
            with open(f"{corpus}/{number}", "wb") as file:
                file.write(whole)
        seed = os.environ.get("FUZZ_SEED") or str(random.randrange(1, 1 << 31))
        options = [
            f"-max_total_time={seconds}",
            "-max_len=6000",
            f"-seed={seed}",
            "-verbosity=0",
            "-print_final_stats=0",
        ]
        print(f"{name}: seed {seed}", flush=True)
        atheris.Setup(
            [sys.argv[0], *options, f"-artifact_prefix={tempfile.gettempdir()}/", corpus],
            lambda content: attempt(parser, content),
        )
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
