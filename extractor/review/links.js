"use strict";
/* Links between the facts of a record: roles to bodies, quotes to people and bodies, by id or else by name. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});

  /** @param {string | null | undefined} name */
  function folded(name) {
    const plain = (name ?? "").normalize("NFKC").toLowerCase();
    return plain.replace(/[‘’]/g, "'").replace(/\s+/g, " ").trim();
  }

  /** @returns {Map<any, any>} the first of those that have a key */
  const firstBy = (all, keysOf) => new Map([...all].reverse().flatMap((one) => keysOf(one).map((key) => [key, one])));

  const byId = (facts) => firstBy(facts, ({ id }) => [id]);

  /** @returns {(reference: any) => any} finds the body or person that a reference means, if it is there */
  function finder(bodies) {
    const ids = byId(bodies);
    const names = firstBy(bodies, ({ name, aliases }) => [name, ...(aliases ?? [])].map(folded));
    return ({ id, name }) => ids.get(id) ?? names.get(folded(name));
  }

  function linkedRole(role, bodyOf) {
    if (role.organisation === null) return role;
    const body = bodyOf(role.organisation);
    return { ...role, organisation: { id: body?.id ?? null, name: body?.name ?? role.organisation.name } };
  }

  /** A speaker without a type may be a person or a body of the record. */
  function linkedSpeaker(speaker, { personOf, bodyOf, bodiesBefore }) {
    if (speaker === null) return null;
    const { type, name } = speaker;
    const person = !type || type === "person" ? personOf(speaker) : undefined;
    if (person) return { type: "person", id: person.id, name: person.name, roles: person.roles.map(speakerRole) };
    const body = !type || type === "organisation" ? bodyOf(speaker) : undefined;
    const before = bodiesBefore.get(body?.id);
    if (body) return { type: "organisation", id: body.id, name: bodyName(before, body, name), roles: [] };
    return { type: type ?? "unknown", id: null, name, roles: [] };
  }

  const speakerRole = ({ title, organisation }) => ({ title, organisation: organisation?.name ?? null });

  /** "spokesman for the Marl Trust" stays; the bare name of a body follows it. */
  const bodyName = (before, body, name) => (folded(name) === folded(before?.name) ? body.name : name);

  /** A clause that names one speaker does not attribute words to another. */
  function linkedQuote({ fact, hasNewSpeaker }, context) {
    const speaker = linkedSpeaker(fact.speaker, context);
    const before = context.quotesBefore.get(fact.id)?.speaker;
    return { ...fact, speaker, attribution: hasNewSpeaker && !isSame(speaker, before) ? null : fact.attribution };
  }

  function isSame(speaker, before) {
    if (!speaker || !before) return false;
    if (speaker.id !== null && before.id !== null) return speaker.id === before.id;
    return folded(speaker.name) === folded(before.name);
  }

  /** @template T @param {T[]} all @param {(one: T) => unknown} keyOf @returns {Map<unknown, T[]>} */
  function grouped(all, keyOf) {
    const groups = new Map();
    for (const one of all) {
      const key = keyOf(one);
      if (groups.has(key)) groups.get(key).push(one);
      else groups.set(key, [one]);
    }
    return groups;
  }

  /** The facts of a kind that are not deleted. */
  const living = (entries, kind) =>
    entries.filter((entry) => entry.kind === kind && entry.state !== "deleted").map(({ fact }) => fact);

  /** The entries with another fact in each of a kind. */
  const withFacts = (entries, kind, factOf) =>
    entries.map((entry) => (entry.kind === kind ? { ...entry, fact: factOf(entry) } : entry));

  /**
   * The entries with their facts linked to one another; what is deleted is linked to by nothing.
   * @param {any} record
   * @param {any[]} entries see corrected.js
   * @returns {any[]}
   */
  model.linked = (record, entries) => {
    const bodyOf = finder(living(entries, "organisation"));
    const linked = withFacts(entries, "role", ({ fact }) => linkedRole(fact, bodyOf));
    const roles = grouped(linked, ({ person }) => person);
    const rolesOf = (key) => living(roles.get(key) ?? [], "role");
    const complete = withFacts(linked, "person", ({ key, fact }) => ({ ...fact, roles: rolesOf(key) }));
    const personOf = finder(living(complete, "person"));
    const [bodiesBefore, quotesBefore] = [record.organisations, record.quotes].map(byId);
    const context = { personOf, bodyOf, bodiesBefore, quotesBefore };
    return withFacts(complete, "quote", (entry) => linkedQuote(entry, context));
  };

  Object.assign(model, { firstBy, grouped });
})();
