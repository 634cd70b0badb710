"""Erasure: a person becomes a pseudonym in everything that is kept, old and new.

It is no step and cannot be undone. Who may be erased, what stays and why: ``docs/decisions/0010-erasure.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.rng import secret
from matchmaker.model.vocabulary import Form
from matchmaker.store import people
from matchmaker.store.audit import digest, digest_of_parts
from matchmaker.store.difference import Difference
from matchmaker.store.draft_rows import without_person
from matchmaker.store.forgetting import Plan, forget, read_log
from matchmaker.store.gate import Action
from matchmaker.store.layout import key_of
from matchmaker.store.pseudonym import Own, Pseudonym, Tally
from matchmaker.store.records import Different
from matchmaker.store.rewriting import TableRewriter

if TYPE_CHECKING:
    from matchmaker.store.layout import Row
    from matchmaker.store.people import Person
    from matchmaker.store.storage import Reading, Writing
    from matchmaker.store.store import Store

_PREVIEW = "000000"
_DIGITS = 6
DATASET, VERSION, RECORD, STEP, DRAFT, CONTACT, AUTHOR = (
    "datasett", "versjon", "post", "steg", "utkast", "kontakt", "forfatter",
)  # fmt: skip
"""Kinds of places in which a person is found."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in which a person was found."""

    what: str
    """:data:`VERSION`, :data:`RECORD` …"""
    target: str
    """Which one, e.g. ``innherred/3 ties.source`` or ``notat-2/1``."""
    count: int
    """Rows in a table; times in a text."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an erasure did, or would do."""

    id: str
    """The pseudonym's id; zeros in a preview."""
    name: str
    datasets: tuple[str, ...]
    replaced: tuple[Found, ...]
    look_at: tuple[Found, ...]
    """Places left as they were, since they may be about somebody else: a person must look at them."""
    entries: tuple[int, ...]
    """Entries of the log that lost their detail."""
    archives: tuple[str, ...]
    """References in the archive, where the archive itself must restrict access (arkivlova § 13)."""
    entry: int | None
    """The entry of the log that tells of the erasure; ``None`` in a preview."""


@dataclass
class _Search:
    """Goes through what is kept and plans what becomes of it."""

    reading: Reading
    new: Pseudonym
    plan: Plan = field(default_factory=Plan)
    found: list[Found] = field(default_factory=list)
    doubtful: list[Found] = field(default_factory=list)
    archives: set[str] = field(default_factory=set)

    def note(self, what: str, target: str, tally: Tally) -> None:
        if tally.replaced:
            self.found.append(Found(what, target, tally.replaced))
        if tally.doubtful:
            self.doubtful.append(Found(what, target, tally.doubtful))

    def own(self, dataset: str | None) -> Own:
        return None if not dataset else dataset in self.new.person.datasets

    def json(self, text: object, what: str, target: str, own: Own = None) -> str:
        """A text that may be JSON, with the person replaced."""
        tally = Tally()
        try:
            value = self.new.json(orjson.loads(str(text)), tally, own=own)
            changed = orjson.dumps(value).decode() if tally.replaced else str(text)
        except orjson.JSONDecodeError:
            changed = self.new.text(str(text), tally, own=own)
        self.note(what, target, tally)
        return changed

    def authored(self, row: Row, target: str) -> Row:
        """A row with the person replaced as its author."""
        tally = Tally()
        author = self.new.author(str(row["author"] or ""), tally)
        self.note(AUTHOR, target, tally)
        return {**row, "author": author} if tally.replaced else row

    def put(self, table: str, old: Row, new: Row) -> None:
        if new == old:
            return
        if key_of(table, new) != key_of(table, old):
            self.plan.drops.append((table, old))
        self.plan.puts.append((table, new))

    # -- one kind of rows after the other ------------------------------------------------------------

    def versions(self) -> None:
        """Tables of every version, and who made it."""
        digests: dict[tuple[str, int], tuple[str, int]] = {}
        rows = self.reading.rows("version")
        for row in rows:
            dataset, number = str(row["dataset"]), int(str(row["number"]))
            if row["content_of"] == number:
                digests[dataset, number] = self._content(dataset, number, row)
        for row in rows:
            dataset = str(row["dataset"])
            written, count = digests[dataset, int(str(row["content_of"]))]
            new = self.authored({**row, "digest": written, "rows": count}, f"{dataset}/{row['number']}")
            self.put("version", row, new)

    def _content(self, dataset: str, number: int, row: Row) -> tuple[str, int]:
        """Rewrite what a version holds; gives the digest and the number of rows."""
        held = self.reading.rows("content", dataset=dataset, version=number)
        old = {str(one["part"]): str(one["text"]) for one in held}
        rewriter = TableRewriter(self.new, own=dataset in self.new.person.datasets)
        new = rewriter.parts(old)
        for (table, column), tally in sorted(rewriter.tallies.items()):
            where = f"{table}.{column}" if column else table
            self.note(VERSION, f"{dataset}/{number} {where}", tally)
        if new == old:
            return str(row["digest"]), int(str(row["rows"]))
        for one in held:
            part = str(one["part"])
            if part not in new:
                self.plan.drops.append(("content", one))
            else:
                self.put("content", one, {**one, "text": new[part]})
        written = digest_of_parts(new)
        self.plan.replaces(f"version/{dataset}/{number}", digest_of_parts(old), written)
        count = int(str(row["rows"])) if row["base"] == number else Difference.of_parts(new).rows
        return written, count

    def datasets(self) -> None:
        """What each dataset says about itself."""
        for row in self.reading.rows("dataset"):
            if row["about"]:
                name = str(row["name"])
                about = self.json(row["about"], DATASET, name, self.own(name))
                self.put("dataset", row, {**row, "about": about})

    def records(self) -> None:
        """Every revision of every record; what is archived is marked as restricted."""
        for record in self.reading.rows("record"):
            revisions = self.reading.rows("revision", record=record["id"])
            bodies = [None if row["body"] is None else orjson.loads(str(row["body"])) for row in revisions]
            archives = {body["archived"] for body in bodies if body and body.get("archived")}
            new, found = [], False
            for row, body in zip(revisions, bodies, strict=True):
                tally = Tally()
                walked = self.new.json(body, tally, own=self.own(people.dataset_of(body)))
                new.append(_settled(walked))
                found |= bool(tally.replaced)
                self.note(RECORD, f"{row['record']}/{row['number']}", tally)
            if found:
                self.archives |= archives
            for row, body, walked in zip(revisions, bodies, new, strict=True):
                if found and archives and walked is not None:
                    walked["restricted"] = True
                self._revision(row, body, walked)

    def _revision(self, row: Row, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
        target = f"{row['record']}/{row['number']}"
        after = self.authored(row, target)
        if new != old:
            text = orjson.dumps(new, option=orjson.OPT_SORT_KEYS).decode()
            self.plan.replaces(f"record/{target}", digest(str(row["body"])), digest(text))
            after = {**after, "body": text}
        self.put("revision", row, after)

    def steps(self) -> None:
        """Names of steps, and who took them."""
        for row in self.reading.rows("step"):
            target = str(row["number"])
            self.put(
                "step", row, self.authored({**row, "name": self.json(row["name"], STEP, target)}, target)
            )

    def drafts(self) -> None:
        """Work that is not committed, whatever of it is text."""
        for row in self.reading.rows("draft"):
            target, own = str(row["id"]), self.own(str(row["dataset"] or ""))
            text = without_person(str(row["body"]), self.new.person.id) if own else row["body"]
            new = {**row, "body": self.json(text, DRAFT, target, own)} if text else row
            self.put("draft", row, self.authored(new, target))

    def contacts(self) -> None:
        """The person's contact details go; they may be named as the source of somebody else's."""
        for row in self.reading.rows("contact"):
            place = f"{row['dataset']}/{row['actor']}/{row['channel']}"
            if row["actor"] == self.new.person.id and self.own(str(row["dataset"])):
                self.plan.drops.append(("contact", row))
                self.plan.replaces(f"contact/{place}", digest(str(row["value"])), None)
                self.found.append(Found(CONTACT, str(row["channel"]), 1))
                continue
            tally = Tally()
            source = self.new.text(str(row["source"] or ""), tally, own=self.own(str(row["dataset"])))
            self.note(CONTACT, place, tally)
            self.put("contact", row, {**row, "source": source} if tally.replaced else row)


def _settled(body: Any) -> Any:  # noqa: ANN401 - a record's body as JSON
    """Put a rewritten body into the form in which such a record is kept."""
    if body is not None and body["kind"] == Different.kind:
        body["actors"] = sorted(body["actors"])
    return body


def _search(reading: Reading, person: Person, code: str) -> _Search:
    search = _Search(reading, Pseudonym(person, code))
    for look in (search.versions, search.datasets, search.records, search.steps, search.drafts,
                 search.contacts):  # fmt: skip
        look()
    return search


def refuse(person: Person) -> None:
    """Raise ``InputError`` for what is not erased: ``not_a_person``, ``already_erased``."""
    if Form.PERSON.value not in person.forms:
        raise InputError("not_a_person", {"person": person.id}, Message("hint.not_a_person"))
    if person.erased:
        raise InputError("already_erased", {"person": person.id})


def _receipt(search: _Search, entries: tuple[int, ...], entry: int | None) -> Receipt:
    new = search.new
    return Receipt(new.id, new.name, new.person.datasets, tuple(search.found), tuple(search.doubtful),
                   entries, tuple(sorted(search.archives)), entry)  # fmt: skip


def preview(reading: Reading, person: Person) -> Receipt:
    """What an erasure would do now. Raises as :func:`refuse`."""
    refuse(person)
    search = _search(reading, person, _PREVIEW)
    return _receipt(search, read_log(reading, search.plan, search.new.mentioned).emptied, None)


def erase_in(writing: Writing, person: Person, reason: str, author: str, at: str) -> Receipt:
    """Erase a person in a change that is under way; the storage has to be scrubbed afterwards.

    Parameters
    ----------
    writing
        Everything happens in it or nothing.
    person
        As found in *writing*.
    reason
        Why, for the log; it is kept with the person's names replaced.
    author, at
        Who does it, and when (ISO 8601).

    Raises
    ------
    InputError
        As :func:`refuse`.
    """
    refuse(person)
    taken = {actor for _, actor in people.known(writing)}
    code = secret()[:_DIGITS]
    while f"slettet-{code}" in taken:
        code = secret()[:_DIGITS]
    search = _search(writing, person, code)
    log = read_log(writing, search.plan, search.new.mentioned)
    # the reason is about this person and nobody else, so nothing in it is doubtful
    alone = Pseudonym(replace(person, shared=frozenset(), longer=(), words=frozenset()), code)
    detail = {
        "erased": search.new.id,
        "reason": alone.text(reason, Tally()),
        "author": search.new.author(author, Tally()),
        "archives": sorted(search.archives),
        "look_at": len(search.doubtful),
    }
    entry = forget(writing, at, search.plan, log, detail)
    return _receipt(search, log.emptied, entry)


def erase(store: Store, asked: str, *, dataset: str | None, reason: str, author: str) -> Receipt:
    """Find a person and erase them: in one change, and then in the files.

    Parameters
    ----------
    store
        What keeps.
    asked, dataset
        As :func:`matchmaker.store.people.find`.
    reason, author
        As :func:`erase_in`.

    Raises
    ------
    InputError
        As :func:`matchmaker.store.people.find` and :func:`refuse`. When the files cannot be scrubbed
        (``store_full`` …) the erasure is made all the same; scrub again when the cause is gone.
    """
    with store.writing(Action.ERASE) as writing:
        who = store.gate.signed(author)
        receipt = erase_in(writing, people.find(writing, asked, dataset), reason, who, store.now())
    store.storage.scrub()
    return receipt
