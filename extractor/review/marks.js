"use strict";
/* The text of a release with its marks, which nest and overlap: it is cut wherever one begins or ends. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, plain } = Review;

  /** @typedef {{start: number, end: number, kind: string, key: string}} Mark */

  /** Where each text node begins in the record's text, in code points. @type {WeakMap<Node, number>} */
  const begins = new WeakMap();
  const WORD = /[\p{L}\p{N}]/u;

  /** The marks of all facts but deleted ones. @returns {Mark[]} */
  function marksOf(views) {
    return views
      .filter(({ state }) => state !== "deleted")
      .flatMap((view) => [...ownMarks(view), ...attributionMarks(view)]);
  }

  const ownMarks = ({ mentions, kind, key }) => mentions.map(({ start, end }) => ({ start, end, kind, key }));

  /** The clause that tells the speaker, the speaker in it, and its cue. */
  function attributionMarks({ kind, key, fact }) {
    const told = kind === "quote" ? fact.attribution : null;
    if (!told || !Number.isInteger(told.start)) return [];
    const mark = (range, name) => ({ start: range.start, end: range.end, kind: name, key });
    const cue = cueRange(told);
    const speaker = told.mention && told.mention.end > told.mention.start;
    return [
      mark(told, "attribution"),
      ...(speaker ? [mark(told.mention, "speaker")] : []),
      ...(cue ? [mark(cue, "cue")] : []),
    ];
  }

  /** Where the cue stands in its clause: a whole word outside the speaker's name. */
  function cueRange({ text, start, cue, mention }) {
    if (!cue || !WORD.test(cue)) return null;
    const characters = [...text];
    const length = [...cue].length;
    const isWord = (place) => WORD.test(characters[place] ?? " ");
    for (let place = 0; place + length <= characters.length; place++) {
      const isInName = mention && start + place < mention.end && start + place + length > mention.start;
      const isWhole = !isWord(place - 1) && !isWord(place + length);
      if (isWhole && !isInName && characters.slice(place, place + length).join("") === cue) {
        return { start: start + place, end: start + place + length };
      }
    }
    return null;
  }

  /**
   * The stretch of text as nodes, marked.
   * @param {ReturnType<typeof Review.ruler>} ruler
   * @param {Mark[]} marks
   */
  function marked(ruler, start, end, marks) {
    const here = marks.filter((mark) => mark.start < end && mark.end > start);
    const cuts = new Set([start, end, ...here.flatMap((mark) => [mark.start, mark.end])]);
    const bounds = [...cuts].filter((cut) => cut >= start && cut <= end).sort((one, other) => one - other);
    const nodes = [];
    for (let place = 0; place + 1 < bounds.length; place++) {
      nodes.push(segment(ruler, bounds[place], bounds[place + 1], here));
    }
    return nodes;
  }

  /** A stretch in which nothing begins or ends, wrapped in each mark that covers it: the widest outermost. */
  function segment(ruler, start, end, marks) {
    const text = document.createTextNode(plain(ruler.slice(start, end)));
    begins.set(text, start);
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    over.sort((one, other) => one.end - one.start - (other.end - other.start) || order(other) - order(one));
    return over.reduce((inner, mark) => wrapped(inner, mark, start, end), text);
  }

  const ORDER = [
    "hit",
    "date",
    "cue",
    "person",
    "organisation",
    "role",
    "contact",
    "published",
    "speaker",
    "attribution",
    "quote",
  ];
  const order = ({ kind }) => -ORDER.indexOf(kind);

  function wrapped(inner, mark, start, end) {
    const edges = `${mark.start === start ? " begins" : ""}${mark.end === end ? " ends" : ""}`;
    const name = mark.kind === "hit" ? "mark" : "span";
    return element(name, { class: `mark ${mark.kind}${edges}`, "data-key": mark.key, "data-kind": mark.kind }, inner);
  }

  /**
   * What is selected in the text, in code points; null where that is nothing but space.
   * @param {HTMLElement} within
   * @returns {{start: number, end: number} | null}
   */
  function selectedRange(within) {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const touched = textNodes(within).filter((text) => range.intersectsNode(text) && begins.has(text));
    const points = touched.map((text) => covered(text, range)).filter(({ start, end }) => end > start);
    if (!points.length || !selection.toString().trim()) return null;
    return { start: points[0].start, end: points[points.length - 1].end };
  }

  function textNodes(within) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  /** The part of a text node that a range covers, as offsets into the record's text. */
  function covered(text, range) {
    const points = (unit) => begins.get(text) + [...text.data.slice(0, unit)].length;
    const from = range.startContainer === text ? range.startOffset : 0;
    const to = range.endContainer === text ? range.endOffset : text.data.length;
    return { start: points(from), end: points(to) };
  }

  Object.assign(Review, { marksOf, marked, selectedRange });
})();
