"""Starting it: what is refused, what is demanded, the commands about accounts, and the WSGI entry."""

from __future__ import annotations

import io
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import Client

from dashboard import serving, wsgi
from dashboard.app import create_app
from dashboard.guard.config import of_folder, read_config
from dashboard.guard.front import guarded
from dashboard.guard.origin import OwnMachine
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.main import main
from matchmaker.kernel.errors import InputError
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.roles import Role
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.security.conftest import ENVIRONMENT, HOST, PASSWORD, SECRET, Clock

if TYPE_CHECKING:
    from collections.abc import Callable

ENVIRON = {"MATCHMAKER_SECRET_KEY": SECRET}
OIDC = """
[oidc]
name = "Entra ID"
discovery = "https://login.example/x/v2.0/.well-known/openid-configuration"
client_id = "a"
client_secret_file = "entra.key"
rights = [{claim = "groups", value = "g", workspace = "innherred", role = "planlegger"}]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "samskaping.toml"
    file.write_text(text, encoding="utf-8")
    return file


# -- alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "samskaping.kommune.no", "::", ""])
def test_without_log_in_it_is_served_to_this_machine_only(
    host: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serve", "--host", host]) == Exit.BAD_INPUT
    told = capsys.readouterr()
    assert "--public" in told.err
    assert told.out == ""
    with pytest.raises(InputError, match="not_own_machine"):
        serving.check_host(host)


@pytest.fixture(scope="module")
def alone() -> Client:
    workspace = KeptWorkspace(Store(MemoryStorage(), Clock()), FolderWorkspace())
    return Client(OwnMachine(create_app(workspace, ENVIRONMENT).server))


OWN_PAGE = {"Origin": "http://127.0.0.1:8050", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("host", "headers", "method", "fine"),
    [
        ("127.0.0.1:8050", {}, "GET", True),
        ("localhost:8050", {}, "GET", True),
        ("[::1]:8050", {}, "GET", True),
        ("ond.example:8050", {}, "GET", False),  # its name was given this machine's number
        ("127.0.0.1.ond.example", {}, "GET", False),
        ("127.0.0.1:8050", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, "GET", False),
        ("127.0.0.1:8050", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, "GET", True),
        ("127.0.0.1:8050", OWN_PAGE, "POST", True),
        ("127.0.0.1:8050", {"Origin": "https://ond.example"}, "POST", False),
        ("127.0.0.1:8050", {"Origin": "http://127.0.0.1:9000"}, "POST", False),
        ("127.0.0.1:8050", {"Origin": "null"}, "POST", False),
        ("127.0.0.1:8050", {"Referer": "https://ond.example/"}, "POST", False),
        ("127.0.0.1:8050", {}, "POST", True),  # a program on this machine, and no browser
    ],
)
def test_no_other_page_in_the_browser_reaches_it(
    alone: Client, host: str, headers: dict[str, str], method: str, fine: bool
) -> None:
    path = "/_dash-update-component" if method == "POST" else "/health"
    answer = alone.open(path, method=method, base_url=f"http://{host}", headers=headers, data=b"{")
    assert (answer.status_code != 403) is fine


# -- shared --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "environ", "code"),
    [
        ("http://samskaping.kommune.no", ENVIRON, "public_address"),
        ("", ENVIRON, "public_address"),
        ("https://a@samskaping.kommune.no", ENVIRON, "public_address"),
        ("https://samskaping.kommune.no/?a", ENVIRON, "public_address"),
        (HOST, {}, "secret_key"),
        (HOST, {"MATCHMAKER_SECRET_KEY": "kort"}, "secret_key"),
        (HOST, {"MATCHMAKER_SECRET_KEY_FILE": "finnes-ikke"}, "config_file"),
    ],
)
def test_it_does_not_start_unless_it_is_safe(
    tmp_path: Path, address: str, environ: dict[str, str], code: str
) -> None:
    (tmp_path / "innherred.db").touch()
    with pytest.raises(InputError) as wrong:
        of_folder(tmp_path, address, environ)
    assert wrong.value.code == code


def test_it_does_not_start_where_nobody_can_log_in(tmp_path: Path) -> None:
    (tmp_path / "innherred.db").touch()
    config = of_folder(tmp_path, HOST, ENVIRON)
    with pytest.raises(InputError) as wrong:
        guarded(config, ENVIRONMENT, Clock())
    assert wrong.value.code == "nobody_can_log_in"
    empty = tmp_path / "tom"
    empty.mkdir()
    with pytest.raises(InputError, match="no_workspaces"):
        of_folder(empty, HOST, ENVIRON)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("adress = 'x'", "config_unknown"),
        ("address = 5", "config_value"),
        ("address = 'https://a.no'\nproxies = -1\n[workspaces.a]", "config_value"),
        ("address = 'https://a.no'\n[sessions]\nidle_minutes = 0\n[workspaces.a]", "config_value"),
        ("address = 'https://a.no'\n[sessions]\nidle = 5\n[workspaces.a]", "config_unknown"),
        ("address = 'https://a.no'\n[workspaces.oidc]", "workspace_name"),
        ("address = 'https://a.no'\n[workspaces.'../a']", "workspace_name"),
        ("address = 'https://a.no'\n[workspaces.a]\nkeep = 'x'", "config_unknown"),
        ("address = 'https://a.no'", "no_workspaces"),
        ("address = [", "config_file"),
        ("[workspaces.a]\n" + OIDC.replace("https://login", "http://login"), "config_value"),
        ("[workspaces.a]\n" + OIDC.replace("planlegger", "sjef"), "unknown_role"),
        ("[workspaces.a]\n" + OIDC + "rights_minutes = 0", "config_value"),
        ("[workspaces.a]\n" + OIDC + "rights_minutes = true", "config_value"),
        ("[workspaces.a]\n" + OIDC.replace('client_id = "a"', 'client_secret = "a"'), "config_unknown"),
        ("[workspaces.a]\n" + OIDC.replace("entra.key", "finnes-ikke"), "config_file"),
    ],
)
def test_a_configuration_that_is_not_understood_is_not_used(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "entra.key").write_text("x")
    with pytest.raises(InputError) as wrong:
        read_config(written(tmp_path, text), ENVIRON)
    assert wrong.value.code == code


def test_a_configuration_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "entra.key").write_text("hemmelig\n")
    (tmp_path / "nokkel").write_text(SECRET + "\n")
    config = read_config(written(tmp_path, f"""
address = "https://samskaping.kommune.no/verktoy/"
secret_key_file = "nokkel"
proxies = 1
[sessions]
idle_minutes = 5
[workspaces.innherred]
title = "Innherred"
keeps = "postgresql://db/x"
[workspaces.annet]
{OIDC}"""), {})  # fmt: skip
    assert (config.prefix, config.origin, config.secure) == (
        "/verktoy",
        "https://samskaping.kommune.no",
        True,
    )
    assert config.idle.total_seconds() == 300
    assert config.places["innherred"].keeps == "postgresql://db/x"
    assert config.places["annet"].keeps == str(tmp_path / "annet.db")
    assert config.oidc is not None
    assert config.oidc.client_secret == "hemmelig"
    assert config.oidc.rights({"groups": ["x", "g"]}) == {"innherred": Role.PLANNER}
    assert config.oidc.rights({"groups": "gg"}) == {} == config.oidc.rights({})


def test_the_example_in_the_runbook_is_understood(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
    blocks = [part.split("```")[0] for part in text.split("```toml\n")[1:]]
    (tmp_path / "secret.key").write_text(SECRET)
    (tmp_path / "entra.key").write_text("x")
    tomllib.loads("\n".join(blocks))
    config = read_config(written(tmp_path, "\n".join(blocks)), {})
    assert config.oidc is not None
    assert list(config.places) == ["innherred"]


def test_the_command_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MATCHMAKER_SECRET_KEY", "MATCHMAKER_SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "innherred.db").touch()
    shared = ["serve", "--public", "--workspaces", str(tmp_path)]
    assert main(["serve", "--public"]) == Exit.BAD_INPUT
    assert "--config" in capsys.readouterr().err
    assert main([*shared, "--address", HOST]) == Exit.BAD_INPUT
    assert "openssl rand -hex 32" in capsys.readouterr().err
    monkeypatch.setenv("MATCHMAKER_SECRET_KEY", SECRET)
    assert main(shared) == Exit.BAD_INPUT
    assert "https" in capsys.readouterr().err
    assert main([*shared, "--address", HOST]) == Exit.BAD_INPUT
    assert "matchmaker accounts add" in capsys.readouterr().err


# -- accounts ------------------------------------------------------------------------------------------


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(*words: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["accounts", *words, "--accounts", str(tmp_path / "k.sqlite3")])

    return run


def test_accounts_are_made_given_roles_and_taken_away(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("add", "kari", "--stdin", "--name", "Kari P.", typed=PASSWORD + "\n") == Exit.OK
    assert command("grant", "kari", "innherred", "planlegger") == Exit.OK
    assert command("grant", "kari", "annet", "leser") == Exit.OK
    assert command("revoke", "kari", "annet") == Exit.OK
    capsys.readouterr()
    assert command("list", "--json") == Exit.OK
    told: Any = json.loads(capsys.readouterr().out)
    assert told == [{"account": "kari", "name": "Kari P.", "rights": {"innherred": "planlegger"}}]
    assert command("list") == Exit.OK
    assert "innherred: planlegger" in capsys.readouterr().out
    assert command("password", "kari", "--stdin", typed="en helt annen frase\n") == Exit.OK
    assert command("remove", "kari") == Exit.OK
    assert command("remove", "kari") == Exit.BAD_INPUT
    assert PASSWORD not in str(capsys.readouterr())


@pytest.mark.parametrize("words", [("add",), ("grant", "kari"), ("grant", "kari", "x"), ("revoke", "kari")])
def test_a_command_that_lacks_something_says_what(
    command: Callable[..., int], capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert command(*words) == Exit.BAD_INPUT
    assert f"matchmaker accounts {words[0]}" in capsys.readouterr().err


def test_a_password_is_typed_twice_and_unseen(
    command: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([PASSWORD, "noe annet enn det", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert command("add", "kari") == Exit.BAD_INPUT
    assert "ikke like" in capsys.readouterr().err
    assert command("add", "kari") == Exit.OK


def test_a_file_that_is_no_file_of_accounts_is_not_written_over(
    command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "k.sqlite3"
    file.write_bytes(b"dette er noe annet" * 100)
    assert command("list") == Exit.BAD_INPUT
    assert file.read_bytes() == b"dette er noe annet" * 100
    assert "kontofilen" in capsys.readouterr().err


# -- the WSGI entry ------------------------------------------------------------------------------------


def test_a_wsgi_server_finds_it_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "innherred.db").touch()
    told = {
        **ENVIRON,
        "MATCHMAKER_WORKSPACES": str(tmp_path),
        "MATCHMAKER_ADDRESS": HOST,
        "MATCHMAKER_PROXIES": "1",
    }
    with pytest.raises(SystemExit) as stopped:
        wsgi.application_of(told)
    assert "matchmaker accounts add" in str(stopped.value)
    from dashboard.guard.accounts import Accounts
    from dashboard.guard.book import Book

    Accounts(Book(tmp_path / "kontoer.sqlite3"), Clock()).add("kari", PASSWORD)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    made = wsgi.application
    assert wsgi.application is made
    answer = Client(made).get("/health", base_url=HOST)
    assert (answer.status_code, answer.text) == (200, "ok")
    monkeypatch.delattr(wsgi, "application")
    with pytest.raises(AttributeError):
        _ = wsgi.something_else
    with pytest.raises(InputError, match="config_value"):
        wsgi.config_of({**told, "MATCHMAKER_PROXIES": "en"})
    assert wsgi.now().date() >= date(2026, 1, 1)
