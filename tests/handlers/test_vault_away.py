"""Vault holds the KEK, and is sealed at the worst moment: nothing is lost, and who looks is told what is wrong."""

from pathlib import Path

import pytest

from storage import shred, vault
from storage.holder import HolderAway
from storage.vault import VaultKek
from tests.cast import Town
from tests.handlers.doors import opened
from tests.handlers.line import Callback
from tests.harness.vault import running


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_what_vault_keeps_from_being_stored_is_stored_when_it_is_back(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "REST_SECONDS", 0.0)
    with running(tmp_path / "token") as holder:
        place = holder.place
        settings = town.but(
            KEK_VAULT_ADDRESS=place.address,
            KEK_VAULT_TOKEN_FILE=str(place.token_file),
            KEK_VAULT_KEY=place.name,
        )
        clock = VaultKek(place)
        with town.database.transaction() as connection:
            shred.restore(connection, [])
            shred.create(connection, clock, shred.STAFF)
        with opened(settings, town.clock) as web:
            line, hanako, taro = Callback(web), town.resident(), town.resident()
            assert line.events(hanako.says("こんばんは")) == 200
            holder.sealed = True
            assert line.events(hanako.says("まだいますか")) == 200, "what is known goes on"
            holder.sealed = False
            shred.rotate(town.database, clock, ship=lambda table: None)
            holder.sealed = True
            event = taro.says("はじめまして")
            assert line.events(event) == 503
            with pytest.raises(HolderAway, match="sealed"), opened(settings, town.clock):
                pass
            ready = web.test_client().get("/health/ready")
            assert ready.status_code == 503
            wrong = {check["check"] for check in ready.json or [] if not check["ok"]}
            assert {"keys", "kek-away"} <= wrong
            assert "unfinished-rotation" not in wrong
            assert "kek-volume" not in wrong
            holder.sealed = False
            assert line.events(event) == 200
            assert len(town.consultations()) == 2
            assert line.events(event) == 200
            assert len(town.consultations()) == 2
