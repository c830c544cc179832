"""Documents (Word, PDF) to drafts: their lines, whose look tells headings, then what plain text is read by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.kinds import Kind
from extractor.reading.boilerplate import is_banner, reads_as_title
from extractor.reading.continuation import ends_sentence, is_label
from extractor.reading.dating import is_embargo
from extractor.reading.documents.lines import Document, Line
from extractor.reading.layout import END_MARK, is_running, joined, tells_day
from extractor.reading.limits import MAX_BYTES, too_large
from extractor.reading.media_type import PDF, MediaType
from extractor.reading.naming import is_body_name, sender
from extractor.reading.normalise import normalise
from extractor.reading.text import read_blocks
from extractor.record import Problem, Removed
from extractor.release import Block, Draft, Evidence, Source

# Titles that programs give by themselves: the name of a file or of the program, or none.
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint|publisher).*|untitled.*|document\d*|.*\.(?:docx?|pdf|indd|pub|qxd|rtf|pages|odt)"
    r"|(?:(?:press|news|media) (?:release|notice|statement)|(?:press release )?template|slide|powerpoint).{0,20}",
    re.IGNORECASE,
)
_LABELLED_TITLE = re.compile(
    r"(?P<label>(?:(?:press|news|media) release )?(?:subject|title|headline|re)\s?:)\s*(?P<title>.*)", re.IGNORECASE
)
_TITLE_WORDS, _HEADING_MAX, _TOP = 3, 150, 20
# No letters are larger than what is called the title.
_LABELLED_SIZE = 1e6


def read_document(source: Source, media_type: MediaType) -> Draft:
    """Read a document: its blocks in order, what stood around them, and evidence of title, days and publisher.

    Raises InputError (broken, encrypted, no_text, too_large, unsafe, reader_missing), TooLargeError.
    """
    if len(source.data) > MAX_BYTES:
        raise too_large(source.uri)
    # Each reader is loaded only where used.
    if media_type == PDF:
        from extractor.reading.documents.pdf import read_pdf

        return draft_of(read_pdf(source))
    from extractor.reading.documents.docx import read_docx

    return draft_of(read_docx(source))


def draft_of(document: Document) -> Draft:
    """What a document comes to."""
    lines, problems = _normalised(document.lines)
    lines, labels = _without_labels(lines)
    head, running = (list(filter(None, map(_settled, part))) for part in (document.head, document.running))
    notes = [replace(note, text=text) for note in document.notes if (text := _settled(note.text))]
    opening = [line for line in head if _tells_of_release(line)]
    around = [line for line in dict.fromkeys((*head, *running)) if line not in opening]
    blocks = joined([Block(line) for line in opening] + [_with_kind(line) for line in lines])
    draft = read_blocks([*blocks, *notes], headline=_headline(lines), running=around)
    titles = [Evidence(title, "meta") for title in (document.title,) if title and _is_title(title)]
    publishers = [Evidence(name, "meta") for name in (document.publisher,) if name and is_body_name(name)]
    return replace(
        draft,
        title=(*draft.title, *titles),
        publisher=(*draft.publisher, *publishers),
        removed=(*document.removed, *labels, *draft.removed),
        problems=(*document.problems, *problems, *draft.problems),
    )


def _normalised(lines: Sequence[Line]) -> tuple[list[Line], list[Problem]]:
    """The lines with their characters set right; those of nothing but invisible characters are gone."""
    kept: list[Line] = []
    problems: dict[str, Problem] = {}
    for line in lines:
        text, found = normalise(line.block.text, entities=False)
        problems |= {problem.code: problem for problem in found}
        if text := " ".join(text.split()):
            kept.append(replace(line, block=replace(line.block, text=text)))
    return kept, list(problems.values())


def _settled(text: str) -> str:
    """What stands beside the lines, footnotes and running heads, with its characters set right."""
    return " ".join(normalise(text, entities=False)[0].split())


def _without_labels(lines: Sequence[Line]) -> tuple[list[Line], list[Removed]]:
    """The lines with the first that is labelled as the title ("Subject: ...") made a heading, and its label."""
    for number, line in enumerate(lines[:_TOP]):
        if found := _LABELLED_TITLE.fullmatch(line.block.text):
            rest = list(lines[:number]) + list(lines[number + 1 :])
            if found["title"]:
                rest.insert(number, _as_title(line, found["title"]))
            elif number < len(rest):
                rest[number] = _as_title(rest[number], rest[number].block.text)
            return rest, [Removed(text=found["label"], reason="imprint")]
    return list(lines), []


def _as_title(line: Line, text: str) -> Line:
    return replace(line, block=Block(text, Kind.HEADING), size=_LABELLED_SIZE)


def _tells_of_release(line: str) -> bool:
    """Whether a line at the head of a page says something of the release, not only whose paper it is."""
    return tells_day(line) or is_embargo(line) or is_banner(line) or bool(sender(line))


def _with_kind(line: Line) -> Block:
    """Short bold or large lines are headings, whatever follows them."""
    block, text = line.block, line.block.text
    stands_out = (line.bold or line.size > 0) and len(text) <= _HEADING_MAX and block.kind is Kind.BODY
    if not stands_out or (ends_sentence(text) and text[-1] not in "?!") or END_MARK.fullmatch(text):
        return block
    if is_label(text) or tells_day(text) or is_embargo(text) or not text[0].isalnum() or sender(text) is not None:
        return block
    return replace(block, kind=Kind.HEADING)


def _headline(lines: Sequence[Line]) -> str | None:
    """The text of the line above the running text that its look makes the headline: the largest of those that read as
    one, or a heading, or a bold line.
    """
    top = next((n for n, line in enumerate(lines) if is_running(line.block) and not _stands_out(line)), len(lines))
    likely = [line for line in lines[: min(top, _TOP)] if reads_as_title(line.block) and _stands_out(line)]
    rank = {id(line): (line.size, line.block.kind is Kind.HEADING, line.bold) for line in likely}
    best = max(likely, key=lambda line: rank[id(line)], default=None)
    return best.block.text if best is not None else None


def _stands_out(line: Line) -> bool:
    return line.size > 0 or line.bold or line.block.kind is Kind.HEADING


def _is_title(text: str) -> bool:
    return len(text.split()) >= _TITLE_WORDS and _NO_TITLE.fullmatch(text) is None
