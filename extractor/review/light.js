"use strict";
/* What is chosen lights up, and with it what belongs to it: a quote its speaker, a person all their quotes. */
(() => {
  const Review = (globalThis.Review ??= {});

  const TOLD_OF_QUOTE = new Set(["attribution", "speaker", "cue"]);
  const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Choose a fact in the release that is shown.
   * @param {HTMLElement} article
   * @param {object[]} views
   * @param {string | null} key null: nothing is chosen
   * @param {{toWords: boolean, focus: boolean}} how go to its words; focus its note
   */
  function choose(article, views, key, how) {
    const chosen = views.find((view) => view.key === key) ?? null;
    const related = chosen ? Review.relatives(views, chosen) : new Set();
    for (const mark of article.querySelectorAll(".mark[data-key]")) light(mark, chosen?.key, related);
    for (const row of article.querySelectorAll(".jump"))
      row.classList.toggle("active", row.dataset.key === chosen?.key);
    for (const note of article.querySelectorAll(".note")) note.classList.toggle("lit", related.has(note.dataset.key));
    const note = Review.openNote(article, chosen?.key ?? null);
    Review.layOut(article);
    if (chosen) lead(article, chosen, note, how);
    return chosen;
  }

  function light(mark, key, related) {
    const isTold = TOLD_OF_QUOTE.has(mark.dataset.kind);
    const isActive = mark.dataset.key === key;
    mark.classList.toggle("active", isActive && !isTold);
    mark.classList.toggle("lit", (isActive && isTold) || related.has(mark.dataset.key));
    mark.classList.toggle("found", isActive && mark.dataset.kind === "attribution");
  }

  /** Bring into sight what the eye should go to. */
  function lead(article, chosen, note, { toWords, focus }) {
    if (focus) note?.querySelector(".note-head").focus({ preventScroll: true });
    const own = article.querySelector(".mark.active") ?? note;
    const speaker = article.querySelector(".mark.attribution.lit") ?? article.querySelector(".mark.lit");
    if (toWords && own) intoSight(own, "center");
    if (chosen.kind === "quote" && speaker) intoSight(speaker, "nearest");
  }

  function intoSight(target, block) {
    const box = target.getBoundingClientRect();
    const frame = (target.closest("main") ?? document.documentElement).getBoundingClientRect();
    const isSeen = box.top >= frame.top + 64 && box.bottom <= Math.min(frame.bottom, innerHeight) - 24;
    if (!isSeen) target.scrollIntoView({ block, behavior: isCalm() ? "auto" : "smooth" });
  }

  /**
   * The fact that a click in the text means: the innermost mark; the next one around it if that is chosen already.
   * @param {Element} target
   * @param {string | null} current
   * @param {Set<string>} hidden kinds that are switched off
   * @returns {string | null}
   */
  function clicked(target, current, hidden) {
    const keys = [];
    for (let mark = target.closest(".mark[data-key]"); mark; mark = mark.parentElement.closest(".mark[data-key]")) {
      const kind = mark.dataset.kind === "cue" ? "speaker" : mark.dataset.kind;
      if (mark.dataset.key && !hidden.has(kind)) keys.push(mark.dataset.key);
    }
    const different = [...new Set(keys)];
    if (!different.length) return null;
    return different[(different.indexOf(current) + 1) % different.length];
  }

  Object.assign(Review, { choose, clicked });
})();
