"use strict";
/* One release: its heading, its paragraphs each in its own dress, the margin beside them, the tables below. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, plain, day, safeAddress, counted, shortened, LONGEST_LABEL } = Review;

  /** What can be switched off in the legend, with the kinds of marks that go with it. */
  const LEGEND = [
    ["quote", "Quotes"],
    ["speaker", "Speakers, cues"],
    ["person", "People"],
    ["role", "Roles"],
    ["organisation", "Organisations"],
    ["date", "Dates"],
    ["contact", "Contacts"],
  ];
  const HEAD_KINDS = ["title", "published", "publisher"];
  const TAGS = { heading: "h3", list_item: "p", block_quote: "blockquote" };
  /** So many are lit: one letter may stand everywhere in a long text. */
  const MOST_HITS = 5000;
  const SECTIONS = { notes: "Notes", contact: "Contact" };

  /**
   * What of an article is drawn anew: parts are the head and each paragraph.
   * @typedef {{paragraphs: object[], text: HTMLElement, margin: HTMLElement, marks?: string}} Part
   * @type {WeakMap<HTMLElement, {record: object, parts: Part[], tools: HTMLElement, tables: HTMLElement,
   *   whole: Set<string>}>}
   */
  const drawings = new WeakMap();

  /** The release as elements, to be drawn. @param {object} record @returns {HTMLElement} */
  function article(record) {
    const { titles, others } = parted(paragraphsOf(record));
    const head = part("h2", "title", titles);
    const parts = others.map((paragraph) => part(TAGS[paragraph.kind] ?? "p", "words", [paragraph]));
    const header = element("header", { class: "block head" }, head.text, imprint(record), head.margin);
    const tools = element("div", { class: "toolbox" });
    const body = element("div", { class: "body" }, header, blocks(parts));
    const tables = element("section", { class: "tables", "aria-label": "Facts" });
    const label = shortened(record.title ?? "Release without title", LONGEST_LABEL);
    const made = element("article", { class: "sheet", "aria-label": label }, tools, body, tables);
    drawings.set(made, { record, parts: [head, ...parts], tools, tables, whole: new Set() });
    return made;
  }

  /**
   * Draw what there is to tell into an article; what is as it was stays in its place.
   * @param {HTMLElement} article
   * @param {object[]} views of facts.js
   * @param {{terms: string[], actions: (view: object) => HTMLElement | null, tools: HTMLElement[]}} options
   */
  function draw(article, views, { terms, actions, tools }) {
    const { record, parts, ...places } = drawings.get(article);
    const marks = [...Review.marksOf(views), ...hits(record.text, terms)];
    const ruler = Review.ruler(record.text);
    const { marksOf, viewsOf } = shared(parts.flatMap(({ paragraphs }) => paragraphs), marks, views);
    for (const part of parts) drawWords(part, ruler, marksOf, record);
    const [head, ...others] = parts;
    const placed = new Set(others.flatMap(({ paragraphs }) => viewsOf.get(paragraphs[0])));
    Review.fillMargin(head.margin, views.filter((view) => !placed.has(view)), actions);
    for (const { margin, paragraphs } of others) Review.fillMargin(margin, viewsOf.get(paragraphs[0]), actions);
    places.tools.replaceChildren(...tools);
    places.tables.replaceChildren(...Review.tables(record, views, places.whole));
  }

  /** @returns {Part} */
  const part = (tag, name, paragraphs) => ({
    paragraphs,
    text: element(tag, { class: name }),
    margin: Review.margin(),
  });

  function drawWords(part, ruler, marksOf, record) {
    const marks = JSON.stringify(part.paragraphs.map((paragraph) => marksOf.get(paragraph)));
    if (part.marks === marks) return;
    part.marks = marks;
    const nodes = part.paragraphs.flatMap((one) => Review.marked(ruler, one.start, one.end, marksOf.get(one)));
    part.text.replaceChildren();
    for (const node of nodes.length ? nodes : [plain(record.title ?? "(no title)")]) part.text.append(node);
  }

  function hits(text, terms) {
    const found = Review.occurrences(text, terms).slice(0, MOST_HITS);
    return found.map((range) => ({ ...range, kind: "hit", key: "" }));
  }

  function paragraphsOf({ text, paragraphs }) {
    return paragraphs.length ? paragraphs : [{ start: 0, end: Review.ruler(text).length, kind: "body" }];
  }

  /** The title stands at the head, all else where it stands in the text. */
  function parted(paragraphs) {
    const isTitle = ({ kind }) => kind === "title";
    return { titles: paragraphs.filter(isTitle), others: paragraphs.filter((paragraph) => !isTitle(paragraph)) };
  }

  /**
   * What each paragraph holds: its marks, and the facts whose first words stand there. At the head stand those of no
   * paragraph: title, day and publisher, what has no words or none of any paragraph.
   */
  function shared(paragraphs, marks, views) {
    const find = finder(paragraphs);
    const [marksOf, viewsOf] = [0, 1].map(() => new Map(paragraphs.map((paragraph) => [paragraph, []])));
    for (const mark of marks) for (const paragraph of find(mark.start, mark.end)) marksOf.get(paragraph).push(mark);
    for (const view of views.filter(({ kind, mentions }) => !HEAD_KINDS.includes(kind) && mentions.length)) {
      const [{ start }] = view.mentions;
      viewsOf.get(find(start, start + 1)[0])?.push(view);
    }
    return { marksOf, viewsOf };
  }

  /** @returns {(start: number, end: number) => object[]} finds the paragraphs that share a stretch of text */
  function finder(paragraphs) {
    const inOrder = [...paragraphs].sort((one, other) => one.start - other.start);
    let reach = 0;
    const reached = inOrder.map(({ end }) => (reach = Math.max(reach, end)));
    return (start, end) => {
      const found = [];
      for (let place = firstAbove(reached, start); inOrder[place]?.start < end; place++) {
        if (inOrder[place].end > start) found.push(inOrder[place]);
      }
      return found;
    };
  }

  /** @param {number[]} rising @param {number} bound @returns {number} the place of the first that is above the bound */
  function firstAbove(rising, bound) {
    let [low, high] = [0, rising.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rising[middle] > bound) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Publisher, days, source: what a reader wants to know first. */
  function imprint(record) {
    const { publisher, published, updated, source, duplicate_of: original } = record;
    return element(
      "p",
      { class: "imprint" },
      element("span", { class: "publisher" }, publisher?.name ?? "no publisher"),
      published ? element("time", { datetime: published.value }, day(published.value)) : element("span", {}, "no day"),
      updated && element("span", {}, `updated ${day(updated.value)}`),
      sourceLink(source),
      original && element("a", { href: hash(original) }, "repeats another release"),
    );
  }

  /** Only addresses of the web are links; anything else is told as text. */
  function sourceLink({ uri }) {
    const address = safeAddress(uri);
    if (!address) return element("span", { class: "source" }, uri);
    return element(
      "a",
      { class: "source", href: address, rel: "noopener noreferrer", target: "_blank", title: uri },
      "Source ↗",
    );
  }

  const hash = (id) => `#r=${encodeURIComponent(id)}`;

  /** Each paragraph in its dress, with a heading above the first of the notes and of the contacts. */
  function blocks(parts) {
    let section = "";
    return parts.flatMap(({ paragraphs: [{ kind }], text, margin }) => {
      const begun = SECTIONS[kind] ?? "";
      const label = begun && begun !== section ? element("p", { class: "section-label" }, begun) : null;
      section = begun;
      return [label, element("div", { class: `block is-${kind}` }, text, margin)];
    });
  }

  /** The legend: each kind in its dress, to be switched off and on. @param {Set<string>} hidden */
  function legend(hidden, toggle) {
    const button = ([kind, label]) =>
      element(
        "button",
        {
          type: "button",
          class: "legend-kind",
          "aria-pressed": String(!hidden.has(kind)),
          "data-kind": kind,
          on: { click: () => toggle(kind) },
        },
        element(
          "span",
          { class: `swatch ${kind} begins ends` },
          kind === "speaker" ? ["Speakers, ", element("span", { class: "swatch cue" }, "cues")] : label,
        ),
      );
    return element("div", { class: "legend", role: "group", "aria-label": "Kinds of facts shown" }, LEGEND.map(button));
  }

  /** "3 of 12 facts checked", as words and as a bar. */
  function progress({ checked, total }) {
    const words = `${checked} of ${counted(total, "fact")} checked`;
    return element(
      "span",
      { class: "progress" },
      element("progress", { value: checked, max: Math.max(total, 1), "aria-label": words }),
      ` ${words}`,
    );
  }

  Object.assign(Review, { article, draw, legend, progress, hash });
})();
