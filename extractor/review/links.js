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

  /** @returns {any} the body or person that a reference means, if it is there */
  function meant(bodies, { id, name }) {
    const hasName = (body) => [body.name, ...(body.aliases ?? [])].some((one) => folded(one) === folded(name));
    return bodies.find((body) => body.id === id) ?? bodies.find(hasName);
  }

  function linkedRole(role, organisations) {
    if (role.organisation === null) return role;
    const body = meant(organisations, role.organisation);
    return { ...role, organisation: { id: body?.id ?? null, name: body?.name ?? role.organisation.name } };
  }

  /** A speaker without a type may be a person or a body of the record. */
  function linkedSpeaker(record, speaker, people, organisations) {
    if (speaker === null) return null;
    const { type, name } = speaker;
    const person = !type || type === "person" ? meant(people, speaker) : undefined;
    if (person) return { type: "person", id: person.id, name: person.name, roles: person.roles.map(speakerRole) };
    const body = !type || type === "organisation" ? meant(organisations, speaker) : undefined;
    if (body) return { type: "organisation", id: body.id, name: bodyName(record, body, name), roles: [] };
    return { type: type ?? "unknown", id: null, name, roles: [] };
  }

  const speakerRole = ({ title, organisation }) => ({ title, organisation: organisation?.name ?? null });

  /** "spokesman for the Marl Trust" stays; the bare name of a body follows it. */
  function bodyName(record, body, name) {
    const before = record.organisations.find(({ id }) => id === body.id)?.name;
    return folded(name) === folded(before) ? body.name : name;
  }

  /** A clause that names one speaker does not attribute words to another. */
  function linkedQuote(record, { fact, hasNewSpeaker }, people, organisations) {
    const speaker = linkedSpeaker(record, fact.speaker, people, organisations);
    const before = record.quotes.find(({ id }) => id === fact.id)?.speaker;
    return { ...fact, speaker, attribution: hasNewSpeaker && !isSame(speaker, before) ? null : fact.attribution };
  }

  function isSame(speaker, before) {
    if (!speaker || !before) return false;
    if (speaker.id !== null && before.id !== null) return speaker.id === before.id;
    return folded(speaker.name) === folded(before.name);
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
    const organisations = living(entries, "organisation");
    const linked = withFacts(entries, "role", ({ fact }) => linkedRole(fact, organisations));
    const rolesOf = (key) => living(linked.filter(({ person }) => person === key), "role");
    const complete = withFacts(linked, "person", ({ key, fact }) => ({ ...fact, roles: rolesOf(key) }));
    const people = living(complete, "person");
    return withFacts(complete, "quote", (entry) => linkedQuote(record, entry, people, organisations));
  };
})();
