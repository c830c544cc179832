"use strict";
/* The data of the page: rows of the list at once, each release when it is opened, texts when they are searched. */
(() => {
  const Review = (globalThis.Review ??= {});

  /**
   * @typedef {{number: number, id: string, title: string | null, day: string | null, publisher: string | null,
   *   counts: Record<string, number>}} Row
   */

  const parsed = (id) => JSON.parse(Review.byId(id).textContent);

  /** @returns {{rows: Row[], digest: string, record: (number: number) => object, numberOf: (id: string) => number,
   *   searched: (number: number) => string[], warm: () => void}} */
  function createStore() {
    const { digest, rows } = parsed("index");
    rows.forEach((row, number) => Object.assign(row, { number }));
    const numbers = new Map(rows.map((row) => [row.id, row.number]).reverse());
    const texts = new Array(rows.length);
    const searched = (number) => (texts[number] ??= parsed(`searched-${number}`));
    return {
      rows,
      digest,
      record: (number) => parsed(`record-${number}`),
      numberOf: (id) => numbers.get(id) ?? -1,
      searched,
      warm: () => warm(rows.length, searched),
    };
  }

  /** Parse the texts while nothing else is to be done. */
  function warm(length, searched) {
    let number = 0;
    const go = (deadline) => {
      while (number < length && deadline.timeRemaining() > 2) searched(number++);
      if (number < length) idle(go);
    };
    idle(go);
  }

  const idle = (work) =>
    globalThis.requestIdleCallback ? requestIdleCallback(work) : setTimeout(() => work({ timeRemaining: () => 5 }), 20);

  /** localStorage, or null where the browser forbids it. @returns {Storage | null} */
  function storage() {
    try {
      localStorage.getItem("");
      return localStorage;
    } catch {
      return null;
    }
  }

  /** A setting that is kept where that is allowed. */
  function setting(name, value) {
    try {
      if (value === undefined) return storage()?.getItem(`extractor-review-${name}`) ?? null;
      storage()?.setItem(`extractor-review-${name}`, value);
    } catch {
      /* A full storage forgets the setting; nothing else depends on it. */
    }
    return value ?? null;
  }

  Object.assign(Review, { createStore, storage, setting });
})();
