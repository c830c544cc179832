"use strict";
/* From a record and what is said of its facts to the facts as corrected, and to a record that holds them. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});
  const { changedFact, linked } = model;

  /**
   * A fact on its way. `about` tells which fact of the record it is, null for an added one; `person` is the key of
   * the person whose role it is.
   * @typedef {{key: string, kind: string, fact: any, state: string, about: string | null, person?: string,
   *   hasNewSpeaker?: boolean}} Entry
   */

  const SINGLE = ["title", "published", "publisher"];
  const NUMBERED = { organisation: ["organisations", "org"], person: ["people", "person"], quote: ["quotes", "quote"] };

  const entry = (key, kind, fact, about) => ({ key, kind, fact, about, state: "open" });
  const atItsPlace = ({ start, text }) => `${start}: ${text.slice(0, 80)}`;

  const spoken = ({ text, parts }) => ({ text, start: parts[0]?.start });

  /** @param {any} record @returns {Entry[]} its facts as they stand in it */
  function entriesOf(record) {
    const { title, published, publisher } = record;
    return [
      entry("title", "title", title === null ? null : { value: title }, title ?? ""),
      entry("published", "published", published, published?.value ?? ""),
      entry("publisher", "publisher", publisher, publisher?.name ?? ""),
      ...record.dates.map((date, number) => entry(`dates/${number}`, "date", date, atItsPlace(date))),
      ...record.organisations.map((body) => entry(`organisations/${body.id}`, "organisation", body, body.name)),
      ...record.people.flatMap(personEntries),
      ...record.quotes.map((quote) => entry(`quotes/${quote.id}`, "quote", quote, atItsPlace(spoken(quote)))),
      ...record.contacts.map((contact, number) => entry(`contacts/${number}`, "contact", contact, atItsPlace(contact))),
    ];
  }

  function personEntries(person) {
    const key = `people/${person.id}`;
    const roles = person.roles.map((role, number) => entry(`${key}/roles/${number}`, "role", role, atItsPlace(role)));
    return [entry(key, "person", person, person.name), ...roles.map((role) => ({ ...role, person: key }))];
  }

  /** @returns {Entry} the entry as corrected; open if the correction is of another fact, or its words stand nowhere */
  function corrected(record, entry, correction) {
    if (!correction || (correction.about ?? entry.about) !== entry.about) return entry;
    const { state, fields } = correction;
    if (!fields) return { ...entry, state };
    const fact = changedFact(record, entry.kind, entry.fact, fields);
    const canBeNone = SINGLE.includes(entry.kind);
    if (!fact && !canBeNone && state === "changed") return entry;
    return { ...entry, state, fact: canBeNone ? fact : (fact ?? entry.fact), hasNewSpeaker: "speaker" in fields };
  }

  /** @returns {Entry[]} none where its words don't stand in the text */
  function added(record, key, { kind, fields, state }) {
    const fact = changedFact(record, kind, null, fields);
    if (!fact) return [];
    const id = kind in NUMBERED ? { id: freeId(record, kind, key) } : {};
    const person = kind === "role" ? { person: key.slice(0, key.lastIndexOf("/roles/")) } : {};
    return [{ key, kind, fact: { ...fact, ...id }, state, about: null, hasNewSpeaker: true, ...person }];
  }

  /** The id is the record's last one and the number of the added fact, so that it stays whatever else is added. */
  function freeId(record, kind, key) {
    const [collection, prefix] = NUMBERED[kind];
    const last = Math.max(0, ...record[collection].map(({ id }) => Number(/\d+$/.exec(id)?.[0] ?? 0)));
    return `${prefix}${last + Number(/\d+$/.exec(key)?.[0])}`;
  }

  /** Roles go with their person: deleted with one that is deleted, left out where there is none. */
  function withPeople(entries) {
    const people = entries.filter(({ kind }) => kind === "person");
    const personOf = (role) => people.find(({ key, fact }) => [key, `people/${fact.id}`].includes(role.person));
    return entries.flatMap((entry) => {
      const person = entry.kind === "role" ? personOf(entry) : null;
      if (person === undefined) return [];
      if (person === null) return [entry];
      return [{ ...entry, person: person.key, state: person.state === "deleted" ? "deleted" : entry.state }];
    });
  }

  /** @param {Entry[]} entries @returns {Entry[]} kind by kind, roles behind their person, in the order of the text */
  function arranged(entries) {
    const of = (kind) => inOrder(entries.filter((entry) => entry.kind === kind));
    const roles = of("role");
    const people = of("person").flatMap((person) => [person, ...roles.filter((role) => role.person === person.key)]);
    return [...SINGLE.flatMap(of), ...of("date"), ...of("organisation"), ...people, ...of("quote"), ...of("contact")];
  }

  /** The record's own order stands unless a fact was added. */
  function inOrder(entries) {
    const startOf = ({ fact }) => fact.start ?? (fact.mentions ?? fact.parts)[0]?.start ?? 0;
    if (entries.every(({ about }) => about !== null)) return entries;
    return [...entries].sort((one, other) => startOf(one) - startOf(other));
  }

  /** @returns {string | null} what tells a fact of the record from others, null if there is none of this key */
  const aboutOf = (record, key) => entriesOf(record).find((entry) => entry.key === key)?.about ?? null;

  /**
   * The facts of a record as corrected, and the keys of corrections that fit none of them.
   * @param {any} record
   * @param {Map<string, any>} corrections by the key of the fact
   * @returns {{facts: {key: string, kind: string, fact: any, state: string}[], astray: string[]}}
   */
  function judged(record, corrections) {
    const originals = entriesOf(record).map((entry) => corrected(record, entry, corrections.get(entry.key)));
    const additions = [...corrections].filter(([, { kind }]) => kind);
    const others = additions.flatMap(([key, correction]) => added(record, key, correction));
    const entries = arranged(withPeople([...originals, ...others]));
    const told = new Set(entries.filter(({ state }) => state !== "open").map(({ key }) => key));
    const facts = isTouched(entries) ? linked(record, entries) : entries;
    return {
      facts: facts.map(({ key, kind, fact, state }) => ({ key, kind, fact, state })),
      astray: [...corrections.keys()].filter((key) => !told.has(key)),
    };
  }

  /** What nobody has changed keeps its links as they are. */
  const isTouched = (entries) => entries.some(({ state }) => !["open", "accepted"].includes(state));

  /**
   * A new record of the same shape that holds the facts given, without the deleted ones.
   * @param {any} record
   * @param {{kind: string, fact: any, state: string}[]} facts as `judged` tells them
   */
  function recordOf(record, facts) {
    const living = facts.filter(({ state }) => state !== "deleted");
    const all = (kind) => living.filter((fact) => fact.kind === kind).map(({ fact }) => fact);
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
  }

  Object.assign(model, { aboutOf, judged, recordOf });
})();
