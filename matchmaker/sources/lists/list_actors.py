"""Rows of an ordinary list become actors, organisations, places, roles and ties."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import Message, Problem
from matchmaker.model import vocabulary as v
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, frame_from, no_features
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.cells import code_reader, read_orgnr
from matchmaker.sources.cells.words import match_key, slug
from matchmaker.sources.lists.kind_words import (
    KindGuess,
    kind_of_organisation,
    kind_of_role,
    membership_tells,
    names_a_role,
    relation_to,
)
from matchmaker.sources.lists.list_forms import ListSort, finer, form_of, kind_beside, may_be_a_person
from matchmaker.sources.lists.list_headers import Field
from matchmaker.sources.lists.list_places import ListPlaces
from matchmaker.sources.lists.list_report import KindProposal, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping

Record = dict[str, object]

_OWN_VOICE = {"kommunestyre": "politiker", "utvalg": "politiker", "administrasjon": "fagperson",
              "tros_livssyn": "frivillig"}  # fmt: skip
"""Kind of a body → kind of a person named beside it. Faith is not put on a person."""
_STATED_KIND = code_reader(v.KINDS)
_NOTES_FEATURE = "merknad"


@dataclass
class ListBuilder:
    """Collects what the rows say; every list stays in the order of the rows."""

    label: str
    """The list as the planner knows it; rows name it as their source."""
    home: str | None
    """Municipality of rows that name none."""
    sort: ListSort
    """What the list as a whole tells about its rows."""
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._actors: dict[str, Record] = {}
        self._organisations: dict[str, str] = {}
        self._persons: dict[tuple[str, str], str] = {}
        self._names: dict[str, list[str]] = {}
        self._places = ListPlaces(self.label, self.home)
        self._roles: list[Record] = []
        self._ties: dict[tuple[str, str], Record] = {}
        self._notes: list[tuple[int, str, str]] = []
        self._proposals: list[KindProposal] = []
        self._telling: list[str] = []
        self.unread_kinds: dict[str, str] = {}
        """Id → what the list says of its kind, where no rule knows it."""
        self.asked: list[str] = []
        """Ids of those who may be persons or organisations."""

    def add(self, row: int, values: Mapping[Field, str]) -> str | None:
        """Take one row, and give the id of the actor that it is about; ``None`` when it names nobody."""
        name = _full_name(values)
        organisation = values.get(Field.ORGANISATION, "")
        if not name and not organisation:
            self.skipped.append(Skipped(row, Message("import.skipped_nameless")))
            return None
        if not name or match_key(name) == match_key(organisation):
            actor = self._organisation(row, organisation or name, values, direct=True)
        else:
            guess = self._kind(values, name, organisation)
            form = form_of(name, values, guess, self.sort)
            if form is v.Form.ORGANISASJON:
                actor = self._organisation(row, name, values, direct=True)
                self._part_of(row, actor, organisation)
            else:
                actor = self._one(row, (name, organisation), values, guess, form)
        if Field.NOTES in values:
            self._notes.append((row, actor, values[Field.NOTES]))
        return actor

    def _one(
        self, row: int, called: tuple[str, str], values: Mapping[Field, str], guess: KindGuess | None,
        form: v.Form | None,
    ) -> str:  # fmt: skip
        """Whoever is called by a name beside an organisation: a person, or somebody to be asked about."""
        name, organisation = called
        body = self._organisation(row, organisation, values, direct=False) if organisation else None
        key = (match_key(name), body or "")
        known = self._persons.get(key)
        if known is not None:
            self._role(known, guess, body, row)
            return known
        actor = self._fresh_id(_hidden_id("person" if form is v.Form.PERSON else "aktor", *key))
        self._persons[key] = actor
        self._names.setdefault(match_key(name), []).append(actor)
        self._actors[actor] = self._record(row, actor, name, guess, form, values)
        self._propose(actor, row, guess)
        if guess is None and Field.KIND in values:
            self.unread_kinds[actor] = values[Field.KIND]
        if form is None and may_be_a_person(name):
            self.asked.append(actor)
        if body is not None:
            self._role(actor, guess, body, row)
            self._tie(actor, body, organisation, row)
        return actor

    def _part_of(self, row: int, actor: str, organisation: str) -> None:
        """An organisation beside another belongs to it; that is no cooperation."""
        if organisation:
            body = self._organisation(row, organisation, {}, direct=False)
            tie = {"tail": actor, "head": body, "relation": v.Relation.DEL_AV.value}
            self._ties.setdefault((actor, body), {**tie, "source": self._source(row)})

    def _kind(self, values: Mapping[Field, str], name: str, organisation: str) -> KindGuess | None:
        stated = _stated(values)
        role = kind_of_role(values[Field.ROLE]) if Field.ROLE in values else None
        if found := stated or role or names_a_role(name):
            return finer(found, names_a_role(name))
        guess = kind_of_organisation(organisation) if organisation else None
        return guess and guess._replace(kind=_OWN_VOICE.get(guess.kind, guess.kind))

    def _organisation(self, row: int, name: str, values: Mapping[Field, str], *, direct: bool) -> str:
        """The organisation's id; *direct* when the row is about it, not about somebody in it."""
        known = self._organisations.get(match_key(name))
        if known is not None:
            return known
        actor = self._fresh_id(slug(name) or "aktor")
        self._organisations[match_key(name)] = actor
        stated = _stated(values)
        guess = finer(stated, kind_of_organisation(name)) if direct else kind_beside(stated, name)
        own = values if direct else {}
        record = self._record(row, actor, name, guess, v.Form.ORGANISASJON, own)
        record["orgnr"] = self._orgnr(row, values)
        self._actors[actor] = record
        self._propose(actor, row, guess)
        return actor

    def _record(
        self,
        row: int,
        actor: str,
        name: str,
        guess: KindGuess | None,
        form: v.Form | None,
        values: Mapping[Field, str],
    ) -> Record:
        municipality, place = self._places.where(row, values)
        return {
            "id": actor,
            "name": name,
            "kind": guess.kind if guess else None,
            "form": form.value if form else None,
            "municipality": municipality,
            "place": place,
            "origin": v.Origin.LISTE.value,
            "source": self._source(row, values.get(Field.ROLE)),
        }

    def _source(self, row: int, role: str | None = None) -> str:
        """Where in the list, and the role as it stood there."""
        return f"{self.label}, rad {row}" + (f" ({role})" if role else "")

    def _orgnr(self, row: int, values: Mapping[Field, str]) -> str | None:
        text = values.get(Field.ORGNR)
        if not text:
            return None
        read = read_orgnr(text)
        if isinstance(read, CellProblem):
            self._problem(row, Field.ORGNR, text, read)
            return None
        return str(read)

    def _problem(self, row: int, what: Field, value: str, fault: CellProblem) -> None:
        self.problems.append(Problem(fault.code, "list", self.label, row, what.value, value, hint=fault.hint))

    def _role(self, actor: str, guess: KindGuess | None, body: str | None, row: int) -> None:
        """One role per actor, kind and organisation; without a kind there is none to write."""
        if guess is None or body is None:
            return
        role: Record = {"actor": actor, "kind": guess.kind, "organisation": body}
        if not any(role.items() <= known.items() for known in self._roles):
            self._roles.append({**role, "source": self._source(row)})

    def _tie(self, actor: str, body: str, organisation: str, row: int) -> None:
        kind = self._actors[body]["kind"]
        own = self._actors[actor]["kind"]
        relation = (
            v.Relation.DEL_AV
            if self.sort.belonging
            else relation_to(str(kind) if kind else None, organisation, str(own) if own else None)
        )
        if membership_tells(organisation):
            self._telling.append(actor)
        self._ties.setdefault(
            (actor, body),
            {"tail": actor, "head": body, "relation": relation.value, "source": self._source(row)},
        )

    def _propose(self, actor: str, row: int, guess: KindGuess | None) -> None:
        reason = (
            Message("import.kind_unknown")
            if guess is None
            else Message(
                "import.kind_by_word",
                {"word": guess.word, "kind": Message(f"kind.{guess.kind}"), "source": guess.source},
            )
        )
        self._proposals.append(
            KindProposal(actor, str(self._actors[actor]["name"]), row, guess.kind if guess else None, reason)
        )

    def _fresh_id(self, base: str) -> str:
        """An id that is not taken: ``lions``, ``lions-2`` …."""
        candidate, number = base, 1
        while candidate in self._actors:
            number += 1
            candidate = f"{base}-{number}"
        return candidate

    def _shown(self, actor: str) -> str:
        """A name with the id by which it is found in the tables, for the planner's own eyes."""
        return f"{self._actors[actor]['name']} ({actor})"

    # -- what came of it ---------------------------------------------------------------------------

    def tables(self) -> Tables:
        """Make the tables; those without a row are absent, except the actors."""
        rows = {
            "actors": list(self._actors.values()),
            "roles": self._roles,
            "ties": list(self._ties.values()),
            "places": list(self._places.records.values()),
        }
        frames = {name: frame_from(name, found) for name, found in rows.items() if found}
        frames.setdefault("actors", frame_from("actors", []))
        return Tables(frames, self._features())

    def _features(self) -> pd.DataFrame:
        if not self._notes:
            return no_features()
        position = {actor: number for number, actor in enumerate(self._actors, 2)}
        notes: dict[str, str] = {}
        for _, actor, text in self._notes:
            notes[actor] = f"{notes[actor]}; {text}" if actor in notes else text
        index = pd.Index([position[actor] for actor in notes], dtype="int64")
        data = {"actor": list(notes), "feature": _NOTES_FEATURE, "value": list(notes.values())}
        frame = pd.DataFrame(data, index=index, columns=list(FEATURE_COLUMNS))
        return frame.sort_index().astype("category")

    def all_problems(self) -> tuple[Problem, ...]:
        """Cells that could not be read, in order of place."""
        return tuple(sorted((*self.problems, *self._places.problems), key=Problem.sort_key))

    def counts(self) -> dict[str, int]:
        """How many of each were made."""
        forms = [actor["form"] for actor in self._actors.values()]
        persons, open_ = forms.count(v.Form.PERSON.value), forms.count(None)
        return {
            "persons": persons,
            "organisations": len(forms) - persons - open_,
            **({"undecided": open_} if open_ else {}),
            "places": len(self._places.records),
            "roles": len(self._roles),
            "ties": len(self._ties),
        }

    def proposals(self) -> tuple[KindProposal, ...]:
        """The proposed kinds, by row and id."""
        return tuple(sorted(self._proposals, key=lambda item: (item.row, item.actor)))

    def not_known(self) -> tuple[Message, ...]:
        """What these rows leave open."""
        asked = tuple(sorted(item.actor for item in self._proposals if item.kind is None))
        lost = tuple(sorted(set(self._places.homeless)))
        away = sum(actor["municipality"] is None for actor in self._actors.values())
        found = []
        if asked:
            found.append(Message("import.kinds_unknown", {"count": len(asked), "actors": asked}))
        if lost:
            found.append(Message("import.places_unknown", {"count": len(lost), "places": lost}))
        if away:
            found.append(Message("import.municipality_unknown", {"count": away}))
        return tuple(found)

    def to_check(self) -> tuple[Message, ...]:
        """What may be wrong: namesakes, and ties that were left weak on purpose."""
        found = [
            Message("import.same_name", {"actors": tuple(map(self._shown, actors))})
            for actors in self._names.values()
            if len(actors) > 1
        ]
        if self.asked:
            found.append(Message("import.form_asked", {"actors": tuple(map(self._shown, self.asked))}))
        if self._telling:
            actors = tuple(map(self._shown, sorted(set(self._telling))))
            found.append(Message("import.membership_tells", {"actors": actors}))
        return tuple(found)


def _hidden_id(start: str, name: str, organisation: str) -> str:
    """An id that stays the same for whoever is, or may be, a person, and does not read as a name.

    Ids stand in addresses, answers and exports, where private names do not belong. It is made from the
    name, so it protects from being read in passing and not from somebody who tries names.
    """
    digest = hashlib.sha256(f"{name}\x1f{organisation}".encode()).hexdigest()
    return f"{start}-{digest[:8]}"


def _full_name(values: Mapping[Field, str]) -> str:
    parts = (values.get(Field.FIRST_NAME), values.get(Field.LAST_NAME))
    return values.get(Field.NAME) or " ".join(part for part in parts if part)


def _stated(values: Mapping[Field, str]) -> KindGuess | None:
    """The kind that the list itself states, by code or by a word that a rule knows."""
    text = values.get(Field.KIND)
    if not text:
        return None
    code = _STATED_KIND(text)
    if isinstance(code, str):
        return KindGuess(code, text, "listen")
    return kind_of_role(text) or kind_of_organisation(text)
