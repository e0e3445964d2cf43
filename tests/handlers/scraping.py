"""What a Prometheus that scrapes this office reads."""

import re

from flask import Flask

SAMPLE = re.compile(r"^(hidamari_[a-z_]+(?:\{[^}]*\})?) (\S+)$")
COMMENT = re.compile(r"^# (?:HELP hidamari_[a-z_]+ \S.*|TYPE hidamari_[a-z_]+ (?:counter|gauge|histogram))$")


def told(web: Flask) -> dict[str, float]:
    """Every sample by its name with labels. Whatever else stands there is an error."""
    answer = web.test_client().get("/metrics")
    assert (answer.status_code, answer.content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    found: dict[str, float] = {}
    for line in answer.text.splitlines():
        sample = SAMPLE.match(line)
        assert sample or COMMENT.match(line), line
        if sample:
            assert sample[1] not in found
            found[sample[1]] = float(sample[2])
    return found
