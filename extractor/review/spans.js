"use strict";
/* Where things stand in a record's text: offsets count code points, selections are trimmed, words are found again. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});

  /**
   * @typedef {{text: string, start: number, end: number}} Mention `text` is what stands there
   * @typedef {{start: number, end: number, text?: string}} Span `text`, if given, is what ought to stand there
   */

  const MARKS = [["“", "”"], ["«", "»"], ['"', '"'], ["‘", "’"], ["'", "'"]];
  /** These are apostrophes as well, so that one inside closes nothing. */
  const SINGLE_MARKS = ["‘", "'"];
  const WORD = /[\p{L}\p{N}]/u;

  const characters = new WeakMap();

  /** @param {any} record @returns {string[]} the code points of its text */
  function charactersOf(record) {
    if (!characters.has(record)) characters.set(record, Array.from(record.text));
    return characters.get(record);
  }

  /** @param {any} record @param {number} start @param {number} end @returns {Mention} */
  const mention = (record, start, end) => ({ text: charactersOf(record).slice(start, end).join(""), start, end });

  /** @param {any} record @param {number} start @param {number} end @returns {Mention | null} no space around it */
  function trimmed(record, start, end) {
    const points = charactersOf(record);
    end = Math.min(end, points.length);
    while (start < end && !points[start].trim()) start += 1;
    while (end > start && !points[end - 1].trim()) end -= 1;
    return start < end ? mention(record, start, end) : null;
  }

  /** @param {any} record @param {string} words @returns {Mention[]} each place where they stand; none for no words */
  function occurrences(record, words) {
    if (!words) return [];
    const length = Array.from(words).length;
    const found = [];
    let [units, points] = [0, 0];
    for (let at = record.text.indexOf(words); at >= 0; at = record.text.indexOf(words, at + words.length)) {
      points += Array.from(record.text.slice(units, at)).length;
      units = at;
      found.push(mention(record, points, points + length));
    }
    return found;
  }

  /**
   * What a span means in this record: its text where it stands nearest to where it ought to.
   * @param {any} record @param {Span} span @returns {Mention | null} null if its text stands nowhere
   */
  function placed(record, span) {
    const there = trimmed(record, span.start, span.end);
    if (span.text === undefined || there?.text === span.text.trim()) return there;
    const away = (/** @type {Mention} */ one) => Math.abs(one.start - span.start);
    return occurrences(record, span.text.trim()).sort((one, other) => away(one) - away(other))[0] ?? null;
  }

  /** @param {any} record @param {Span} span @returns {Mention[]} by paragraphs, without quotation marks around them */
  function quoteParts(record, span) {
    const whole = placed(record, span);
    if (!whole) return [];
    const within = record.paragraphs.filter(({ start, end }) => start < whole.end && whole.start < end);
    const common = ({ start, end }) => trimmed(record, Math.max(start, whole.start), Math.min(end, whole.end));
    const parts = within.map(common);
    return parts.map((part) => part && withoutMarks(record, part)).filter(Boolean);
  }

  /** Speech that goes on in another paragraph opens in each, and closes in the last. */
  function withoutMarks(record, { text, start, end }) {
    const inner = Array.from(text).slice(1, -1);
    const isDouble = (opening) => !SINGLE_MARKS.includes(opening);
    for (const [opening, closing] of MARKS) {
      const [opens, closes] = [text.startsWith(opening), text.endsWith(closing)];
      const [opensInside, closesInside] = [opening, closing].map((mark) => isDouble(opening) && inner.includes(mark));
      if (opens && closes && !closesInside) return trimmed(record, start + 1, end - 1);
      if (isDouble(opening) && opens && !closes && !closesInside) return trimmed(record, start + 1, end);
      if (isDouble(opening) && closes && !opens && !opensInside) return trimmed(record, start, end - 1);
    }
    return mention(record, start, end);
  }

  /**
   * A mention, and wherever else the same words stand by themselves: not within a word, nor within a longer name.
   * @param {any} record @param {Mention} first @returns {Mention[]}
   */
  function everyMention(record, first) {
    const points = charactersOf(record);
    const names = [...record.organisations, ...record.people].flatMap((one) => one.mentions);
    const isOwn = ({ start, end }) =>
      !WORD.test(points[start - 1] ?? "") && !WORD.test(points[end] ?? "") &&
      !names.some((name) => name.start <= start && end <= name.end && name.end - name.start > end - start);
    return occurrences(record, first.text).filter((one) => one.start === first.start || isOwn(one));
  }

  Object.assign(model, { placed, quoteParts, everyMention });
})();
