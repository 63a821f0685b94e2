"""The gradebook's tables. Nothing is ever changed or taken away in them: a later row counts more."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

__all__ = ["Base", "Override", "Run", "Student", "now"]


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class _Utc(TypeDecorator[datetime]):
    """A time in UTC, also in databases that forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Of all tables."""


class Student(Base):
    """Who hands in, as the folders and archives of submissions name them.

    Attributes:
        name: a name or user name; unique.
        platform_id: the platform's own number, once a submission told it.
    """

    __tablename__ = "students"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    platform_id: Mapped[str | None] = mapped_column(String(64))


class Run(Base):
    """One grading of one submission.

    Attributes:
        key: the SHA-256 of the result's document: the same result is kept once.
        score: points; None after a fault of the grader.
        document: the whole of result.json.
    """

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("student_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    assignment: Mapped[str] = mapped_column(String(200), index=True)
    key: Mapped[str] = mapped_column(String(64))
    notebook_sha256: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20))
    score: Mapped[float | None]
    max_score: Mapped[float]
    accepted: Mapped[bool]
    needs_review: Mapped[bool]
    recorded: Mapped[datetime] = mapped_column(_Utc, default=now)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    student: Mapped[Student] = relationship()


class Override(Base):
    """A score set by a person, with the reason.

    Attributes:
        score: points; None takes an earlier override back.
        author: the user name of who did it.
    """

    __tablename__ = "overrides"
    id: Mapped[int] = mapped_column(primary_key=True)
    student_id: Mapped[int] = mapped_column(ForeignKey("students.id"), index=True)
    assignment: Mapped[str] = mapped_column(String(200), index=True)
    score: Mapped[float | None]
    reason: Mapped[str] = mapped_column(String(2000))
    author: Mapped[str] = mapped_column(String(200))
    recorded: Mapped[datetime] = mapped_column(_Utc, default=now)
    student: Mapped[Student] = relationship()
