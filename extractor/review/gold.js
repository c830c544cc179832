"use strict";
/* From a corrected record to a gold file, the form in which evaluation asks for the right answers. */
(() => {
  const Review = (globalThis.Review ??= {});

  const BODY = ["heading", "body", "list_item", "block_quote"];
  const NOTES = ["notes", "contact"];
  const BETWEEN_WORDS = /[^\p{L}\p{N}_]+/gu;
  const NOISE_LINES = 15;
  const UNKNOWN_DAY = "XXXX";
  // What Windows and zip programs refuse or read as something else, and what a file name had better not hold anywhere.
  const UNSAFE = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*#]/gu;
  const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)/i;
  const MOST_BYTES = 200;
  const encoder = new TextEncoder();

  /** @param {string} text @returns {string} its words, whatever stands between them */
  const words = (text) => text.normalize("NFKC").toLowerCase().replace(BETWEEN_WORDS, " ").trim();

  /** @param {string} name */
  const bare = (name) => words(name).replace(/^(the|a|an) /, "");

  /** @param {any} record @param {string[]} kinds @returns {string[]} */
  function paragraphs(record, kinds) {
    const points = Array.from(record.text);
    const wanted = record.paragraphs.filter(({ kind }) => kinds.includes(kind));
    return wanted.map(({ start, end }) => points.slice(start, end).join(""));
  }

  /** Lines that were removed and whose words stand nowhere in the text; some from everywhere if there are many. */
  function noise(record) {
    const lines = record.removed.flatMap((removed) => removed.text.split("\n")).map((line) => line.trim());
    const fit = lines.filter((line) => line.length >= 8 && line.length <= 200);
    const text = fit.length ? words(record.text) : "";
    const byWords = new Map(fit.map((line) => [words(line), line]));
    const distinct = [...byWords].filter(([line]) => !text.includes(line)).map(([, line]) => line);
    const step = Math.ceil(distinct.length / NOISE_LINES);
    return distinct.filter((_, number) => number % step === 0);
  }

  /** A date without a value, or in the line of place and day, is not asked for. */
  function dates(record) {
    const lines = record.paragraphs.filter(({ kind }) => kind === "dateline");
    return record.dates.map(({ text, value, start }) => {
      const isOptional = value === null || lines.some((line) => line.start <= start && start < line.end);
      return { text, value: value ?? UNKNOWN_DAY, ...(isOptional ? { optional: true } : {}) };
    });
  }

  /**
   * Short names that two bodies share tell neither of them. Evaluation gives each body, in their order, what was found
   * under its name: one that is also called by another's name comes first, so that it is not taken for that one.
   */
  function organisations(record) {
    const owners = new Map();
    for (const body of record.organisations) {
      for (const name of new Set([body.name, ...body.aliases].map(bare))) owners.set(name, (owners.get(name) ?? 0) + 1);
    }
    const isOwn = (alias) => owners.get(bare(alias)) === 1;
    const named = new Map(record.organisations.map((body) => [bare(body.name), body]));
    const isOther = (body, alias) => (named.get(bare(alias)) ?? body) !== body;
    const isMistakable = (body) => body.aliases.some((alias) => isOther(body, alias));
    const first = record.organisations.filter(isMistakable);
    const others = record.organisations.filter((body) => !isMistakable(body));
    return [...first, ...others].map(({ name, aliases }) => ({ name, aliases: aliases.filter(isOwn) }));
  }

  function people(record) {
    const quotes = record.quotes.filter((quote) => quote.kind !== "indirect" && quote.speaker?.type === "person");
    const speakers = new Set(quotes.map((quote) => quote.speaker.id ?? bare(quote.speaker.name)));
    return record.people.map(({ id, name, honorific, roles }) => ({
      name,
      honorific,
      speaks: speakers.has(id) || speakers.has(bare(name)),
      roles: roles.map(role),
    }));
  }

  const role = ({ title, organisation, explicit }) => ({ title, organisation: organisation?.name ?? null, explicit });

  function quotes(record) {
    const marked = record.quotes.filter((quote) => quote.kind !== "indirect");
    return marked.map(({ kind, unmarked, parts, speaker }) => ({
      kind,
      speaker: speaker?.name ?? null,
      speaker_type: speaker?.type ?? "unknown",
      parts: parts.map((part) => part.text),
      ...(unmarked ? { unmarked: true } : {}),
    }));
  }

  function indirect(record) {
    const reported = record.quotes.filter((quote) => quote.kind === "indirect");
    return reported.map(({ text, speaker }) => ({
      speaker: speaker?.name ?? null,
      speaker_type: speaker?.type ?? "unknown",
      text,
    }));
  }

  /** @param {string} uri @returns {string} the last name of a path, as Python's PurePosixPath tells it */
  const fileName = (uri) => uri.split("/").filter((part) => part && part !== ".").at(-1) ?? "";

  /** @param {string} uri */
  function stemOf(uri) {
    const name = fileName(uri);
    const dot = name.lastIndexOf(".");
    return dot > 0 && dot < name.length - 1 ? name.slice(0, dot) : name;
  }

  /** Where a number or a member's name follows ("#", "?"), many releases share the stem. @param {string} uri */
  const isOwnName = (uri) => !/[#?]/.test(fileName(uri)) && Review.safeName(stemOf(uri)) === stemOf(uri);

  /** What evaluation finds the record by. */
  const goldId = ({ id, source }) => (isOwnName(source.uri) ? stemOf(source.uri) : id);

  /** As file systems compare names that know no upper and lower case. @param {string} name @returns {string} */
  Review.caseless = (name) => name.normalize("NFC").toLowerCase();

  /**
   * A text as a file name that every system takes and that stays in its folder.
   * @param {string} name
   * @returns {string}
   */
  Review.safeName = (name) => {
    const points = Array.from(name.replace(UNSAFE, "_"));
    while (encoder.encode(points.join("")).length > MOST_BYTES) points.pop();
    const plain = points.join("").replace(/^[\s.]+|[\s.]+$/g, "_") || "_";
    return DEVICE.test(plain) ? `_${plain}` : plain;
  };

  /**
   * The name of a release's gold file, without its ending: the stem of its source where that is fit to be a file name,
   * else the record's id.
   * @param {any} record
   * @returns {string}
   */
  Review.goldName = (record) => Review.safeName(goldId(record));

  /**
   * A corrected record as a gold annotation.
   * @param {any} record
   */
  Review.toGold = (record) => ({
    id: goldId(record),
    source: `sources/${Review.safeName(fileName(record.source.uri))}`,
    reference_date: record.published?.value ?? null,
    title: record.title,
    published: record.published?.value ?? null,
    publisher: record.publisher?.name ?? null,
    body: paragraphs(record, BODY),
    notes: paragraphs(record, NOTES),
    noise: noise(record),
    dates: dates(record),
    organisations: organisations(record),
    people: people(record),
    quotes: quotes(record),
    not_quotes: [],
    indirect: indirect(record),
    comment: `Made in the review page from record ${record.id} (extractor ${record.extractor.version}).`,
  });

  /**
   * Gold annotations as files. Releases whose sources have one stem go by the ids of their records, so that none is
   * taken for another.
   * @param {{id: string, gold: any}[]} golds each with the id of its record
   * @returns {{name: string, text: string}[]} for `Review.zip`
   */
  Review.goldFiles = (golds) => {
    const uses = new Map();
    for (const id of golds.map(({ gold }) => Review.caseless(gold.id))) uses.set(id, (uses.get(id) ?? 0) + 1);
    return golds.map(({ id: own, gold }) => {
      const id = uses.get(Review.caseless(gold.id)) === 1 ? gold.id : own;
      return { name: `${Review.safeName(id)}.json`, text: `${JSON.stringify({ ...gold, id }, null, 1)}\n` };
    });
  };
})();
