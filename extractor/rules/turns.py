"""Turns of speech as they grow: stretches of one speaker joined while nothing but speech stands in between."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.kinds import QuoteKind, SpeakerType
from extractor.rules.gaps import Attributed
from extractor.rules.scene import Scene
from extractor.rules.speakers import SpeakerCandidate


@dataclass(slots=True)
class Turn:
    """One speech turn: its parts as spans of the text, in the paragraph of that number (of several, the last).

    `open` tells that its last part has no closing mark, so that the next paragraph may go on with it.
    """

    kind: QuoteKind
    parts: list[tuple[int, int]]
    attributed: Attributed | None
    paragraph: int
    unmarked: bool = False
    open: bool = False

    @property
    def speaker(self) -> SpeakerCandidate | None:
        """Who speaks."""
        return self.attributed.speaker if self.attributed else None


@dataclass(slots=True)
class Reading:
    """All turns so far, and the turn of direct speech under way."""

    scene: Scene
    turns: list[Turn] = field(default_factory=list)
    turn: Turn | None = None
    # Where the last stretch that is a name or title ends: what a list joins to it is no speech either.
    no_speech: int = -1

    def begin(self, turn: Turn) -> None:
        """Add a turn of direct speech, which goes on from here."""
        self.turns.append(turn)
        self.turn = turn
        if turn.speaker is not None:
            self.scene.hear(turn.parts[0][0], turn.speaker)

    def add_fragment(self, turn: Turn) -> None:
        """Add a turn that is a fragment: direct speech under way is not broken by it."""
        self.turns.append(turn)
        speaker = turn.speaker
        if speaker is None:
            return
        if speaker.person is not None:
            self.scene.hear(turn.parts[0][0], speaker)
        elif speaker.type in (SpeakerType.DOCUMENT, SpeakerType.ORGANISATION):
            self.scene.hear_thing(turn.parts[0][0], speaker)
