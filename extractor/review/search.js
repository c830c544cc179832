"use strict";
/* Which releases are shown, and in which order: words searched for, filters, sorting. */
(() => {
  const Review = (globalThis.Review ??= {});

  /**
   * @typedef {{terms: string[], scope: string, publisher: string, from: string, to: string, has: string,
   *   checked: string, problems: boolean, speakerless: boolean, order: string}} Wanted
   */

  const FIELDS = ["title", "text", "people", "organisations", "quotes"];
  const QUOTED_OR_WORD = /["“]([^"”]+)["”]?|(\S+)/g;

  /** The words and "phrases" of a query, folded. @param {string} query @returns {string[]} */
  const terms = (query) =>
    [...query.matchAll(QUOTED_OR_WORD)].map(([, phrase, word]) => Review.fold(phrase ?? word)).filter(Boolean);

  /** The form as it stands. @returns {Wanted} */
  function wanted() {
    const value = (id) => /** @type {HTMLInputElement} */ (Review.byId(id)).value;
    const ticked = (id) => /** @type {HTMLInputElement} */ (Review.byId(id)).checked;
    const names = ["scope", "publisher", "from", "to", "has", "checked", "order"];
    return {
      ...Object.fromEntries(names.map((name) => [name, value(name)])),
      terms: terms(value("query")),
      problems: ticked("problems"),
      speakerless: ticked("speakerless"),
    };
  }

  /** The releases that are wanted, in order. @returns {import("./store.js").Row[]} */
  function select(store, corrections, want) {
    const rows = store.rows.filter((row) => passes(row, want, corrections) && holds(store, row, want));
    return want.order === "input" ? rows : sorted(rows, want.order === "newest" ? -1 : 1);
  }

  /** @returns {boolean} whether every filter lets the release through */
  function passes({ id, day, publisher, counts }, want, corrections) {
    return (
      (!want.publisher || publisher === want.publisher) &&
      (!want.from || (day !== null && day >= want.from)) &&
      (!want.to || (day !== null && day <= want.to)) &&
      (!want.has || counts[want.has] > 0) &&
      (!want.problems || counts.problems > 0) &&
      (!want.speakerless || counts.speakerless > 0) &&
      (!want.checked || isMarked(id, want.checked, corrections))
    );
  }

  function isMarked(id, mark, corrections) {
    if (mark === "touched") return corrections.has(id);
    return corrections.isChecked(id) === (mark === "checked");
  }

  /** @returns {boolean} whether each term stands in the release, each in any of the fields searched */
  function holds(store, row, { terms, scope }) {
    if (!terms.length) return true;
    const searched = store.searched(row.number);
    const fields = scope === "all" ? searched.slice(0, 4) : [searched[FIELDS.indexOf(scope)]];
    return terms.every((term) => fields.some((field) => field.includes(term)));
  }

  /** By day; those without one come last either way. */
  function sorted(rows, direction) {
    const compare = (one, other) => (one < other ? -direction : one > other ? direction : 0);
    return [...rows].sort((one, other) => {
      if (one.day === null || other.day === null) return Number(one.day === null) - Number(other.day === null);
      return compare(one.day, other.day);
    });
  }

  /** How many filters are set. @param {Wanted} want @returns {number} */
  const filterCount = (want) =>
    ["publisher", "from", "to", "has", "checked", "problems", "speakerless"].filter((name) => want[name]).length +
    Number(want.order !== "input");

  /** Fill the choice of publishers, the most frequent first. */
  function offerPublishers(rows) {
    const counts = new Map();
    for (const { publisher } of rows) if (publisher) counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
    const byCount = [...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
    const options = byCount.map(([name, count]) => Review.element("option", { value: name }, `${name} (${count})`));
    Review.byId("publisher").append(...options);
    // Browsers trim nothing of a value that is set as a property: names come back as they are.
    options.forEach((option, place) => (option.value = byCount[place][0]));
  }

  Object.assign(Review, { wanted, select, filterCount, offerPublishers });
})();
