// From a record and what is said of its facts to the facts as corrected, and to a record that holds them.
"use strict";
var Review = (globalThis.Review ??= {});

(() => {
  /**
   * A fact on its way: `about` tells which fact of the record it is (null for an added one), `person` is the key of
   * the person whose role it is, `isOther` tells that a quote was given another speaker.
   * @typedef {{key: string, kind: string, fact: any, state: string, about: string | null, person?: string,
   *   hasNewSpeaker?: boolean}} Entry
   */

  const RULE = "corrected";
  const ADDED = /\/\+(\d+)$/;
  const MARKS = [["“", "”"], ["‘", "’"], ['"', '"'], ["'", "'"], ["«", "»"], ["„", "“"]];
  const WORD = /[\p{L}\p{N}]/u;

  /** What an added fact has if nothing else is said; the keys stand in the order of a record. */
  const BLANK = {
    title: { value: null },
    published: { value: null, text: "", found_in: RULE, start: null, end: null },
    publisher: { name: null, found_in: RULE, register: null },
    date: {
      text: "", start: 0, end: 0, value: null, grain: "day", relative: false, rule: RULE, anchor: null, modifier: null,
      alternative: null,
    },
    organisation: { id: "", name: "", aliases: [], type: "other", register: null, mentions: [] },
    person: { id: "", name: "", honorific: null, post_nominals: [], mentions: [], roles: [] },
    role: { title: "", organisation: null, explicit: true, text: "", start: 0, end: 0 },
    quote: { id: "", kind: "direct", unmarked: false, text: "", parts: [], speaker: null, attribution: null },
    contact: { name: null, email: null, phone: null, text: "", start: 0, end: 0 },
  };
  const ID_PREFIX = { organisation: "org", person: "person", quote: "quote" };

  // --- the text: offsets are code points

  const characters = new WeakMap();

  /** @param {any} record @returns {string[]} the code points of its text */
  function charactersOf(record) {
    if (!characters.has(record)) characters.set(record, Array.from(record.text));
    return characters.get(record);
  }

  /** @param {any} record @param {number} start @param {number} end */
  const slice = (record, start, end) => charactersOf(record).slice(start, end).join("");

  /** @param {any} record @param {number} start @param {number} end @returns {any} the mention */
  const mention = (record, start, end) => ({ text: slice(record, start, end), start, end });

  /** @param {any} record @param {string} words @returns {number[]} where they stand */
  function occurrences(record, words) {
    const starts = [];
    let units = 0;
    let points = 0;
    for (let at = record.text.indexOf(words); at >= 0; at = record.text.indexOf(words, at + words.length)) {
      points += Array.from(record.text.slice(units, at)).length;
      units = at;
      starts.push(points);
    }
    return starts;
  }

  /**
   * The mention that a span means in this record: where its text stands, nearest to where it stood; null if nowhere.
   * @param {any} record @param {{start: number, end: number, text?: string}} span
   */
  function placed(record, span) {
    if (span.text === undefined || slice(record, span.start, span.end) === span.text) return trimmed(record, span.start, span.end);
    const nearest = occurrences(record, span.text).sort((one, other) => Math.abs(one - span.start) - Math.abs(other - span.start));
    return nearest.length ? trimmed(record, nearest[0], nearest[0] + Array.from(span.text).length) : null;
  }

  /** @param {any} record @param {number} start @param {number} end @returns {any} null if nothing is left */
  function trimmed(record, start, end) {
    const points = charactersOf(record);
    end = Math.min(end, points.length);
    while (start < end && !points[start].trim()) start += 1;
    while (end > start && !points[end - 1].trim()) end -= 1;
    return start < end ? mention(record, start, end) : null;
  }

  /** @param {any} record @param {any} span @returns {any[]} the span by paragraphs, without the quotation marks around them */
  function quoteParts(record, span) {
    const paragraphs = record.paragraphs.filter((/** @type {any} */ { start, end }) => start < span.end && span.start < end);
    return paragraphs
      .map((/** @type {any} */ { start, end }) => trimmed(record, Math.max(start, span.start), Math.min(end, span.end)))
      .map((/** @type {any} */ part) => part && unmarked(record, part))
      .filter(Boolean);
  }

  /** @param {any} record @param {any} part @returns {any} */
  function unmarked(record, part) {
    const points = charactersOf(record);
    const pair = MARKS.find(([opening]) => opening === points[part.start]);
    const closes = pair && part.end - part.start > 1 && points[part.end - 1] === pair[1];
    // Speech that goes on in the next paragraph opens in each and closes in the last alone.
    const opens = closes || (pair && "“\"„«".includes(pair[0]));
    const closesAlone = !pair && "”»".includes(points[part.end - 1]);
    return trimmed(record, part.start + (opens ? 1 : 0), part.end - (closes || closesAlone ? 1 : 0));
  }

  /** @param {any} record @param {any} first @returns {any[]} the mention, and wherever else the same words stand by themselves */
  function everyMention(record, first) {
    const points = charactersOf(record);
    const length = first.end - first.start;
    const isWhole = (/** @type {number} */ start) => !WORD.test(points[start - 1] ?? "") && !WORD.test(points[start + length] ?? "");
    const starts = occurrences(record, first.text).filter((start) => start === first.start || isWhole(start));
    return starts.map((start) => mention(record, start, start + length));
  }

  // --- fields into facts, a function for each kind: null where the fact can't be placed in the text

  /** @param {any} record @param {any} fact @param {any} fields @returns {any} the mention of the fields or else of the fact */
  function spanOf(record, fact, fields) {
    if (fields.start === undefined && fields.text === undefined) return fact;
    return placed(record, { start: fact.start, end: fact.end, ...fields });
  }

  /** @param {any} fact @param {any} fields @returns {any} the fact with those of the fields that it has */
  const written = (fact, fields) =>
    Object.fromEntries(Object.keys(fact).map((name) => [name, fields[name] === undefined ? fact[name] : fields[name]]));

  /** @param {any} record @param {any} fact @param {any} fields */
  function spanned(record, fact, fields) {
    const span = spanOf(record, fact, fields);
    return span && written(fact, { ...fields, text: span.text, start: span.start, end: span.end });
  }

  /** @param {any} record @param {any} fact @param {any} fields */
  function mentioned(record, fact, fields) {
    if (fields.mentions) return fields.mentions.map((/** @type {any} */ span) => placed(record, span)).filter(Boolean);
    const first = fields.start === undefined ? null : placed(record, fields);
    if (!first) return fact.mentions;
    const others = fact.mentions.length ? [first] : everyMention(record, first);
    return [...new Map([...fact.mentions, ...others].map((one) => [one.start, one])).values()].sort(byStart);
  }

  /** @param {any} record @param {any} fact @param {any} fields */
  function named(record, fact, fields) {
    const mentions = mentioned(record, fact, fields);
    if (!mentions.length) return null;
    const name = fields.name ?? (fact.name || mentions[0].text);
    // A register entry was found by the old name.
    const register = "register" in fact && fields.register === undefined && fact.name !== name ? { register: null } : {};
    const aliases = "aliases" in fact ? { aliases: (fields.aliases ?? fact.aliases).filter((/** @type {string} */ alias) => alias !== name) } : {};
    return written(fact, { ...fields, ...register, ...aliases, name, mentions, roles: undefined });
  }

  const WRITE = {
    title: (_record, _fact, { value }) => (value === null ? null : { value }),
    published: (_record, fact, { value }) => {
      if (!value || value === fact.value) return value === null ? null : fact;
      return { ...BLANK.published, value, text: value };
    },
    publisher: (_record, fact, fields) => {
      if (fields.name === null) return null;
      const renamed = fields.name !== undefined && fields.name !== fact.name;
      return written(fact, renamed ? { register: null, ...fields, found_in: RULE } : fields);
    },
    date: (record, fact, fields) => {
      const settled = fields.value === undefined || fields.value === fact.value
        ? {}
        : { grain: Review.grainOf(fields.value), rule: RULE, anchor: null, alternative: null };
      return spanned(record, fact, { ...settled, ...fields });
    },
    organisation: named,
    person: named,
    role: (record, fact, fields) => {
      const role = spanned(record, fact, fields);
      return role && { ...role, title: role.title || role.text };
    },
    contact: spanned,
    quote: (record, fact, fields) => {
      const spans = fields.parts ?? (fields.start === undefined ? null : [fields]);
      const parts = spans ? spans.flatMap((/** @type {any} */ span) => partsAt(record, span)).sort(byStart) : fact.parts;
      const text = parts.map((/** @type {any} */ part) => part.text).join("\n\n");
      return parts.length ? written(fact, { ...fields, parts, text }) : null;
    },
  };

  /** @param {any} record @param {any} span */
  function partsAt(record, span) {
    const whole = placed(record, span);
    return whole ? quoteParts(record, whole) : [];
  }

  // --- the facts of a record

  /** @param {any} record @returns {Entry[]} */
  function entriesOf(record) {
    const entry = (key, kind, fact, about, person) => ({ key, kind, fact, state: "open", about, person });
    const at = (fact) => `${fact.start}: ${fact.text}`;
    return [
      entry("title", "title", record.title === null ? null : { value: record.title }, record.title ?? ""),
      entry("published", "published", record.published, record.published?.value ?? ""),
      entry("publisher", "publisher", record.publisher, record.publisher?.name ?? ""),
      ...record.dates.map((date, number) => entry(`dates/${number}`, "date", date, at(date))),
      ...record.organisations.map((body) => entry(`organisations/${body.id}`, "organisation", body, body.name)),
      ...record.people.flatMap((person) => [
        entry(`people/${person.id}`, "person", person, person.name),
        ...person.roles.map((role, number) => entry(`people/${person.id}/roles/${number}`, "role", role, at(role), `people/${person.id}`)),
      ]),
      ...record.quotes.map((quote) => entry(`quotes/${quote.id}`, "quote", quote, `${quote.parts[0]?.start}: ${quote.text.slice(0, 80)}`)),
      ...record.contacts.map((contact, number) => entry(`contacts/${number}`, "contact", contact, at(contact))),
    ];
  }

  /** @param {any} record @param {Entry} entry @param {any} correction @returns {Entry} */
  function correctedEntry(record, entry, correction) {
    if (!correction) return entry;
    if (!correction.fields) return { ...entry, state: correction.state };
    const fact = WRITE[entry.kind](record, entry.fact ?? BLANK[entry.kind], correction.fields);
    const hasNewSpeaker = "speaker" in correction.fields;
    const canBeNull = ["title", "published", "publisher"].includes(entry.kind);
    return { ...entry, state: correction.state, fact: canBeNull ? fact : fact ?? entry.fact, hasNewSpeaker };
  }

  /** @param {any} record @param {string} key @param {any} correction @returns {Entry | null} */
  function addedEntry(record, key, correction) {
    const { kind, fields, state } = correction;
    const fact = WRITE[kind](record, BLANK[kind], fields);
    if (!fact) return null;
    const id = kind in ID_PREFIX ? { id: freeId(record, kind, Number(ADDED.exec(key)?.[1])) } : {};
    const person = kind === "role" ? { person: key.slice(0, key.lastIndexOf("/roles/")) } : {};
    return { key, kind, fact: { ...fact, ...id }, state, about: null, hasNewSpeaker: true, ...person };
  }

  /** @param {any} record @param {string} kind @param {number} number */
  function freeId(record, kind, number) {
    const facts = { organisation: record.organisations, person: record.people, quote: record.quotes }[kind];
    const numbers = facts.map((fact) => Number(/\d+$/.exec(fact.id)?.[0] ?? 0));
    return `${ID_PREFIX[kind]}${Math.max(0, ...numbers) + number}`;
  }

  // --- links between facts

  /** @param {string | null | undefined} name */
  const folded = (name) => (name ?? "").normalize("NFKC").toLowerCase().replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();

  /** @param {any[]} bodies @param {any} reference @returns {any} the body or person that is meant, by id or else by name */
  function meant(bodies, reference) {
    const name = folded(reference.name);
    return (
      bodies.find((body) => reference.id !== null && body.id === reference.id) ??
      bodies.find((body) => [body.name, ...(body.aliases ?? [])].some((one) => folded(one) === name))
    );
  }

  /** @param {any[]} organisations @param {any} reference */
  function linkedReference(organisations, reference) {
    if (reference === null) return null;
    const body = meant(organisations, reference);
    return body ? { id: body.id, name: body.name } : { id: null, name: reference.name };
  }

  /** @param {any} record @param {any[]} people @param {any[]} organisations @param {any} speaker */
  function linkedSpeaker(record, people, organisations, speaker) {
    if (speaker === null) return null;
    const asked = { id: null, roles: [], ...speaker };
    const person = ["person", undefined].includes(asked.type) ? meant(people, asked) : undefined;
    if (person) return { type: "person", id: person.id, name: person.name, roles: speakerRoles(person) };
    const body = ["organisation", undefined].includes(asked.type) ? meant(organisations, asked) : undefined;
    if (body) return { type: "organisation", id: body.id, name: bodyName(record, body, asked), roles: [] };
    return { type: asked.type ?? "unknown", id: null, name: asked.name, roles: [] };
  }

  /** @param {any} person */
  const speakerRoles = (person) =>
    person.roles.map((/** @type {any} */ { title, organisation }) => ({ title, organisation: organisation?.name ?? null }));

  /** "spokesman for the Marl Trust" stays; a bare name follows the body's. */
  function bodyName(record, body, speaker) {
    const before = record.organisations.find((/** @type {any} */ one) => one.id === body.id)?.name;
    return folded(speaker.name) === folded(before) ? body.name : speaker.name;
  }

  /** @param {any} record @param {Entry[]} entries @returns {Entry[]} */
  function linked(record, entries) {
    const living = (kind) => entries.filter((entry) => entry.kind === kind && entry.state !== "deleted");
    const organisations = living("organisation").map((entry) => entry.fact);
    const withRoles = entries.map((entry) =>
      entry.kind === "role" ? { ...entry, fact: { ...entry.fact, organisation: linkedReference(organisations, entry.fact.organisation) } } : entry,
    );
    const rolesOf = (key) => withRoles.filter((entry) => entry.person === key && entry.state !== "deleted").map((entry) => entry.fact);
    const withPeople = withRoles.map((entry) => (entry.kind === "person" ? { ...entry, fact: { ...entry.fact, roles: rolesOf(entry.key) } } : entry));
    const people = withPeople.filter((entry) => entry.kind === "person" && entry.state !== "deleted").map((entry) => entry.fact);
    return withPeople.map((entry) => (entry.kind === "quote" ? linkedQuote(record, people, organisations, entry) : entry));
  }

  /** A clause that named another speaker attributes no more. */
  function linkedQuote(record, people, organisations, entry) {
    const speaker = linkedSpeaker(record, people, organisations, entry.fact.speaker);
    const before = record.quotes.find((quote) => quote.id === entry.fact.id)?.speaker ?? null;
    const isSame = speaker && before && ((speaker.id !== null && speaker.id === before.id) || folded(speaker.name) === folded(before.name));
    const attribution = entry.hasNewSpeaker && !isSame ? null : entry.fact.attribution;
    return { ...entry, fact: { ...entry.fact, speaker, attribution } };
  }

  // --- order

  const byStart = (one, other) => one.start - other.start;
  const startOf = ({ fact }) => fact.start ?? (fact.mentions ?? fact.parts)?.[0]?.start ?? 0;

  /** @param {Entry[]} entries @returns {Entry[]} in the order of the text, where any was added */
  function ordered(entries) {
    if (!entries.some((entry) => entry.about === null)) return entries;
    return [...entries].sort((one, other) => startOf(one) - startOf(other));
  }

  /** @param {Entry[]} entries @returns {Entry[]} kind by kind, roles behind their person */
  function arranged(entries) {
    const of = (kind) => ordered(entries.filter((entry) => entry.kind === kind));
    const roles = of("role");
    const people = of("person").flatMap((person) => [person, ...roles.filter((role) => role.person === person.key)]);
    const single = entries.filter(({ kind }) => ["title", "published", "publisher"].includes(kind));
    return [...single, ...of("date"), ...of("organisation"), ...people, ...of("quote"), ...of("contact")];
  }

  /** @param {any} record @param {string} key @returns {string | null} what tells the fact from others, null if there is none */
  Review.about = (record, key) => entriesOf(record).find((entry) => entry.key === key)?.about ?? null;

  /**
   * The facts of a record as corrected, and the keys of corrections that fit none of them.
   * @param {any} record
   * @param {Map<string, any>} corrections by the key of the fact
   * @returns {{facts: any[], astray: string[]}}
   */
  Review.judged = (record, corrections) => {
    const fits = (entry, correction) => correction && (correction.about ?? entry.about) === entry.about;
    const originals = entriesOf(record).map((entry) => {
      const correction = corrections.get(entry.key);
      return correctedEntry(record, entry, fits(entry, correction) ? correction : undefined);
    });
    const added = [...corrections].filter(([, { kind }]) => kind).map(([key, correction]) => addedEntry(record, key, correction));
    const entries = withParents([...originals, ...added.filter((entry) => entry !== null)]);
    const told = new Set(entries.filter((entry) => entry.state !== "open").map((entry) => entry.key));
    const facts = arranged(linked(record, entries)).map(({ key, kind, fact, state }) => ({ key, kind, fact, state }));
    return { facts, astray: [...corrections.keys()].filter((key) => !told.has(key)) };
  };

  /** Roles go with their person: deleted with one that is deleted, left out where there is none. */
  function withParents(entries) {
    const people = entries.filter((entry) => entry.kind === "person");
    return entries.flatMap((entry) => {
      if (entry.kind !== "role") return [entry];
      const person = people.find(({ key, fact }) => key === entry.person || `people/${fact.id}` === entry.person);
      if (!person) return [];
      return [{ ...entry, person: person.key, state: person.state === "deleted" ? "deleted" : entry.state }];
    });
  }

  /**
   * A new record of the same shape that holds the facts given, without the deleted ones.
   * @param {any} record
   * @param {any[]} facts as `Review.judged` tells them
   */
  Review.recordOf = (record, facts) => {
    const living = facts.filter((fact) => fact.state !== "deleted");
    const all = (kind) => living.filter((fact) => fact.kind === kind).map((fact) => fact.fact);
    const one = (kind) => all(kind)[0] ?? null;
    return {
      ...record,
      title: one("title")?.value ?? null,
      published: one("published"),
      publisher: one("publisher"),
      dates: all("date"),
      organisations: all("organisation"),
      people: all("person"),
      quotes: all("quote"),
      contacts: all("contact"),
    };
  };
})();
