"use strict";
/* Corrections as text, in the browser's storage or in a file: read with care, and joined to others. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});
  const { isObject, checkedFields } = model;

  /**
   * What is said of one fact. `kind` is there if the fact was added, `fields` if it was added or changed. `about`
   * tells which fact it was, so that no other one is taken for it when the records are made anew; of an added one it
   * tells as what it was added, whatever changed since, so that it is known again when a file is loaded.
   * @typedef {{state: "accepted" | "changed" | "deleted" | "added", kind?: string,
   *   fields?: Record<string, unknown>, about?: string}} Correction
   * @typedef {{checked: boolean, facts: Map<string, Correction>}} ReleaseCorrections
   * @typedef {Map<string, ReleaseCorrections>} AllCorrections by the ids of releases
   */

  const FORMAT = "extractor corrections";
  const VERSION = 1;
  const KEYS = [
    [/^(title|published|publisher)$/, null],
    [/^people\/.+\/roles\/\+?\d+$/, "role"],
    [/^dates\/\+?\d+$/, "date"],
    [/^organisations\/.+$/, "organisation"],
    [/^people\/.+$/, "person"],
    [/^quotes\/.+$/, "quote"],
    [/^contacts\/\+?\d+$/, "contact"],
  ];
  const ADDED = /^(.*)\/\+(\d+)$/;

  /** @param {string} key @returns {string} the kind of its fact; throws an Error where it is no key */
  function kindOfKey(key) {
    const form = KEYS.find(([pattern]) => pattern.test(key));
    if (!form) throw new Error(`no key of a fact: ${key}`);
    return form[1] ?? key;
  }

  /** @param {Iterable<string>} keys those taken @param {string} collection @returns {string} one that is free */
  function freeKey(keys, collection) {
    const own = [...keys].map((key) => ADDED.exec(key)).filter((found) => found?.[1] === collection);
    return `${collection}/+${Math.max(0, ...own.map((found) => Number(found?.[2]))) + 1}`;
  }

  /** @param {string} digest @param {AllCorrections} releases @param {number} [indent] @returns {string} */
  function written(digest, releases, indent) {
    const told = [...releases].map(([id, { checked, facts }]) => [id, { checked, facts: Object.fromEntries(facts) }]);
    const content = { format: FORMAT, version: VERSION, digest, releases: Object.fromEntries(told) };
    return JSON.stringify(content, null, indent);
  }

  /**
   * The corrections of a text. Throws an Error, fit to be shown, where it holds anything else.
   * @param {string} text
   * @returns {{digest: unknown, releases: AllCorrections}}
   */
  function parsed(text) {
    const content = fromJson(text);
    if (!isObject(content) || content.format !== FORMAT || !isObject(content.releases)) {
      throw new Error("This is no file of corrections. Choose one that a review page has saved.");
    }
    if (content.version !== VERSION) {
      throw new Error(`These corrections are of version ${content.version}, and this page knows version ${VERSION}.`);
    }
    const releases = Object.entries(content.releases).map(([id, release]) => [id, parsedRelease(id, release)]);
    return { digest: content.digest, releases: new Map(releases) };
  }

  function fromJson(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  function parsedRelease(id, release) {
    if (!isObject(release) || !isObject(release.facts)) throw new Error(`Release ${id} has no facts.`);
    const facts = new Map(Object.entries(release.facts).map(([key, said]) => [key, parsedCorrection(id, key, said)]));
    for (const said of facts.values()) if (said.kind) said.about ??= aboutAdded(facts, said.kind, said.fields);
    return { checked: release.checked === true, facts };
  }

  /**
   * What tells an added fact from others of the release: its kind and words, whose role it is, and a number if all
   * that was there before.
   * @param {Map<string, Correction>} facts @param {string} kind @param {any} fields @returns {string}
   */
  function aboutAdded(facts, kind, fields) {
    const about = [kind, ...ownerOf(facts, fields), ...spansOf(fields).map(atItsPlace)].join(" ");
    const taken = new Set([...facts.values()].map((said) => said.about));
    let free = about;
    for (let number = 2; taken.has(free); number += 1) free = `${about} (${number})`;
    return free;
  }

  /** An added person goes by what they were added as: their key may be another one in another file. */
  function ownerOf(facts, { person }) {
    const owner = facts.get(person) ?? facts.get(`people/${person}`);
    if (!owner?.kind) return person ? [person] : [];
    return [`of ${owner.about ?? aboutAdded(facts, owner.kind, owner.fields)}`];
  }

  const spansOf = (fields) => fields.parts ?? fields.mentions ?? [fields];
  const atItsPlace = ({ start, end, text }) => `${start}: ${text?.slice(0, 80) ?? end}`;

  /** @returns {Correction} */
  function parsedCorrection(id, key, said) {
    try {
      return correctionOf(kindOfKey(key), ADDED.test(key), said);
    } catch (error) {
      throw new Error(`Release ${id}, ${key}: ${error.message}`);
    }
  }

  function correctionOf(kind, isAdded, said) {
    if (!isObject(said)) throw new Error("an object is wanted");
    if (said.kind !== (isAdded ? kind : undefined)) throw new Error("kind and key disagree");
    const states = isAdded ? ["added", "deleted"] : ["accepted", "changed", "deleted"];
    if (!states.includes(said.state)) throw new Error(`its state is none of ${states.join(", ")}`);
    if ((isAdded || said.state === "changed") && !said.fields) throw new Error("fields are missing");
    return {
      state: said.state,
      ...(isAdded ? { kind } : {}),
      ...(said.fields ? { fields: checkedFields(kind, said.fields) } : {}),
      ...(typeof said.about === "string" ? { about: said.about } : {}),
    };
  }

  /**
   * What both say of a release; the loaded holds where they differ. An added fact is known by what it was added as.
   * @param {ReleaseCorrections} here @param {ReleaseCorrections} loaded @returns {ReleaseCorrections}
   */
  function joined(here, loaded) {
    const facts = new Map(here.facts);
    const renamed = new Map();
    for (const [key, correction] of loaded.facts) {
      const owned = underRenamed(renamed, key);
      const place = correction.kind ? placeOfAdded(facts, owned, correction) : owned;
      if (place !== key) renamed.set(key, place);
      facts.set(place, correction);
    }
    if (renamed.size) for (const key of loaded.facts.keys()) unlink(facts.get(renamed.get(key) ?? key));
    return { checked: here.checked || loaded.checked, facts };
  }

  /** @returns {string} the key of a role whose person goes by another number */
  function underRenamed(renamed, key) {
    const person = [...renamed.keys()].find((old) => key.startsWith(`${old}/`));
    return person === undefined ? key : renamed.get(person) + key.slice(person.length);
  }

  /** @returns {string} where the same fact was added already, or a number that is free */
  function placeOfAdded(facts, key, correction) {
    const same = [...facts].find(([, said]) => said.kind && said.about === correction.about)?.[0];
    return same ?? (facts.has(key) ? freeKey(facts.keys(), ADDED.exec(key)?.[1] ?? "") : key);
  }

  /** Ids of added facts have changed with their numbers: names hold. */
  function unlink(correction) {
    for (const name of ["speaker", "organisation"]) {
      const reference = correction?.fields?.[name];
      if (isObject(reference)) correction.fields = { ...correction.fields, [name]: { ...reference, id: null } };
    }
  }

  Object.assign(model, { kindOfKey, freeKey, aboutAdded, written, parsed, joined });
})();
