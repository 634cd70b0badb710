"""The command ``groups``: an event into groups, repaired, explained, kept and printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchmaker.cli import groups_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services import groups_keep
from matchmaker.services.command_words import said
from matchmaker.services.groups_called import with_ids
from matchmaker.services.groups_export import write_files
from matchmaker.services.groups_request import GroupsRequest, Split
from matchmaker.services.groups_spelling import SPELLINGS
from matchmaker.services.groups_told import seats_only, shaped
from matchmaker.services.people_list import is_people_list, read_people

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups import Seats
    from matchmaker.services.groups_keep import ToldSeating
    from matchmaker.services.people_list import PeopleList

_FILES = ("xlsx", "csv", "badges")
_WORK = ("seed", "tries", "done", "seconds")
"""How an answer was searched for; it does not hang on to the next question."""


def groups_request(options: argparse.Namespace, before: GroupsRequest | None = None) -> GroupsRequest:
    """The request that the options of ``groups`` spell.

    What is not said is as in the question *before*, where there is one; how long was searched is not.
    """
    plain = GroupsRequest(options.dataset)
    found: dict[str, Any] = {}
    for one in SPELLINGS:
        said = getattr(options, one.field, None)
        if said is not None:
            found[one.field] = tuple(said) if one.several else said
        elif before is not None and one.field not in _WORK:
            found[one.field] = getattr(before, one.field)
    return replace(plain, **found)


def run_groups(session: Session) -> int:
    """Split an event, repair a seating, or explain a place; then keep and write what is asked for."""
    options = session.options
    if options.repair and options.explain:
        raise InputError("repair_or_explain")
    told = groups_keep.read_seating(Path(options.seating)) if options.seating else None
    request = groups_request(options, told.request if told else None)
    listed = read_list(session, request)
    if options.keep:
        check_complete(session, listed)
    asked = () if options.explain is None else (options.explain,)
    request, people = with_ids(session.workspace, request, *asked)
    before = () if told is None or told.request else seats_only(Path(options.seating).name, request)
    if people:
        return _explain(session, request, people[0], told, before)
    if options.repair and told is None:
        before = seats_only(options.dataset, request)
    split = _split(session, request, told)
    split = replace(split, notes=(*(listed.notes if listed else ()), *split.notes, *before))
    return _finish(session, split, listed)


def read_list(session: Session, request: GroupsRequest | None = None) -> PeopleList | None:
    """Read an ordinary list of people into memory, as the dataset that the command means.

    Columns of attributes that the *request* wants, else the options, are read too. ``None`` for a dataset.
    """
    options = session.options
    path = Path(options.dataset)
    if not is_people_list(path):
        return None
    wishes = request.attributes if request else getattr(options, "attributes", None) or ()
    asked = tuple(wish.attribute for wish in wishes)
    found = read_people(
        path, asked=asked, mapping=dict(options.map), municipality=options.municipality, kind=options.kind
    )
    session.held[options.dataset] = found.dataset
    return found


def _split(session: Session, request: GroupsRequest, told: ToldSeating | None) -> Split:
    from matchmaker.services.groups import judge_seating, split_event  # slow: they bring the compiled search

    workspace, environment = session.workspace, session.environment
    with session.following.stopping():
        if session.options.repair or session.options.as_told:
            seats = _told(session, request, told)
            request = _shaped(session, request, seats)
            if session.options.as_told:
                return judge_seating(workspace, request, seats)
            from matchmaker.services.groups_repair import repair_event

            return repair_event(workspace, request, seats, environment)
        return split_event(workspace, request, environment)


def _told(session: Session, request: GroupsRequest, told: ToldSeating | None) -> Seats:
    """What people have been told; raises ``InputError`` (nobody_told) where nothing is kept."""
    seats = told.seats if told else groups_keep.told_seats(session.workspace, request.dataset)
    if not seats:
        raise InputError("nobody_told", {"dataset": request.dataset}, Message("hint.nobody_told"))
    return seats


def _shaped(session: Session, request: GroupsRequest, seats: Seats) -> GroupsRequest:
    return shaped(session.workspace.dataset(request.dataset).register, request, seats)


def _explain(
    session: Session,
    request: GroupsRequest,
    person: str,
    told: ToldSeating | None,
    before: tuple[Message, ...],
) -> int:
    """Say why somebody sits where they sit: in a seating that is kept, else in one that is made now."""
    from matchmaker.services.groups import split_event, worded_seats
    from matchmaker.services.groups_explain import explain_person

    workspace, environment = session.workspace, session.environment
    seats = told.seats if told else groups_keep.told_seats(workspace, request.dataset)
    if seats:
        request = _shaped(session, request, seats)
    else:
        with session.following.stopping():
            seats = worded_seats(split_event(workspace, request, environment))
    found = explain_person(workspace, request, seats, person, environment)
    session.show(replace(found, notes=(*found.notes, *before)), text.explained)
    return Exit.OK


def _finish(session: Session, split: Split, listed: PeopleList | None) -> int:
    """Keep, write files, and show; ends with 1 when a rule is broken."""
    options = session.options
    done = keep_and_write(session, split, listed)
    again = tuple(f"--{name}" for name in ("repair", "as-told") if getattr(options, name.replace("-", "_")))
    if options.seating:
        again += ("--seating", options.seating)
    if listed is not None:
        again += _of_list(options)

    def written(_result: object, paper: Paper, words: Catalogue) -> None:
        text.show(split, paper, words, *again)
        for message in done:
            paper.line(words.say(message))

    session.show(split, written)
    return Exit.FINDINGS if split.breaches else Exit.OK


def _of_list(options: argparse.Namespace) -> tuple[str, ...]:
    """How the list was read, as it was said."""
    columns = [word for header, field in options.map for word in said("map", f"{header}={field}")]
    others = [(name, getattr(options, name)) for name in ("municipality", "kind")]
    return (*columns, *(word for name, value in others if value for word in said(name, value)))


def keep_and_write(session: Session, split: Split, listed: PeopleList | None) -> list[Message]:
    """Keep a seating and write its files, as far as the options ask for it; tells what was done."""
    options = session.options
    told = [*_keep(session, split, listed)] if options.keep else []
    files = [(kind, Path(getattr(options, kind))) for kind in _FILES if getattr(options, kind)]
    told += [
        Message("groups.written", {"file": str(Path(done.folder) / name)})
        for done in write_files(split, session.words, files)
        for name in done.files
    ]
    return told


def check_complete(session: Session, listed: PeopleList | None) -> None:
    """Refuse to keep a list that is no dataset yet, before there is anything to wait for.

    Raises ``InputError`` (list_not_complete), with what it does not say.
    """
    if listed is not None and not listed.complete:
        params: dict[str, Param] = {"file": session.options.dataset, "lacking": listed.lacking}
        raise InputError("list_not_complete", params, Message("hint.list_not_complete"))


def _keep(session: Session, split: Split, listed: PeopleList | None) -> tuple[Message, ...]:
    """Keep the seating in the workspace; tells that, and what others have changed since."""
    from matchmaker.services.groups import worded_seats

    dataset = split.request.dataset
    found = groups_keep.keep_together(
        session.workspace, dataset, worded_seats(split), session.author, session.options.since
    )
    plain, _ = session.workspace.split(dataset)
    name = plain if listed is None else listed.dataset.info.name
    return (Message("groups.kept", {"dataset": name, "version": found.version}), *found.others)


COMMANDS: dict[str, Callable[[Session], int]] = {"groups": run_groups}
