"""The same in Firefox, whose WebCrypto takes things that Chromium's refuses: a key that doesn't belong to its point, for one."""

from collections.abc import Iterator

import pytest

from tests.browser.answers import Ask
from tests.browser.test_crypto import (
    test_another_story_for_each_reader_does_not_open_the_first as test_posing,
)
from tests.browser.test_crypto import test_both_write_the_same_words as test_both_write_the_same_words
from tests.browser.test_crypto import (
    test_no_case_key_can_be_taken_out_of_the_browser as test_no_case_key_can_be_taken_out_of_the_browser,
)
from tests.browser.test_crypto import (
    test_official_vectors_byte_for_byte as test_official_vectors_byte_for_byte,
)
from tests.browser.test_crypto import (
    test_refused_with_the_servers_code as test_refused_with_the_servers_code,
)
from tests.browser.test_crypto import (
    test_the_browser_reads_what_the_server_sealed as test_the_browser_reads_what_the_server_sealed,
)
from tests.browser.test_crypto import (
    test_the_browser_reads_what_was_kept as test_the_browser_reads_what_was_kept,
)
from tests.browser.test_crypto import (
    test_the_server_reads_what_the_browser_sealed as test_the_server_reads_what_the_browser_sealed,
)
from tests.browser.test_crypto import test_what_is_no_point_is_no_key as test_what_is_no_point_is_no_key
from tests.harness.browser import Complaints
from tests.harness.firefox import Firefox

__all__ = ["test_posing"]


@pytest.fixture(scope="module")
def ask(origin: str, firefox: Firefox) -> Iterator[Ask]:
    complaints = Complaints()
    tab = firefox.open_tab(complaints)
    tab.open(f"{origin}crypto_page")
    tab.wait("() => globalThis.ask !== undefined")
    yield lambda question, asked: tab.evaluate("(q, a) => ask(q, a)", question, asked)
    tab.close()
    complaints.settle()
