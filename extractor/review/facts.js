"use strict";
/* What there is to tell of each fact: its kind, its value in a word, its details, where it stands, what belongs to it. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { day, shortened, counted } = Review;

  /**
   * @typedef {{start: number, end: number}} Range
   * @typedef {{key: string, kind: string, state: string, fact: object, label: string, value: string,
   *   details: [string, string][], mentions: Range[], related: string[]}} View
   */

  const KINDS = {
    dates: "date",
    organisations: "organisation",
    people: "person",
    quotes: "quote",
    contacts: "contact",
  };
  const OF_PERSON = /^(people\/.+)\/roles\//;
  const PERSON_OR_BODY = /^(?:people|organisations)\/([^/]+)$/;
  const LABELS = {
    title: "Title",
    published: "Published",
    publisher: "Publisher",
    date: "Date",
    organisation: "Organisation",
    person: "Person",
    role: "Role",
    quote: "Quote",
    contact: "Contact",
  };

  /** @param {string} key @returns {string} */
  const kindOf = (key) => (key.includes("/roles/") ? "role" : (KINDS[key.split("/")[0]] ?? key));

  /** The details that are told, as pairs of a term and a text; what is absent is left out. */
  const pairs = (details) =>
    Object.entries(details).filter(([, text]) => text !== null && text !== undefined && text !== "");

  const register = (found) => (found ? `${found.scheme} ${found.id}` : null);
  const roleWords = ({ title, organisation }) => [title, organisation?.name ?? organisation].filter(Boolean).join(", ");
  const fullName = ({ honorific, name, post_nominals: letters }) =>
    [honorific, name, ...(letters ?? [])].filter(Boolean).join(" ");
  const inText = ({ start, end }) => (Number.isInteger(start) && Number.isInteger(end) ? [{ start, end }] : []);

  /** What each kind tells: `value` in a word, `details` as pairs, `mentions` in the text. */
  const TOLD = {
    title: (fact) => ({ value: shortened(text(fact) ?? "no title", 44), details: {}, mentions: [] }),
    published: (fact) => ({
      value: fact ? day(fact.value) : "no day",
      details: fact ? { Value: fact.value, "Read from": fact.text, "Found in": fact.found_in } : {},
      mentions: fact ? inText(fact) : [],
    }),
    publisher: (fact) => ({
      value: text(fact) ?? "no publisher",
      details: fact ? { "Found in": fact.found_in, Register: register(fact.register) } : {},
      mentions: [],
    }),
    date: (fact) => ({
      value: fact.value === null ? "no value" : day(fact.value),
      details: {
        Value: fact.value ?? "can’t be told",
        Or: fact.alternative,
        Grain: fact.grain,
        Part: fact.modifier,
        "Counted from": fact.anchor,
        Rule: fact.rule,
      },
      mentions: inText(fact),
    }),
    organisation: (fact) => ({
      value: fact.name,
      details: {
        Type: fact.type,
        "Also as": (fact.aliases ?? []).join(", "),
        Register: register(fact.register),
        Named: counted((fact.mentions ?? []).length, "time"),
      },
      mentions: fact.mentions ?? [],
    }),
    person: (fact) => ({
      value: fullName(fact),
      details: {
        Roles: (fact.roles ?? []).map(roleWords).join("; "),
        Named: counted((fact.mentions ?? []).length, "time"),
      },
      mentions: fact.mentions ?? [],
    }),
    role: (fact, { owner, keyOf }) => ({
      value: roleWords(fact),
      details: { Of: owner?.fact.name, Read: fact.explicit ? "in the text" : "from the context" },
      mentions: inText(fact),
      related: [owner?.key, fact.organisation?.id && keyOf(fact.organisation.id)],
    }),
    quote: (fact, { keyOf }) => ({
      value: fact.speaker ? fact.speaker.name : "no speaker",
      details: quoteDetails(fact),
      mentions: fact.parts ?? [],
      related: [fact.speaker?.id && keyOf(fact.speaker.id)],
    }),
    contact: (fact) => ({
      value: fact.name ?? fact.email ?? fact.phone ?? shortened(fact.text ?? "", 40),
      details: { Name: fact.name, Email: fact.email, Phone: fact.phone },
      mentions: inText(fact),
    }),
  };

  /** The value of a title, publisher or the like, however it is held. */
  const text = (fact) => (fact && typeof fact === "object" ? (fact.name ?? fact.value ?? fact.text ?? null) : fact);

  function quoteDetails({ speaker, attribution }) {
    const roles = (speaker?.roles ?? []).map(roleWords).join("; ");
    const told = { "Named as": attribution?.mention?.text, Cue: attribution?.cue, Rule: attribution?.rule };
    return { Speaker: speaker ? `${speaker.name} (${speaker.type})` : "can’t be told", Roles: roles, ...told };
  }

  function quoteLabel({ kind, unmarked }) {
    if (kind === "indirect") return "Reported";
    if (unmarked) return "Quote, unmarked";
    return kind === "direct" ? "Quote" : `Quote, ${kind}`;
  }

  /** Everything found in a release, deleted facts included, in the order of the text. @returns {View[]} */
  function views(record, corrections) {
    const entries = corrections.facts(record);
    const byKey = new Map(entries.map((entry) => [entry.key, entry]));
    const keys = keysOfIds(entries);
    const owner = (key) => byKey.get(OF_PERSON.exec(key)?.[1]);
    const made = entries.map((entry) => view(entry, { keyOf: (id) => keys.get(id), owner: owner(entry.key) }));
    return made.sort((one, other) => place(one) - place(other));
  }

  const place = ({ mentions }) => (mentions.length ? mentions[0].start : -1);

  /** People and bodies by the id that they have, and by the one in their key; the first of each. */
  function keysOfIds(entries) {
    const keys = new Map();
    for (const { key, fact } of entries) {
      const own = PERSON_OR_BODY.exec(key)?.[1];
      for (const id of own === undefined ? [] : [fact?.id, own]) if (!keys.has(id)) keys.set(id, key);
    }
    return keys;
  }

  function view({ key, fact, state }, context) {
    const kind = kindOf(key);
    const { value, details, mentions, related = [] } = TOLD[kind](fact, context);
    const label = kind === "quote" ? quoteLabel(fact) : LABELS[kind];
    return {
      key,
      kind,
      state,
      fact,
      label,
      value,
      details: pairs(details),
      mentions,
      related: related.filter(Boolean),
    };
  }

  /** Keys of the facts that light up with a fact. @param {View[]} all @param {View} chosen @returns {Set<string>} */
  function relatives(all, chosen) {
    const back = all.filter(({ related }) => related.includes(chosen.key)).map(({ key }) => key);
    return new Set([...chosen.related, ...back, ...sources(all, chosen)]);
  }

  /** The dates that a date may have been counted from. */
  function sources(all, { kind, key, fact }) {
    if (kind !== "date" || !fact.anchor) return [];
    return all
      .filter(
        (other) => other.key !== key && ["date", "published"].includes(other.kind) && other.fact?.value === fact.anchor,
      )
      .map((other) => other.key);
  }

  /** What to say aloud of a fact that is chosen. @param {View} chosen @returns {string} */
  const spoken = ({ label, value, details }) =>
    `${label}: ${value}. ${details.map(([term, words]) => `${term}: ${words}`).join(". ")}`;

  Object.assign(Review, { kindOf, views, relatives, spoken, roleWords, fullName, LABELS });
})();
