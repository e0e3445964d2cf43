"""The attackers' room: the town with its web doors, on both databases."""

from tests.handlers.conftest import callback as callback
from tests.handlers.conftest import case as case
from tests.handlers.conftest import hanako as hanako
from tests.handlers.conftest import sato as sato
from tests.handlers.conftest import sign_in as sign_in
from tests.handlers.conftest import town as town
from tests.handlers.conftest import web as web
