"""Ages: of which day a value is, in a word beside it and in a sentence with its origin."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QObject

from consult.dates import Age
from consult.phrases import Words
from ui.form.editors import Aged

_MOST_KEPT = 500


class Ages(QObject):
    """Remembers what it has said, because typing changes one value and asks about them all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._said: dict[tuple[str, date | None, Age], Aged] = {}

    def aged(self, age: Age, consultation: date | None, words: Words) -> Aged:
        """An age in words; a day of another year than the consultation's is said with its year."""
        key = (words.language, consultation, age)
        found = self._said.get(key)
        if found is None:
            if len(self._said) >= _MOST_KEPT:
                self._said.clear()
            found = self._said[key] = self._say(age, consultation, words)
        return found

    def day(self, day: date, consultation: date | None, words: Words) -> str:
        """A day in few letters: "3 Nov", of another year "Nov 2025"."""
        same_year = consultation is not None and consultation.year == day.year
        if words.language == "zh_CN":
            form, locale = "M月d日" if same_year else "yyyy年M月", QLocale(QLocale.Language.Chinese)
        else:
            form, locale = "d MMM" if same_year else "MMM yyyy", QLocale(QLocale.Language.English)
        return locale.toString(QDate(day.year, day.month, day.day), form)

    def _say(self, age: Age, consultation: date | None, words: Words) -> Aged:
        sentence = words.taken(age)
        if age.stale:
            return Aged(words.say("date.short", days=age.days), sentence, stale=True)
        if age.limit is not None and age.days is not None:
            limit = self.tr("marked as stale after %1 d").replace("%1", f"{age.limit}")
            sentence = words.join((sentence, limit))
        if age.day is None:
            return Aged("", sentence)
        return Aged(self.day(age.day, consultation, words), sentence)
