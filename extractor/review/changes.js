"use strict";
/* Fields that a reader wrote, put into a fact of a record, or into a blank one. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});
  const { placed, quoteParts, everyMention, grainOf } = model;

  /** Stands for the rule, or the place, that a fact was read by. */
  const CORRECTED = "corrected";

  /** What a fact has if nothing is said; the keys stand in the order of a record. */
  const BLANK = {
    title: { value: null },
    published: { value: null, text: "", found_in: CORRECTED, start: null, end: null },
    publisher: { name: null, found_in: CORRECTED, register: null },
    date: {
      text: "",
      start: 0,
      end: 0,
      value: null,
      grain: "day",
      relative: false,
      rule: CORRECTED,
      anchor: null,
      modifier: null,
      alternative: null,
    },
    organisation: { id: "", name: "", aliases: [], type: "other", register: null, mentions: [] },
    person: { id: "", name: "", honorific: null, post_nominals: [], mentions: [], roles: [] },
    role: { title: "", organisation: null, explicit: true, text: "", start: 0, end: 0 },
    quote: { id: "", kind: "direct", unmarked: false, text: "", parts: [], speaker: null, attribution: null },
    contact: { name: null, email: null, phone: null, text: "", start: 0, end: 0 },
  };

  /** How the fields of each kind are written; null where there is no such fact, or it stands nowhere in the text. */
  const WRITE = {
    title: (_record, _fact, { value }) => (value ? { value } : null),
    published: (_record, fact, { value }) => {
      if (!value) return null;
      return value === fact.value ? fact : { ...BLANK.published, value, text: value };
    },
    publisher: (_record, fact, fields) => {
      const name = fields.name === undefined ? fact.name : fields.name;
      const anew = name === fact.name ? {} : { found_in: CORRECTED, register: null };
      return name && written(fact, { ...anew, ...fields });
    },
    date: (record, fact, fields) => {
      const isSame = fields.value === undefined || fields.value === fact.value;
      const anew = isSame ? {} : { grain: grainOf(fields.value), rule: CORRECTED, anchor: null, alternative: null };
      return spanned(record, fact, { ...anew, ...fields });
    },
    organisation: (record, fact, fields) => {
      const body = named(record, fact, fields);
      // A register's entry was found by the old name.
      const register = fields.register ?? (body?.name === fact.name ? fact.register : null);
      return body && { ...body, register, aliases: body.aliases.filter((alias) => alias !== body.name) };
    },
    person: (record, fact, fields) => named(record, fact, fields),
    role: (record, fact, fields) => {
      const role = spanned(record, fact, fields);
      return role && { ...role, title: role.title || role.text };
    },
    quote: (record, fact, fields) => {
      const parts = partsOf(record, fact, fields);
      const text = parts.map((part) => part.text).join("\n\n");
      return parts.length ? written(fact, { ...fields, parts, text }) : null;
    },
    contact: (record, fact, fields) => spanned(record, fact, fields),
  };

  /** @returns {any} the fact with those of the fields that a fact of its kind has */
  const written = (fact, fields) =>
    Object.fromEntries(Object.keys(fact).map((name) => [name, fields[name] === undefined ? fact[name] : fields[name]]));

  /** @returns {any} the fact with its own span or that of the fields; null if that stands nowhere */
  function spanned(record, fact, fields) {
    if (fields.start === undefined && fields.text === undefined) return written(fact, fields);
    const span = placed(record, { start: fact.start, end: fact.end, ...fields });
    return span && written(fact, { ...fields, ...span });
  }

  /** @returns {any} the body or person with its mentions; null if there are none */
  function named(record, fact, fields) {
    const mentions = mentionsOf(record, fact, fields);
    if (!mentions.length) return null;
    return written(fact, { ...fields, mentions, name: fields.name ?? (fact.name || mentions[0].text) });
  }

  /** A new name is looked for everywhere; what is selected for an old one is one mention more. */
  function mentionsOf(record, fact, fields) {
    if (fields.mentions) return fields.mentions.map((span) => placed(record, span)).filter(Boolean);
    const first = fields.start === undefined ? null : placed(record, fields);
    if (!first) return fact.mentions;
    const found = fact.mentions.length ? [...fact.mentions, first] : everyMention(record, first);
    return inOrder([...new Map(found.map((one) => [one.start, one])).values()]);
  }

  function partsOf(record, fact, fields) {
    if (!fields.parts) return fields.start === undefined ? fact.parts : quoteParts(record, fields);
    const before = ({ start, end }) => fact.parts.filter((part) => part.start === start && part.end === end);
    return inOrder(fields.parts.flatMap((span) => (before(span).length ? before(span) : quoteParts(record, span))));
  }

  const inOrder = (mentions) => [...mentions].sort((one, other) => one.start - other.start);

  /**
   * A fact with the fields written into it.
   * @param {any} record
   * @param {string} kind
   * @param {any} fact null for a new one
   * @param {Record<string, unknown>} fields checked ones
   * @returns {any} null where there is no such fact, or its words stand nowhere in the text
   */
  model.changedFact = (record, kind, fact, fields) => WRITE[kind](record, fact ?? BLANK[kind], fields);
})();
