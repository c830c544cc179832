"use strict";
/* What a reader may write into a fact of each kind: every value is checked and cleaned before it is kept. */
(() => {
  const Review = (globalThis.Review ??= {});
  const model = (Review.model ??= {});

  /** @typedef {(value: unknown) => unknown} Check cleans a value, or throws an Error that tells what is wanted */

  const LONE_SURROGATE = /\p{Surrogate}/gu;
  const DAY = /\d{4}-\d\d-\d\d/g;
  const MONTH_AND_DAY = String.raw`(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?`;
  const SEASON = String.raw`(?:2[1-9]|3\d|4[01])`;
  const POINT = String.raw`(?:\d{3}X|\d{2}XX|\d{4}(?:-(?:${MONTH_AND_DAY}|${SEASON}))?)`;
  const EDTF = new RegExp(`^(?:${POINT}|${POINT}/(?:${POINT}|\\.\\.)|\\.\\./${POINT})$`);
  const GRAINS = [
    [/\//, "interval"],
    [/^\d{4}-\d\d-\d\d$/, "day"],
    [/^\d{4}-(0|1)/, "month"],
    [/^\d{4}-3[3-6]$/, "quarter"],
    [/^\d{4}-/, "season"],
    [/^\d{4}$/, "year"],
    [/^\d{3}X$/, "decade"],
    [/^\d\dXX$/, "century"],
  ];

  /** Whether every day in a text is one of the calendar. @param {string} text */
  const areDays = (text) => (text.match(DAY) ?? []).every((day) => new Date(`${day}T00:00Z`).toJSON()?.startsWith(day));

  /** @type {(value: unknown) => value is Record<string, unknown>} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** @type {Check} */
  const text = (value) => {
    if (typeof value !== "string" || !value.trim()) throw new Error("some text is wanted");
    return value.replace(LONE_SURROGATE, "\ufffd").trim();
  };
  /** @type {Check} */
  const verbatim = (value) => {
    if (typeof value !== "string" || !value) throw new Error("some text is wanted");
    return value.replace(LONE_SURROGATE, "\ufffd");
  };
  /** @type {Check} */
  const isTrue = (value) => {
    if (typeof value !== "boolean") throw new Error("true or false is wanted");
    return value;
  };
  /** @type {Check} */
  const offset = (value) => {
    if (!Number.isSafeInteger(value) || Number(value) < 0) throw new Error("a whole number from 0 is wanted");
    return value;
  };
  /** @type {(check: Check) => Check} an empty field of a form is null */
  const optional = (check) => (value) => (value === null || value === "" ? null : check(value));
  /** @type {(check: Check) => Check} */
  const list = (check) => (value) => {
    if (!Array.isArray(value)) throw new Error("a list is wanted");
    return value.map(check);
  };
  /** @type {(...values: string[]) => Check} */
  const oneOf = (...values) => (value) => {
    if (!values.includes(/** @type {string} */ (value))) throw new Error(`wanted is one of ${values.join(", ")}`);
    return value;
  };
  /** @type {(checks: Record<string, Check>, wanted: string[]) => Check} */
  const object = (checks, wanted) => (value) => {
    if (!isObject(value)) throw new Error("an object is wanted");
    for (const name of wanted) if (value[name] === undefined) throw new Error(`${name} is missing`);
    return checkedBy(checks, value);
  };
  /** @type {Check} */
  const day = (value) => {
    if (!Review.isDateValue(value) || grainOf(value) !== "day") throw new Error("a day such as 2024-06-03 is wanted");
    return value;
  };
  /** @type {Check} */
  const edtf = (value) => {
    if (!Review.isDateValue(value)) {
      throw new Error("a date in EDTF is wanted: 2024-06-03, 2024-06, 2024-22 (summer), 2024-06-03/2024-06-09 ...");
    }
    return value;
  };

  const SPEAKER_TYPES = ["person", "organisation", "group", "document", "unknown"];
  const SPAN = { start: offset, end: offset, text: verbatim };
  const NAMED = { id: optional(text), name: text };
  const register = optional(object({ scheme: text, id: text }, ["scheme", "id"]));
  const mentions = list(object(SPAN, ["start", "end"]));
  const named = object(NAMED, ["name"]);
  const speaker = object({ ...NAMED, type: oneOf(...SPEAKER_TYPES), roles: () => undefined }, ["name"]);
  /** @type {(check: Check) => Check} a bare name stands for an object that has no more than it */
  const orName = (check) => (value) => check(typeof value === "string" ? { name: value } : value);

  /** @type {Record<string, Record<string, Check>>} */
  const FIELDS = {
    title: { value: optional(text) },
    published: { value: optional(day) },
    publisher: { name: optional(text), register },
    date: {
      ...SPAN,
      value: optional(edtf),
      grain: oneOf(
        "day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century", "interval",
      ),
      relative: isTrue,
      anchor: optional(edtf),
      modifier: optional(oneOf("start", "mid", "end")),
      alternative: optional(edtf),
    },
    organisation: { ...SPAN, mentions, name: text, aliases: list(text), type: text, register },
    person: { ...SPAN, mentions, name: text, honorific: optional(text), post_nominals: list(text) },
    role: { ...SPAN, person: text, title: text, organisation: optional(orName(named)), explicit: isTrue },
    quote: {
      ...SPAN,
      parts: mentions,
      kind: oneOf("direct", "partial", "indirect"),
      unmarked: isTrue,
      speaker: optional(orName(speaker)),
    },
    contact: { ...SPAN, name: optional(text), email: optional(text), phone: optional(text) },
  };

  /** @type {(checks: Record<string, Check>, fields: Record<string, unknown>) => Record<string, unknown>} */
  function checkedBy(checks, fields) {
    const isThere = (/** @type {[string, unknown]} */ [, value]) => value !== undefined;
    const given = Object.entries(fields).filter(isThere);
    return Object.fromEntries(given.map(([name, value]) => [name, checkedField(checks, name, value)]).filter(isThere));
  }

  /** @type {(checks: Record<string, Check>, name: string, value: unknown) => unknown} */
  function checkedField(checks, name, value) {
    if (!Object.hasOwn(checks, name)) throw new Error(`no field ${name}; fields are ${Object.keys(checks).join(", ")}`);
    try {
      return checks[name](value);
    } catch (error) {
      throw new Error(`${name}: ${/** @type {Error} */ (error).message}`);
    }
  }

  /**
   * Whether a text is a date in EDTF (ISO 8601-2), as far as records use it.
   * @param {unknown} value
   * @returns {boolean}
   */
  Review.isDateValue = (value) => typeof value === "string" && EDTF.test(value) && areDays(value);

  /**
   * The grain that an EDTF value has by its form; "day" where there is none.
   * @param {string | null} value
   * @returns {string}
   */
  const grainOf = (value) => GRAINS.find(([form]) => form.test(value ?? ""))?.[1] ?? "day";

  /**
   * The fields of a form or a file, cleaned. Throws an Error, fit to be shown, where one is unknown or no good.
   * @param {string} kind
   * @param {unknown} fields
   * @returns {Record<string, unknown>}
   */
  function checkedFields(kind, fields) {
    if (!Object.hasOwn(FIELDS, kind)) throw new Error(`no kind of fact: ${kind}`);
    if (!isObject(fields)) throw new Error("the fields of a fact are wanted");
    return checkedBy(FIELDS[kind], fields);
  }

  Object.assign(model, { SPEAKER_TYPES, isObject, grainOf, checkedFields });
})();
