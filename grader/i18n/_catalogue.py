"""Messages, their values, and the catalogue that translates them."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

Lang: TypeAlias = Literal["es", "en"]
LANGUAGES: Final[tuple[str, ...]] = get_args(Lang)

Value: TypeAlias = "str | int | float | Text"


@dataclass(frozen=True)
class Text:
    """One translatable message.

    Attributes:
        msgid: the English text, with `str.format` fields such as `{auc:.3f}`.
        values: what goes into the fields; a value may itself be a `Text`.
    """

    msgid: str
    values: Mapping[str, Value] = field(default_factory=dict)


def text(msgid: str, **values: Value) -> Text:
    """Mark `msgid` for translation (the keyword that Babel extracts)."""
    return Text(msgid, values)


def render(message: Text, lang: str) -> str:
    """`message` as a string in `lang`; English where a translation is missing."""
    pattern = message.msgid if lang == "en" or not message.msgid else _catalogue(lang).gettext(message.msgid)
    values = {k: render(v, lang) if isinstance(v, Text) else v for k, v in message.values.items()}
    return pattern.format(**values)


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    path = Path(__file__).with_name(f"{lang}.po")
    if not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as po:
        catalogue = read_po(po, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
