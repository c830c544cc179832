"""Stand-ins for the pipeline: they make small records without a model, or misbehave as their source tells them to.

They are functions of a module, so that worker processes can import them. Run as a script, this is the command line
with the stand-ins in place of the pipeline.
"""

import os
import sys
import time
from hashlib import sha256
from types import ModuleType

from extractor.errors import InputError, UsageError
from extractor.record import ExtractorInfo, Problem, Record, SourceInfo
from extractor.release import Source
from extractor.settings import Settings


def make(source: Source, settings: Settings) -> Record:
    """A record with the source's text and no facts; a text that begins with "problem" has one."""
    text = source.data.decode()
    digest = sha256(source.data).hexdigest()
    problems = [Problem(stage="read", code="doubtful", message="as asked for")] if text.startswith("problem") else []
    return Record(
        id=digest[:12],
        source=SourceInfo(uri=source.uri, media_type="text/plain", sha256=digest, bytes=len(source.data)),
        extractor=ExtractorInfo(version="0", model=settings.model, settings=settings.as_dict()),
        title=text.partition("\n")[0] or None,
        published=None,
        updated=None,
        publisher=None,
        language="en",
        text=text,
        paragraphs=[],
        removed=[],
        dates=[],
        organisations=[],
        people=[],
        quotes=[],
        contacts=[],
        problems=problems,
    )


def misbehave(source: Source, settings: Settings) -> Record:
    """Do what the source's first word says, else make a record."""
    match source.data.decode().split():
        case ["die", *_]:
            os._exit(7)
        case ["raise", *_]:
            raise ZeroDivisionError("as asked\nfor")
        case ["refuse", *_]:
            raise InputError(source.uri, "not_a_release", "is no release", "leave it out")
        case ["usage", *_]:
            raise UsageError("no such model")
        case ["sleep", seconds, *_]:
            time.sleep(float(seconds))
        case ["threads", *_]:
            return make(Source(source.uri, os.environ.get("OMP_NUM_THREADS", "").encode()), settings)
    return make(source, settings)


def make_with_model(source: Source, settings: Settings, model: object) -> Record:
    """The same, with the signature of the pipeline."""
    return misbehave(source, settings)


def stand_ins() -> dict[str, ModuleType]:
    """The modules that take the place of the pipeline and of the model's loader, by name."""
    pipeline, language = ModuleType("extractor.pipeline"), ModuleType("extractor.language")
    pipeline.make_record = make_with_model  # type: ignore[attr-defined]
    language.load_model = lambda name: name  # type: ignore[attr-defined]
    return {module.__name__: module for module in (pipeline, language)}


if __name__ in ("__main__", "__mp_main__"):
    sys.modules.update(stand_ins())

if __name__ == "__main__":
    from extractor.cli import main

    main()
