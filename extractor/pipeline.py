"""One source to one record: read, ask the model, find, assemble."""

from __future__ import annotations

from extractor.assemble import assemble
from extractor.language import LanguageModel
from extractor.reading.read import read
from extractor.record import Record
from extractor.release import Source
from extractor.settings import Settings


def make_record(source: Source, settings: Settings, model: LanguageModel) -> Record:
    """The record of one release. Raises InputError if the source holds none."""
    release = read(source, settings)
    return assemble(source, release, model, settings)
