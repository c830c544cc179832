"use strict";
/* Small forms for the fields of a fact that matter, one description for each kind. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element } = Review;
  const { SPEAKER_TYPES } = Review.model;

  /**
   * @typedef {{name: string, label: string, type: string, hint?: string, options?: string[]}} Field
   * `type`: text, day, list (parted by commas), tick, choice, name (with those of the release offered), person
   */

  const TYPES = [
    "council",
    "department",
    "agency",
    "nhs",
    "police",
    "fire",
    "education",
    "charity",
    "company",
    "union",
    "club",
    "media",
    "other",
  ];
  /** @type {Record<string, Field[]>} */
  const FIELDS = {
    title: [{ name: "value", label: "Title", type: "text" }],
    published: [{ name: "value", label: "Day of issue", type: "day" }],
    publisher: [{ name: "name", label: "Publisher", type: "text" }],
    date: [
      {
        name: "value",
        label: "Value (EDTF), empty if it can’t be told",
        type: "text",
        hint: "2024-06-03, 2024-06, 2024-06-03/2024-06-09",
      },
      { name: "modifier", label: "Part that is meant", type: "choice", options: ["", "start", "mid", "end"] },
    ],
    organisation: [
      { name: "name", label: "Full name", type: "text" },
      { name: "aliases", label: "Also as, parted by commas", type: "list" },
      { name: "type", label: "Type", type: "choice", options: TYPES },
    ],
    person: [
      { name: "name", label: "Full name", type: "text" },
      { name: "honorific", label: "Honorific", type: "text", hint: "Cllr, Dr, Sir …" },
      { name: "post_nominals", label: "Letters behind the name, parted by commas", type: "list" },
    ],
    role: [
      { name: "person", label: "Whose role it is", type: "person" },
      { name: "title", label: "Title", type: "text" },
      { name: "organisation", label: "At", type: "name", hint: "organisation, or empty" },
      { name: "explicit", label: "the text names the organisation", type: "tick" },
    ],
    quote: [
      { name: "kind", label: "Kind", type: "choice", options: ["direct", "partial", "indirect"] },
      { name: "speaker", label: "Speaker", type: "name", hint: "name, or empty if it can’t be told" },
      { name: "speaker_type", label: "The speaker is", type: "choice", options: SPEAKER_TYPES },
      { name: "unmarked", label: "stands without quotation marks", type: "tick" },
    ],
    contact: [
      { name: "name", label: "Name", type: "text" },
      { name: "email", label: "Email", type: "text" },
      { name: "phone", label: "Phone", type: "text" },
    ],
  };
  /** The fields whose names are offered, with the kinds of facts that have them. */
  const OFFERED = { role: [["organisation", ["organisation"]]], quote: [["speaker", ["person", "organisation"]]] };
  let forms = 0;

  /**
   * The inputs of a kind, filled from a fact, and the lists that their names are offered from.
   * @param {string} kind
   * @param {object} fact
   * @param {object[]} views all facts of the release, which names are chosen from
   * @param {string[]} [without] names of fields that are not asked for
   * @returns {{inputs: HTMLElement[], fields: () => object}} `fields`: those that were changed
   */
  function formInputs(kind, fact, views, without = []) {
    const prefix = `field-${++forms}`;
    const shown = FIELDS[kind].filter(({ name }) => !without.includes(name));
    const made = new Map(shown.map((field) => [field.name, input(field, initial(fact, field.name), views, prefix)]));
    const before = new Map(shown.map((field) => [field.name, JSON.stringify(read(field, made))]));
    if (kind === "quote") followSpeaker(made, views);
    const changed = () => shown.filter((field) => JSON.stringify(read(field, made)) !== before.get(field.name));
    const offered = OFFERED[kind] ?? [];
    return {
      inputs: [
        ...shown.map((field) => labelled(field, made.get(field.name))),
        ...offered.map(([name, kinds]) => offers(`${prefix}-${name}`, views, kinds)),
      ],
      fields: () =>
        asFields(
          changed().map((field) => [field.name, read(field, made)]),
          made,
          views,
        ),
    };
  }

  function initial(fact, name) {
    if (name === "speaker") return fact?.speaker?.name ?? "";
    if (name === "speaker_type") return fact?.speaker?.type ?? "person";
    if (name === "organisation") return fact?.organisation?.name ?? "";
    return fact?.[name] ?? "";
  }

  function input({ type, name, hint, options }, value, views, prefix) {
    if (type === "choice") return choice(options, value);
    if (type === "person")
      return choice(
        living(views, ["person"]).map(({ key }) => key),
        value,
        (key) => nameOf(views, key),
      );
    if (type === "tick") return tick(value);
    const written = Array.isArray(value) ? value.join(", ") : value;
    const kinds = { day: "date" };
    const list = type === "name" ? `${prefix}-${name}` : null;
    const made = element("input", { type: kinds[type] ?? "text", placeholder: hint, autocomplete: "off", list });
    made.value = written;
    return made;
  }

  function choice(options, value, label = (option) => option || "—") {
    const made = element(
      "select",
      {},
      options.map((option) => element("option", { value: option }, label(option))),
    );
    made.value = options.includes(value) ? value : (options[0] ?? "");
    return made;
  }

  function tick(value) {
    const made = element("input", { type: "checkbox" });
    made.checked = value === true;
    return made;
  }

  function labelled(field, made) {
    if (field.type === "tick") return element("label", { class: "tick" }, made, field.label);
    return element("label", {}, field.label, made);
  }

  /** The names that an input offers. @returns {HTMLElement} */
  function offers(id, views, kinds) {
    const names = new Set(living(views, kinds).map(({ fact }) => fact.name));
    return element(
      "datalist",
      { id },
      [...names].map((name) => element("option", { value: name })),
    );
  }

  const living = (views, kinds) => views.filter(({ kind, state }) => kinds.includes(kind) && state !== "deleted");
  const nameOf = (views, key) => views.find((view) => view.key === key)?.fact.name ?? key;

  /** A speaker of the release brings the type along. */
  function followSpeaker(made, views) {
    made.get("speaker").addEventListener("input", (event) => {
      const known = named(views, event.target.value, ["person", "organisation"]);
      if (known) made.get("speaker_type").value = known.kind;
    });
  }

  const named = (views, name, kinds) => living(views, kinds).find(({ fact }) => fact.name === name.trim());

  function read({ name, type }, made) {
    const { value, checked } = made.get(name);
    if (type === "tick") return checked;
    if (type === "list")
      return value
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean);
    return value.trim() || null;
  }

  /** Names become references to people and organisations of the release where they are such. */
  function asFields(entries, made, views) {
    const fields = Object.fromEntries(entries);
    if ("speaker" in fields || "speaker_type" in fields) {
      fields.speaker = speaker(made, views);
      delete fields.speaker_type;
    }
    if (fields.organisation) fields.organisation = reference(fields.organisation, views);
    return fields;
  }

  function speaker(made, views) {
    const name = made.get("speaker").value.trim();
    const type = made.get("speaker_type").value;
    const known = named(views, name, [type]);
    return name ? { name, type, ...(known ? { id: known.fact.id } : {}) } : null;
  }

  function reference(name, views) {
    const known = named(views, name, ["organisation"]);
    return known ? { name, id: known.fact.id } : { name };
  }

  Object.assign(Review, { formInputs });
})();
