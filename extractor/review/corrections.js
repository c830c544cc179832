// What a reader says of the facts of releases: accepted, changed, deleted, added; kept in the browser and in files.
"use strict";
var Review = (globalThis.Review ??= {});

(() => {
  /**
   * What is said of one fact. `kind` is there if the fact was added, `fields` if it was added or changed; `about`
   * tells which fact it was, so that no other one is taken for it when the records are made anew.
   * @typedef {{state: "accepted" | "changed" | "deleted" | "added", kind?: string,
   *   fields?: Record<string, unknown>, about?: string}} Correction
   * @typedef {{checked: boolean, facts: Map<string, Correction>}} ReleaseCorrections
   * @typedef {{getItem: (key: string) => string | null, setItem: (key: string, value: string) => void}} Storage
   * @typedef {{key: string, kind: string, fact: any, state: string}} Fact
   */

  const FORMAT = "extractor corrections";
  const VERSION = 1;
  const STATES = ["accepted", "changed", "deleted", "added"];
  const SINGLE = ["title", "published", "publisher"];
  const COLLECTIONS = { date: "dates", organisation: "organisations", person: "people", quote: "quotes", contact: "contacts" };
  const ROLE = /^(people\/.+)\/roles\/\+?\d+$/;
  const ADDED = /^(.*)\/\+(\d+)$/;

  class Corrections {
    /** @type {Map<string, ReleaseCorrections>} */
    #releases = new Map();
    /** @type {Storage | null} */
    #storage;
    #place;
    /** @type {string | null} what the storage held when it was last read or written */
    #seen = null;
    #isSaved = false;
    /** @type {any} the record that was looked at last: what is corrected is a fact of it */
    #record = null;
    #digest;

    /** @param {Storage | null} storage @param {string} digest */
    constructor(storage, digest) {
      this.#storage = storage;
      this.#digest = digest;
      this.#place = `extractor-review:${digest}`;
      this.#isSaved = storage !== null && storage !== undefined;
      this.#read();
    }

    /** Whether all that is said is kept in the browser's storage; false where there is none, or it is full. */
    get isSaved() {
      return this.#isSaved;
    }

    /**
     * The state of a fact. Roles of a deleted person are deleted.
     * @param {string} releaseId @param {string} key
     * @returns {"open" | "accepted" | "changed" | "deleted" | "added"}
     */
    state(releaseId, key) {
      const facts = this.#releases.get(releaseId)?.facts;
      const person = ROLE.exec(key)?.[1];
      if (person !== undefined && facts?.get(person)?.state === "deleted") return "deleted";
      return facts?.get(key)?.state ?? "open";
    }

    /** The fact is right. One that was deleted comes back; what was changed or added stays so. */
    accept(/** @type {string} */ releaseId, /** @type {string} */ key) {
      this.#write(releaseId, key, (old) => (old ? restored(old) : { state: "accepted" }));
    }

    /** The fact is none. */
    remove(/** @type {string} */ releaseId, /** @type {string} */ key) {
      this.#write(releaseId, key, (old) => ({ ...old, state: "deleted" }));
    }

    /**
     * Some fields of the fact are other ones; more calls add up. Throws an Error, fit to be shown, where a field is no good.
     * @param {string} releaseId @param {string} key @param {Record<string, unknown>} fields see fields.js
     */
    change(releaseId, key, fields) {
      const checked = Review.checkedFields(kindOf(key), fields);
      this.#write(releaseId, key, (old) => ({
        ...old,
        state: old?.kind ? "added" : "changed",
        fields: { ...old?.fields, ...checked },
      }));
    }

    /**
     * A fact was missed. Throws an Error, fit to be shown, where a field is no good.
     * @param {string} releaseId
     * @param {string} kind "date" "organisation" "person" "role" "quote" or "contact"
     * @param {Record<string, unknown>} fields see fields.js; `start` and `end` (code points) of its words are always
     *   wanted, and `person` (key or id) for a role
     * @returns {string} the key of the fact
     */
    add(releaseId, kind, fields) {
      const checked = Review.checkedFields(kind, fields);
      const key = this.#freeKey(releaseId, collectionFor(kind, checked));
      if (!("start" in checked && "end" in checked) && !checked.parts) throw new Error("Select the words of the fact.");
      this.#write(releaseId, key, () => ({ state: "added", kind, fields: checked }));
      return key;
    }

    /** Take back what was said last: a deletion, else all of it. With an added person its added roles go. */
    undo(/** @type {string} */ releaseId, /** @type {string} */ key) {
      this.#write(releaseId, key, (old) => (old?.state === "deleted" && old.fields ? restored(old) : null));
    }

    /** The fact as corrected or added; as it was if it is deleted; null where there is none. */
    fact(/** @type {any} */ record, /** @type {string} */ key) {
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

    /** Keys of what was said of facts that this record does not hold: made on another version of it, and left out. */
    astray(/** @type {any} */ record) {
      return this.#judged(record).astray;
    }

    /** A new record with all corrections in it. */
    corrected(/** @type {any} */ record) {
      return Review.recordOf(record, this.#judged(record).facts);
    }

    /** How many facts of the record have been looked at. @returns {{checked: number, total: number}} */
    progress(/** @type {any} */ record) {
      const facts = this.facts(record);
      return { checked: facts.filter((fact) => fact.state !== "open").length, total: facts.length };
    }

    /** Whether the reader has called the release done. */
    isChecked(/** @type {string} */ releaseId) {
      return this.#releases.get(releaseId)?.checked ?? false;
    }

    /** Call the release done, or not. */
    setChecked(/** @type {string} */ releaseId, /** @type {boolean} */ checked) {
      this.#change(() => {
        this.#release(releaseId).checked = Boolean(checked);
      });
    }

    /** The ids of releases of which anything is said. @returns {string[]} */
    releases() {
      return [...this.#releases].filter(([, release]) => release.checked || release.facts.size).map(([id]) => id);
    }

    /** All corrections as the text of a file, for `load`. */
    toJson() {
      return `${JSON.stringify(this.#content(), null, 2)}\n`;
    }

    /**
     * Join the corrections of a file to these; where both speak of a fact, the file's holds. Throws an Error, fit to be
     * shown, where the text is no such file.
     * @param {string} text
     * @returns {{releases: number, facts: number, isForeign: boolean}} how many came; whether the file was made on other records
     */
    load(text) {
      const content = parsed(text);
      this.#change(() => content.releases.forEach((release, id) => this.#join(id, release)));
      const facts = [...content.releases.values()].reduce((sum, release) => sum + release.facts.size, 0);
      return { releases: content.releases.size, facts, isForeign: content.digest !== this.#digest };
    }

    /** @param {any} record */
    #judged(record) {
      this.#record = record;
      return Review.judged(record, this.#releases.get(record.id)?.facts ?? new Map());
    }

    /** @param {string} releaseId @returns {ReleaseCorrections} */
    #release(releaseId) {
      const release = this.#releases.get(releaseId) ?? { checked: false, facts: new Map() };
      this.#releases.set(releaseId, release);
      return release;
    }

    /** @param {string} releaseId @param {string} key @param {(old: Correction | undefined) => Correction | null} next */
    #write(releaseId, key, next) {
      kindOf(key);
      this.#change(() => {
        const { facts } = this.#release(releaseId);
        const correction = next(facts.get(key));
        if (correction) facts.set(key, this.#told(releaseId, key, correction));
        else forget(facts, key);
      });
    }

    /** @param {string} releaseId @param {string} key @param {Correction} correction @returns {Correction} */
    #told(releaseId, key, correction) {
      if (correction.kind || correction.about || this.#record?.id !== releaseId) return correction;
      const about = Review.about(this.#record, key);
      return about === null ? correction : { ...correction, about };
    }

    /** @param {string} releaseId @param {string} collection */
    #freeKey(releaseId, collection) {
      const keys = [...(this.#releases.get(releaseId)?.facts.keys() ?? [])].map((key) => ADDED.exec(key));
      const numbers = keys.filter((key) => key?.[1] === collection).map((key) => Number(key?.[2]));
      return `${collection}/+${Math.max(0, ...numbers) + 1}`;
    }

    /** @param {string} releaseId @param {ReleaseCorrections} loaded */
    #join(releaseId, loaded) {
      const release = this.#release(releaseId);
      release.checked ||= loaded.checked;
      const renamed = new Map();
      for (const [key, correction] of loaded.facts) {
        const place = [...renamed].reduce((name, [old, now]) => (name.startsWith(`${old}/`) ? now + name.slice(old.length) : name), key);
        const here = release.facts.get(place);
        const isOther = correction.kind && here && JSON.stringify(here.fields) !== JSON.stringify(correction.fields);
        const free = isOther ? this.#freeKey(releaseId, place.replace(ADDED, "$1")) : place;
        if (free !== key) renamed.set(key, free);
        release.facts.set(free, renamed.size ? unlinked(correction) : correction);
      }
    }

    /** @param {() => void} change */
    #change(change) {
      this.#read();
      change();
      this.#save();
    }

    /** Take what another window on the same page has kept since. */
    #read() {
      const text = attempt(() => this.#storage?.getItem(this.#place) ?? null);
      if (!this.#isSaved || text === null || text === this.#seen) return;
      this.#seen = text;
      const content = attempt(() => parsed(text));
      if (content) this.#releases = content.releases;
    }

    #save() {
      if (!this.#storage) return;
      const text = JSON.stringify(this.#content());
      this.#isSaved = attempt(() => (this.#storage?.setItem(this.#place, text), true)) ?? false;
      if (this.#isSaved) this.#seen = text;
    }

    #content() {
      const releases = this.releases().map((id) => [id, this.#release(id)]);
      const told = releases.map(([id, { checked, facts }]) => [id, { checked, facts: Object.fromEntries(facts) }]);
      return { format: FORMAT, version: VERSION, digest: this.#digest, releases: Object.fromEntries(told) };
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

  /** @param {string} key @returns {string} */
  function kindOf(key) {
    if (SINGLE.includes(key)) return key;
    if (ROLE.test(key)) return "role";
    const kind = Object.entries(COLLECTIONS).find(([, collection]) => key.startsWith(`${collection}/`))?.[0];
    if (!kind) throw new Error(`no key of a fact: ${key}`);
    return kind;
  }

  /** @param {string} kind @param {Record<string, unknown>} fields @returns {string} */
  function collectionFor(kind, fields) {
    if (kind === "role") {
      const person = String(fields.person ?? "");
      if (!person) throw new Error("Tell whose role it is.");
      return `${person.startsWith("people/") ? person : `people/${person}`}/roles`;
    }
    if (!Object.hasOwn(COLLECTIONS, kind)) throw new Error(`a ${kind} is changed, not added`);
    return COLLECTIONS[/** @type {keyof typeof COLLECTIONS} */ (kind)];
  }

  /** @param {Correction} correction @returns {Correction} without its deletion */
  function restored(correction) {
    if (correction.kind) return { ...correction, state: "added" };
    return { ...correction, state: correction.fields ? "changed" : "accepted" };
  }

  /** @param {Map<string, Correction>} facts @param {string} key */
  function forget(facts, key) {
    if (facts.get(key)?.kind) for (const other of facts.keys()) if (other.startsWith(`${key}/`)) facts.delete(other);
    facts.delete(key);
  }

  /** @param {Correction} correction @returns {Correction} whose links hold by name: numbers of added facts have changed */
  function unlinked(correction) {
    const fields = { ...correction.fields };
    for (const name of ["speaker", "organisation"]) {
      if (Review.isObject(fields[name])) fields[name] = { ...fields[name], id: null };
    }
    return correction.fields ? { ...correction, fields } : correction;
  }

  /** @param {string} text @returns {{digest: unknown, releases: Map<string, ReleaseCorrections>}} */
  function parsed(text) {
    const content = attempt(() => JSON.parse(text));
    if (!Review.isObject(content) || content.format !== FORMAT || !Review.isObject(content.releases)) {
      throw new Error("This is no file of corrections. Choose one that this page has saved.");
    }
    if (content.version !== VERSION) {
      throw new Error(`The corrections are of version ${content.version}, this page knows version ${VERSION}.`);
    }
    const releases = Object.entries(content.releases).map(([id, release]) => [id, parsedRelease(id, release)]);
    return { digest: content.digest, releases: new Map(releases) };
  }

  /** @param {string} id @param {any} release @returns {ReleaseCorrections} */
  function parsedRelease(id, release) {
    if (!Review.isObject(release) || !Review.isObject(release.facts)) throw new Error(`Release ${id} has no facts.`);
    const facts = Object.entries(release.facts).map(([key, said]) => [key, parsedCorrection(id, key, said)]);
    return { checked: release.checked === true, facts: new Map(facts) };
  }

  /** @param {string} id @param {string} key @param {any} said @returns {Correction} */
  function parsedCorrection(id, key, said) {
    try {
      const kind = kindOf(key);
      if (!STATES.includes(said.state)) throw new Error("its state is unknown");
      if (said.state === "added" && said.kind !== kind) throw new Error("its kind and key disagree");
      const fields = said.fields === undefined ? {} : { fields: Review.checkedFields(kind, said.fields) };
      const about = typeof said.about === "string" ? { about: said.about } : {};
      return { state: said.state, ...(said.kind === kind ? { kind } : {}), ...fields, ...about };
    } catch (error) {
      throw new Error(`Release ${id}, ${key}: ${/** @type {Error} */ (error).message}`);
    }
  }

  /**
   * The corrections of one page.
   * @param {Storage | null} storage like localStorage; null where the browser gives none
   * @param {string} digest of the page's records: each page keeps its own corrections
   */
  Review.createCorrections = (storage, digest) => new Corrections(storage, digest);
})();
