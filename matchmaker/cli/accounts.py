"""The commands about serving the dashboard: alone, to those who log in, and who they are."""

from __future__ import annotations

import getpass
import logging
import sys
from typing import TYPE_CHECKING

from matchmaker.cli import serving
from matchmaker.cli.exit_codes import Exit
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.guard.accounts import Accounts
    from matchmaker.cli.commands import Session
    from matchmaker.kernel.errors import Param


def run_serve(session: Session) -> int:
    """Serve the dashboard until stopped."""
    from matchmaker.cli.commands import now

    options = session.options
    if not getattr(options, "public", False):
        serving.check_alone(options.host)
        _say_where(session, f"http://{options.host}:{options.port}")
        serving.serve(session.workspace, session.environment, options.host, options.port)
        return Exit.OK
    config = serving.public_config(options)
    logging.captureWarnings(capture=True)
    _say_where(session, config.address)
    serving.serve_public(config, session.environment, now, options.host, options.port)
    return Exit.OK


def _say_where(session: Session, address: str) -> None:
    if session.options.json:
        session.write_json({"address": address})
    else:
        session.paper.line(session.words.say(Message("serve.at", {"address": address})))
    sys.stdout.flush()


def run_accounts(session: Session) -> int:
    """List accounts, or change one."""
    from matchmaker.cli.commands import now

    accounts = serving.accounts_in(session.options, now)
    _ACTIONS[session.options.action](session, accounts)
    return Exit.OK


def _list(session: Session, accounts: Accounts) -> None:
    found = accounts.listed()
    if session.options.json:
        session.write_json([
            {"account": one.name, "name": one.shown, "rights": {k: v.value for k, v in one.rights.items()}}
            for one in found
        ])  # fmt: skip
        return
    words = session.words
    rows = [
        [one.name, one.shown, ", ".join(f"{k}: {v.value}" for k, v in one.rights.items()) or "–"]
        for one in found
    ]
    session.paper.table([words.term(f"accounts.{name}") for name in ("account", "name", "rights")], rows)


def _add(session: Session, accounts: Accounts) -> None:
    accounts.add(_account(session), _password(session), session.options.name)
    _said(session, "added")


def _remove(session: Session, accounts: Accounts) -> None:
    accounts.remove(_account(session))
    _said(session, "removed")


def _set_password(session: Session, accounts: Accounts) -> None:
    accounts.set_password(_account(session), _password(session))
    _said(session, "password_set")


def _grant(session: Session, accounts: Accounts) -> None:
    options = session.options
    if options.place is None or options.role is None:
        raise InputError("accounts_missing", hint=Message("hint.accounts_grant"))
    accounts.grant(_account(session), options.place, Role(options.role))
    _said(session, "granted")


def _revoke(session: Session, accounts: Accounts) -> None:
    if session.options.place is None:
        raise InputError("accounts_missing", hint=Message("hint.accounts_revoke"))
    accounts.revoke(_account(session), session.options.place)
    _said(session, "revoked")


def _account(session: Session) -> str:
    named: str | None = session.options.account
    if named is None:
        raise InputError("accounts_missing", hint=Message("hint.accounts_name"))
    return named


def _password(session: Session) -> str:
    """A password as it is typed, twice and unseen, or the first line of what is piped in."""
    if session.options.stdin:
        return sys.stdin.readline().rstrip("\r\n")
    words = session.words
    first = getpass.getpass(words.term("accounts.ask_password") + " ")
    if first != getpass.getpass(words.term("accounts.ask_again") + " "):
        raise InputError("password_differs")
    return first


def _said(session: Session, what: str) -> None:
    options = session.options
    params: dict[str, Param] = {"account": options.account, "workspace": options.place, "role": options.role}
    if session.options.json:
        session.write_json({"done": what, "account": options.account})
    else:
        session.paper.line(session.words.say(Message(f"accounts.{what}", params)))


_ACTIONS: dict[str, Callable[[Session, Accounts], None]] = {
    "list": _list, "add": _add, "remove": _remove, "password": _set_password, "grant": _grant,
    "revoke": _revoke,
}  # fmt: skip
COMMANDS: dict[str, Callable[[Session], int]] = {"serve": run_serve, "accounts": run_accounts}
