"""Reads and writes the gradebook."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self, TypeVar

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload

from grader.errors import GradebookError
from grader.gradebook.tables import Base, Override, Run, Student
from grader.i18n import text
from grader.result import Result

__all__ = ["Gradebook", "Standing"]

Row = TypeVar("Row", Run, Override)


@dataclass(frozen=True)
class Standing:
    """What counts now for a student and an assignment.

    Attributes:
        run: the latest that has a score, else the latest; None where there is only an override.
        override: the latest, unless it was taken back.
    """

    student: str
    assignment: str
    run: Run | None
    override: Override | None

    @property
    def score(self) -> float | None:
        """Points: those set by hand, else those of the run."""
        if self.override is not None:
            return self.override.score
        return self.run.score if self.run is not None else None


class Gradebook:
    """A gradebook in a database, whose tables are made where they are missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """The gradebook at an SQLAlchemy URL such as `sqlite:///gradebook.db` or `postgresql+psycopg://host/name`.

        Raises:
            GradebookError: no such database, or a driver that is not installed.
        """
        with _translated(url):
            engine = create_engine(url)
            Base.metadata.create_all(engine)
            return cls(engine)

    def record(self, results: Sequence[tuple[str, Result]]) -> int:
        """Keep results by student; how many were new."""
        with self._session() as session:
            return sum(self._record(session, student, result) for student, result in results)

    def override(self, student: str, assignment: str, score: float | None, *, reason: str, author: str) -> None:
        """Set a score by hand, or with None take an earlier one back.

        Raises:
            GradebookError: the gradebook knows no such student; those it knows are named.
        """
        with self._session() as session:
            known = self._known(session, student)
            session.add(Override(student=known, assignment=assignment, score=score, reason=reason, author=author))

    def standings(self, assignment: str | None = None) -> list[Standing]:
        """What counts now, by assignment and student."""
        runs: dict[tuple[str, str], Run] = {}
        for run in self._rows(Run):
            key = run.assignment, run.student.name
            if run.score is not None or key not in runs or runs[key].score is None:
                runs[key] = run
        overrides = {(one.assignment, one.student.name): one for one in self._rows(Override)}
        standings = []
        for name, student in sorted({*runs, *overrides}):
            override = overrides.get((name, student))
            if assignment in (None, name):
                counts = override if override is not None and override.score is not None else None
                standings.append(Standing(student, name, runs.get((name, student)), counts))
        return standings

    def overrides(self) -> dict[tuple[str, str], tuple[float, str]]:
        """Scores set by hand that count now, with their reasons, by student and assignment."""
        return {
            (one.student, one.assignment): (one.override.score, one.override.reason)
            for one in self.standings()
            if one.override is not None and one.override.score is not None
        }

    def history(self, student: str, assignment: str | None = None) -> list[Run | Override]:
        """All that was recorded of a student, oldest first.

        Raises:
            GradebookError: the gradebook knows no such student.
        """
        with self._session() as session:
            self._known(session, student)
        rows: list[Run | Override] = [*self._rows(Run), *self._rows(Override)]
        mine = [row for row in rows if row.student.name == student and assignment in (None, row.assignment)]
        return sorted(mine, key=lambda row: row.recorded)

    def _record(self, session: Session, name: str, result: Result) -> bool:
        document = result.to_json()
        key = hashlib.sha256(document.encode()).hexdigest()
        student = session.scalar(select(Student).where(Student.name == name)) or Student(name=name)
        student.platform_id = result.submission.student_id or student.platform_id
        session.add(student)
        session.flush()
        if session.scalar(select(Run.id).where(Run.student_id == student.id, Run.key == key)) is not None:
            return False
        session.add(
            Run(
                student=student,
                assignment=result.assignment,
                key=key,
                notebook_sha256=result.submission.sha256,
                status=result.status.value,
                score=result.score,
                max_score=result.max_score,
                accepted=result.accepted,
                needs_review=any(task.needs_review for task in result.tasks),
                document=result.model_dump(mode="json", by_alias=True),
            )
        )
        return True

    def _known(self, session: Session, name: str) -> Student:
        student = session.scalar(select(Student).where(Student.name == name))
        if student is None:
            names = session.scalars(select(Student.name).order_by(Student.name)).all()
            raise GradebookError(
                text("The gradebook knows no student {name}.", name=name),
                text("It knows: {names}.", names=", ".join(names) or "–"),
            )
        return student

    def _rows(self, table: type[Row]) -> Sequence[Row]:
        with self._session() as session:
            return session.scalars(select(table).options(joinedload(table.student)).order_by(table.id)).all()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with _translated(str(self._engine.url)), Session(self._engine, expire_on_commit=False) as session:
            yield session
            session.commit()


@contextmanager
def _translated(url: str) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, ArgumentError, ModuleNotFoundError) as error:
        raise GradebookError(
            text("The gradebook {url} cannot be used: {reason}.", url=url, reason=str(error).splitlines()[0]),
            text("Name another with --db, such as sqlite:///gradebook.db."),
        ) from error
