"use strict";
/* Texts and elements: what everything else on the page is built with. Data become text nodes only, never markup. */
(() => {
  const Review = (globalThis.Review ??= {});

  const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
  const PAIR = /[\ud800-\udfff]/;
  const SIGNS = new Map([..."‘’‚‛′`´"].map((sign) => [sign, "'"]));
  for (const sign of "“”„‟″«»") SIGNS.set(sign, '"');
  for (const sign of "‐‑‒–—―−") SIGNS.set(sign, "-");
  /** What has been folded: texts have many characters, but few different ones. @type {Map<string, string>} */
  const FOLDED = new Map();
  /** More of a title or name no list and no note shows: one of a megabyte would hold up the page. */
  const LONGEST_LABEL = 200;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  /** Control characters shown as signs, one for one, so that offsets hold. @param {unknown} text @returns {string} */
  const plain = (text) => String(text).replace(CONTROL, "\ufffd");

  /**
   * An element with attributes and children; strings become text.
   * @param {string} name
   * @param {Record<string, unknown>} [attributes] `on` holds listeners; false, null and undefined leave one out
   * @param {...unknown} children
   * @returns {HTMLElement}
   */
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) setAttribute(made, key, value);
    // One by one: a call takes no more than some ten thousand arguments.
    for (const child of children.flat(Infinity)) if (isShown(child)) made.append(node(child));
    return made;
  }

  function setAttribute(made, key, value) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (isShown(value)) {
      made.setAttribute(key, value === true ? "" : plain(value));
    }
  }

  const isShown = (value) => value !== null && value !== undefined && value !== false;
  const node = (child) => (child instanceof Node ? child : plain(child));

  /**
   * Offsets of a record count code points, those of JavaScript UTF-16 units: this turns one into the other.
   * @param {string} text
   * @returns {{length: number, slice: (start: number, end: number) => string, pointAt: (unit: number) => number}}
   */
  function ruler(text) {
    if (!PAIR.test(text))
      return { length: text.length, slice: (start, end) => text.slice(start, end), pointAt: (unit) => unit };
    const units = [0];
    for (const character of text) units.push(units[units.length - 1] + character.length);
    return {
      length: units.length - 1,
      slice: (start, end) => text.slice(units[start], units[end]),
      pointAt: (unit) => [...text.slice(0, unit)].length,
    };
  }

  /** One character as it is compared; the same as `fold` in index.py. @param {string} character @returns {string} */
  function foldCharacter(character) {
    if (!FOLDED.has(character)) FOLDED.set(character, foldedAnew(character));
    return FOLDED.get(character);
  }

  function foldedAnew(character) {
    const sign = SIGNS.get(character) ?? character;
    const plainSign = sign.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    return plainSign.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
  }

  /** The text as it is compared, single spaces. @param {string} text @returns {string} */
  const fold = (text) => [...text].map(foldCharacter).join("").replace(/\s+/g, " ").trim();

  /**
   * Where the terms stand in a text, as code points.
   * @param {string} text
   * @param {string[]} terms folded
   * @returns {{start: number, end: number}[]}
   */
  function occurrences(text, terms) {
    const { folded, points } = foldedWithOffsets(text);
    const found = [];
    for (const term of terms.filter(Boolean)) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
        found.push({ start: points[at], end: points[at + term.length - 1] + 1 });
      }
    }
    return found;
  }

  function foldedWithOffsets(text) {
    const points = [];
    const signs = [];
    let point = 0;
    for (const character of text) {
      let sign = foldCharacter(character).replace(/\s+/g, " ");
      if (sign === " " && signs.at(-1)?.endsWith(" ")) sign = "";
      for (let unit = 0; unit < sign.length; unit++) points.push(point);
      if (sign) signs.push(sign);
      point++;
    }
    return { folded: signs.join(""), points };
  }

  /** A day readably, "3 Jun 2024"; what is no day stays as it is. @param {string} value @returns {string} */
  function day(value) {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
    return year && MONTHS[month - 1] ? `${Number(date)} ${MONTHS[month - 1]} ${year}` : value;
  }

  /** "1 quote", "2 quotes". @param {number} number @param {string} one @param {string} [many] @returns {string} */
  const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  /** The first words of a text, in one line. @param {string} text @param {number} length @returns {string} */
  function shortened(text, length) {
    // Of a very long text only its beginning is looked at.
    const beginning = text.slice(0, 8 * length);
    const line = beginning.replace(/\s+/g, " ").trim();
    if (line.length <= length && beginning.length === text.length) return line;
    return `${line
      .slice(0, length)
      .replace(/[\ud800-\udbff]$/, "")
      .replace(/\s+\S*$/, "")} …`;
  }

  /** An address that may be linked to, else null. @param {string} address @returns {string | null} */
  function safeAddress(address) {
    if (!/^https?:\/\//i.test(address)) return null;
    try {
      return new URL(address).href;
    } catch {
      return null;
    }
  }

  /** @param {string} id @returns {HTMLElement} */
  const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  const texts = { plain, ruler, fold, occurrences, day, counted, shortened, LONGEST_LABEL };
  Object.assign(Review, { ...texts, element, safeAddress, byId });
})();
