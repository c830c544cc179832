"use strict";
/* One release: its heading, its paragraphs each in its own dress, the margin beside them, the tables below. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, day, safeAddress, counted } = Review;

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
  const SECTIONS = { notes: "Notes", contact: "Contact" };

  /**
   * The release as elements.
   * @param {object} record
   * @param {object[]} views of facts.js
   * @param {{terms: string[], actions: (view: object) => HTMLElement | null, tools: HTMLElement[]}} options
   * @returns {HTMLElement}
   */
  function article(record, views, { terms, actions, tools }) {
    const ruler = Review.ruler(record.text);
    const marks = [...Review.marksOf(views), ...hits(record.text, terms)];
    const context = { record, ruler, marks, views, actions };
    const whole = [{ start: 0, end: ruler.length, kind: "body" }];
    const { titles, others } = parted(record.paragraphs.length ? record.paragraphs : whole);
    const body = element("div", { class: "body" }, head(context, titles), paragraphs(context, others));
    const facts = element("section", { class: "tables", "aria-label": "Facts" }, Review.tables(record, views));
    return element(
      "article",
      { class: "sheet", "aria-label": record.title ?? "Release without title" },
      tools,
      body,
      facts,
    );
  }

  const hits = (text, terms) => Review.occurrences(text, terms).map((range) => ({ ...range, kind: "hit", key: "" }));

  /** The title stands at the head, all else where it stands in the text. */
  function parted(paragraphs) {
    const isTitle = ({ kind }) => kind === "title";
    return { titles: paragraphs.filter(isTitle), others: paragraphs.filter((paragraph) => !isTitle(paragraph)) };
  }

  function head(context, titles) {
    const { record, views, actions } = context;
    const words = titles.flatMap(({ start, end }) => Review.marked(context.ruler, start, end, context.marks));
    const inside = firstIn(context, (start) => titles.some((title) => start >= title.start && start < title.end));
    const notes = views.filter(
      (view) => HEAD_KINDS.includes(view.kind) || !view.mentions.length || inside.includes(view),
    );
    return element(
      "header",
      { class: "block head" },
      element("h2", { class: "title" }, words.length ? words : (record.title ?? "(no title)")),
      imprint(record),
      Review.margin([...new Set(notes)].map((view) => Review.note(view, actions))),
    );
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

  function paragraphs(context, shown) {
    let section = "";
    return shown.flatMap((paragraph) => {
      const begun = SECTIONS[paragraph.kind] ?? "";
      const label = begun && begun !== section ? element("p", { class: "section-label" }, begun) : null;
      section = begun;
      return [label, block(context, paragraph)];
    });
  }

  function block(context, { start, end, kind }) {
    const { ruler, marks, actions } = context;
    const words = Review.marked(ruler, start, end, marks);
    const notes = firstIn(context, (point) => point >= start && point < end).map((view) => Review.note(view, actions));
    const paragraph = element(TAGS[kind] ?? "p", { class: "words" }, words);
    return element("div", { class: `block is-${kind}` }, paragraph, notes.length ? Review.margin(notes) : null);
  }

  /** The facts whose first words stand there, but for those of the head. */
  function firstIn({ views }, isHere) {
    return views.filter(
      ({ kind, mentions }) => !HEAD_KINDS.includes(kind) && mentions.length && isHere(mentions[0].start),
    );
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

  Object.assign(Review, { article, legend, progress, hash });
})();
