"use strict";
/* What a reader says of the facts of releases: accepted, changed, deleted, added; kept in the browser and in files. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});
  const { checkedFields, kindOfKey, freeKey, aboutAdded, written, parsed, joined, aboutOf, judged, recordOf } = model;

  /**
   * @typedef {import("./corrections_file.js").Correction} Correction
   * @typedef {import("./corrections_file.js").ReleaseCorrections} ReleaseCorrections
   * @typedef {{getItem: (key: string) => string | null, setItem: (key: string, value: string) => void}} Storage
   * @typedef {{key: string, kind: string, fact: any, state: string}} Fact
   */

  const COLLECTIONS = {
    date: "dates",
    organisation: "organisations",
    person: "people",
    quote: "quotes",
    contact: "contacts",
  };
  const ROLE = /^(people\/.+)\/roles\//;

  class Corrections {
    #digest;
    #place;
    #storage;
    #isSaved;
    /** @type {Map<string, ReleaseCorrections>} */
    #releases = new Map();
    /** @type {string | null} what the storage held when it was last read or written */
    #seen = null;
    /** @type {any} the record that was looked at last: what is corrected is a fact of it */
    #record = null;

    /** @param {Storage | null} storage @param {string} digest */
    constructor(storage, digest) {
      this.#storage = storage;
      this.#digest = digest;
      this.#place = `extractor-review:${digest}`;
      this.#isSaved = attempt(() => storage !== null && (storage.getItem(this.#place), true)) ?? false;
      this.#read();
    }

    /** Whether all that is said is kept in the browser's storage; false where there is none, or it is full. */
    get isSaved() {
      return this.#isSaved;
    }

    /**
     * The state of a fact. Roles of a deleted person are deleted.
     * @param {string} releaseId
     * @param {string} key
     * @returns {"open" | "accepted" | "changed" | "deleted" | "added"}
     */
    state(releaseId, key) {
      const facts = this.#releases.get(releaseId)?.facts;
      const person = facts?.get(ROLE.exec(key)?.[1] ?? "");
      return person?.state === "deleted" ? "deleted" : (facts?.get(key)?.state ?? "open");
    }

    /** The fact is right. One that was deleted comes back; what was changed or added stays so. */
    accept(releaseId, key) {
      this.#say(releaseId, key, (old) => (old ? restored(old) : { state: "accepted" }));
    }

    /** The fact is none. */
    remove(releaseId, key) {
      this.#say(releaseId, key, (old) => ({ ...old, state: "deleted" }));
    }

    /**
     * Some fields of the fact are other ones; more calls add up. Throws an Error, fit to be shown, where one is no
     * good.
     * @param {string} releaseId
     * @param {string} key
     * @param {Record<string, unknown>} fields those that fields.js tells for the kind; a speaker or body that is typed
     *   comes without id, for an id decides
     */
    change(releaseId, key, fields) {
      const checked = checkedFields(kindOfKey(key), fields);
      if (isBlank(checked)) throw new Error("select some words");
      const state = (/** @type {Correction} */ old) => (old?.kind ? "added" : "changed");
      this.#say(releaseId, key, (old) => ({ ...old, state: state(old), fields: { ...old?.fields, ...checked } }));
    }

    /**
     * A fact was missed. Throws an Error, fit to be shown, where a field is no good.
     * @param {string} releaseId
     * @param {string} kind "date" "organisation" "person" "role" "quote" or "contact"
     * @param {Record<string, unknown>} fields those that fields.js tells for the kind; `start` and `end` (code points)
     *   are always wanted, or `parts` of a quote, and `person` (the key) for a role
     * @returns {string} the key of the fact
     */
    add(releaseId, kind, fields) {
      const checked = checkedFields(kind, fields);
      const collection = collectionOf(kind, checked);
      if (!isPlaced(checked)) throw new Error("select the words of the fact");
      if (isBlank(checked)) throw new Error("select some words");
      this.#read();
      const facts = this.#releases.get(releaseId)?.facts ?? new Map();
      const key = freeKey(facts.keys(), collection);
      const about = aboutAdded(facts, kind, checked);
      this.#say(releaseId, key, () => ({ state: "added", kind, fields: checked, about }));
      return key;
    }

    /** Take back what was said last: a deletion of what was changed or added, else all. A person’s roles go along. */
    undo(releaseId, key) {
      this.#say(releaseId, key, (old) => (old?.state === "deleted" && old.fields ? restored(old) : null));
    }

    /** The fact as corrected or added, also if it is deleted; null where there is none. */
    fact(record, key) {
      return this.facts(record).find((fact) => fact.key === key)?.fact ?? null;
    }

    /**
     * All facts of the record and the added ones, deleted ones with their state. Title, day of issue and publisher
     * are always there, with a fact of null where the record has none.
     * @param {any} record
     * @returns {Fact[]}
     */
    facts(record) {
      return this.#judged(record).facts;
    }

    /** Keys of what was said of facts that this record does not hold: made on other records, and left out here. */
    astray(record) {
      return this.#judged(record).astray;
    }

    /** A new record with all corrections in it. */
    corrected(record) {
      return recordOf(record, this.facts(record));
    }

    /** How many facts of the record have been looked at. @returns {{checked: number, total: number}} */
    progress(record) {
      const facts = this.facts(record);
      return { checked: facts.filter(({ state }) => state !== "open").length, total: facts.length };
    }

    /** Whether the reader has called the release done. */
    isChecked(releaseId) {
      return this.#releases.get(releaseId)?.checked ?? false;
    }

    /** Call the release done, or not. */
    setChecked(releaseId, checked) {
      this.#change(() => {
        this.#release(releaseId).checked = Boolean(checked);
      });
    }

    /** Whether anything is said of the release. */
    has(releaseId) {
      const release = this.#releases.get(releaseId);
      return release !== undefined && (release.checked || release.facts.size > 0);
    }

    /** The ids of releases of which anything is said. @returns {string[]} */
    releases() {
      return [...this.#releases.keys()].filter((id) => this.has(id));
    }

    /** All corrections as the text of a file, for `load`. */
    toJson() {
      return `${written(this.#digest, this.#told(), 2)}\n`;
    }

    /**
     * Join the corrections of a file to these; where both speak of a fact, the file's holds. Throws an Error, fit to be
     * shown, where the text is no such file, and changes nothing then.
     * @param {string} text
     * @returns {{releases: number, facts: number, isForeign: boolean}} how many there were, and whether they were made
     *   on other records than this page's
     */
    load(text) {
      const { digest, releases } = parsed(text);
      this.#change(() => {
        for (const [id, loaded] of releases) this.#releases.set(id, joined(this.#release(id), loaded));
      });
      const facts = [...releases.values()].reduce((sum, release) => sum + release.facts.size, 0);
      return { releases: releases.size, facts, isForeign: digest !== this.#digest };
    }

    #judged(record) {
      this.#record = record;
      return judged(record, this.#releases.get(record.id)?.facts ?? new Map());
    }

    #release(releaseId) {
      if (!this.#releases.has(releaseId)) this.#releases.set(releaseId, { checked: false, facts: new Map() });
      return this.#releases.get(releaseId);
    }

    /** @param {(old: Correction | undefined) => Correction | null} next what is said then, from what was said before */
    #say(releaseId, key, next) {
      kindOfKey(key);
      this.#change(() => {
        const { facts } = this.#release(releaseId);
        const correction = next(facts.get(key));
        if (correction) facts.set(key, { ...correction, ...this.#about(releaseId, key, correction) });
        else forget(facts, key);
      });
    }

    #about(releaseId, key, correction) {
      if (correction.kind || correction.about !== undefined || this.#record?.id !== releaseId) return {};
      const about = aboutOf(this.#record, key);
      return about === null ? {} : { about };
    }

    #change(change) {
      this.#read();
      change();
      this.#save();
    }

    /** Take what another window on the same page has kept since. */
    #read() {
      if (!this.#isSaved) return;
      const text = attempt(() => this.#storage.getItem(this.#place));
      if (text === null || text === this.#seen) return;
      this.#seen = text;
      this.#releases = attempt(() => parsed(text))?.releases ?? this.#releases;
    }

    #save() {
      const text = written(this.#digest, this.#told());
      this.#isSaved = attempt(() => (this.#storage.setItem(this.#place, text), true)) ?? false;
      if (this.#isSaved) this.#seen = text;
    }

    #told() {
      return new Map(this.releases().map((id) => [id, this.#release(id)]));
    }
  }

  /** @template T @param {() => T} action @returns {T | null} null where it throws, as a storage may at any time */
  function attempt(action) {
    try {
      return action();
    } catch {
      return null;
    }
  }

  const isPlaced = ({ start, end, parts, mentions }) =>
    (start !== undefined && end !== undefined) || (parts ?? mentions ?? []).length > 0;

  /** Whether words were given, but none that stand anywhere. */
  function isBlank({ start, end, text, parts, mentions }) {
    const spans = [{ start, end, text }, ...(parts ?? []), ...(mentions ?? [])];
    return spans.some((span) => (span.text === undefined ? span.start >= span.end : !span.text.trim()));
  }

  /** @returns {string} the first part of the keys of such facts */
  function collectionOf(kind, { person }) {
    if (kind in COLLECTIONS) return COLLECTIONS[kind];
    if (kind !== "role") throw new Error(`a ${kind} is changed, not added`);
    if (!person) throw new Error("tell whose role it is");
    return `${person.startsWith("people/") ? person : `people/${person}`}/roles`;
  }

  /** @param {Correction} correction @returns {Correction} without its deletion */
  function restored(correction) {
    if (correction.kind) return { ...correction, state: "added" };
    return { ...correction, state: correction.fields ? "changed" : "accepted" };
  }

  function forget(facts, key) {
    const isAdded = facts.get(key)?.kind !== undefined;
    facts.delete(key);
    for (const other of [...facts.keys()]) if (isAdded && other.startsWith(`${key}/`)) facts.delete(other);
  }

  /**
   * The corrections of one page.
   * @param {Storage | null} storage like localStorage; null where the browser gives none
   * @param {string} digest of the page's records: each page keeps its own corrections
   */
  Review.createCorrections = (storage, digest) => new Corrections(storage, digest);
})();
