"""Every error Trucewatch raises on purpose.

::

    TrucewatchError
    ├── InputError          something a person gave us cannot be used
    │   ├── TruceFileError  a truce file
    │   ├── DatasetError    a file of events or counts
    │   ├── ReadingError    a report that cannot be read
    │   ├── QuestionError   a question these data cannot answer
    │   └── RegisterError   an entry that the register cannot take, or a thing it does not hold
    │       └── DamageError the record is not what was written
    ├── StoreError          the archive or the register cannot be read or written
    └── ModelError          a language model did not answer, or gave no answer that can be used

A message says what was wrong with which value, where, and what to do. It is one line, so that
the command line can print it as it is and leave with status 2.
"""


class TrucewatchError(Exception):
    """The base of every error raised on purpose.

    Parameters
    ----------
    what
        What was wrong, with the offending value.
    where
        File, line, row or field.
    remedy
        What the person can do about it.

    Examples
    --------
    >>> str(TrucewatchError("no such release: 99.9", where="events.csv", remedy="give --release"))
    'events.csv: no such release: 99.9; give --release'
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        text = f"{where}: {what}" if where else what
        super().__init__(" ".join((f"{text}; {remedy}" if remedy else text).split()))


class InputError(TrucewatchError):
    """Something a person gave us cannot be used."""


class TruceFileError(InputError):
    """A truce file is not well formed or contradicts itself."""


class DatasetError(InputError):
    """A file of events or counts is not what it was taken for."""


class ReadingError(InputError):
    """A report is no text that can be read."""


class QuestionError(InputError):
    """The data at hand cannot answer the question that was asked."""


class RegisterError(InputError):
    """An entry that the register cannot take, or a thing that it does not hold."""


class DamageError(RegisterError):
    """The record is not what was written."""


class StoreError(TrucewatchError):
    """The archive or the register cannot be read or written."""


class ModelError(TrucewatchError):
    """A language model did not answer, or gave no answer that can be used."""
