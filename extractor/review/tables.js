"use strict";
/* Below the text: tables of its facts, each row leading to its words; problems; and what was removed, with reasons. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, counted, shortened, roleWords, fullName } = Review;

  const MOST_ROWS = 200;
  /** Kind of fact: its heading, its columns, and the cells behind the first one, which leads to the words. */
  const TABLES = [
    ["person", "People", ["Name", "Roles", "Quotes"], personRow],
    ["organisation", "Organisations", ["Name", "Type", "Also as", "Register"], organisationRow],
    ["quote", "Quotes", ["Words", "Speaker", "Kind", "Told by", "Rule"], quoteRow],
    ["date", "Dates", ["Words", "Value", "Or", "Grain", "Counted from", "Rule"], dateRow],
    ["contact", "Contacts", ["Name", "Email", "Phone"], contactRow],
  ];

  function personRow({ fact, key }, related) {
    const own = related.get(key) ?? [];
    const roles = own.filter((view) => view.kind === "role" && view.state !== "deleted");
    const quotes = own.filter((view) => view.kind === "quote");
    return [fullName(fact), roles.map(({ fact: role }) => roleWords(role)).join("; "), String(quotes.length)];
  }

  /** The facts that belong to each, by its key. */
  function relatedTo(views) {
    const pairs = views.flatMap((view) => view.related.map((key) => ({ key, view })));
    const groups = Review.model.grouped(pairs, ({ key }) => key);
    return new Map([...groups].map(([key, found]) => [key, found.map(({ view }) => view)]));
  }

  function organisationRow({ fact }) {
    const register = fact.register ? `${fact.register.scheme} ${fact.register.id}` : "";
    return [fact.name, fact.type, (fact.aliases ?? []).join(", "), register];
  }

  function quoteRow({ fact, value }) {
    const told = fact.attribution;
    const words = [told?.mention?.text, told?.cue].filter(Boolean).join(" … ");
    return [
      shortened(fact.text ?? "", 70),
      value,
      fact.unmarked ? `${fact.kind}, unmarked` : fact.kind,
      words,
      told?.rule ?? "",
    ];
  }

  function dateRow({ fact }) {
    return [fact.text, fact.value ?? "—", fact.alternative ?? "", fact.grain, fact.anchor ?? "", fact.rule];
  }

  function contactRow({ fact, value }) {
    return [fact.name ?? value, fact.email ?? "", fact.phone ?? ""];
  }

  /**
   * All tables of a release that hold anything.
   * @param {Set<string>} whole the kinds whose tables are shown whole, however long they are
   * @returns {HTMLElement[]}
   */
  function tables(record, views, whole) {
    const related = relatedTo(views);
    const facts = TABLES.map(([kind, heading, columns, cells]) => {
      const shown = views.filter((view) => view.kind === kind);
      const made = (some) => some.map((view) => row(view, cells(view, related)));
      const first = whole.has(kind) ? shown : shown.slice(0, MOST_ROWS);
      const more = first.length < shown.length && rest(shown.length, (body) => {
        whole.add(kind);
        for (const one of made(shown.slice(MOST_ROWS))) body.append(one);
      });
      return shown.length ? table(kind, `${heading} (${shown.length})`, columns, made(first), more) : null;
    });
    return [...facts.filter(Boolean), ...problems(record), ...removed(record)];
  }

  /** A button that shows the rest of a long table above it. */
  function rest(number, show) {
    const click = ({ currentTarget }) => {
      show(currentTarget.previousElementSibling.querySelector("tbody"));
      currentTarget.remove();
    };
    return element("button", { type: "button", class: "rest", on: { click } }, `Show all ${number.toLocaleString("en")}`);
  }

  function table(kind, heading, columns, rows, more = false) {
    const head = element(
      "tr",
      {},
      columns.map((column) => element("th", { scope: "col" }, column)),
    );
    return element(
      "section",
      { class: `facts kind-${kind}`, "aria-label": heading },
      element("h3", {}, heading),
      element(
        "div",
        { class: "table-frame" },
        element("table", {}, element("thead", {}, head), element("tbody", {}, rows)),
      ),
      more,
    );
  }

  function row({ key, state }, [first, ...others]) {
    const link = element("button", { type: "button", class: "jump", "data-key": key }, first);
    const head = element("th", { scope: "row" }, link);
    return element(
      "tr",
      { "data-state": state },
      head,
      others.map((text) => element("td", {}, text)),
    );
  }

  function problems({ problems: found }) {
    if (!found.length) return [];
    const cells = ({ stage, code, message }) => [stage, code, message].map((text) => element("td", {}, text));
    const rows = found.map((problem) => element("tr", {}, cells(problem)));
    return [table("problem", `Problems (${found.length})`, ["Stage", "Code", "Message"], rows)];
  }

  function removed({ removed: found }) {
    if (!found.length) return [];
    const items = found.map(({ text, reason }) =>
      element("li", {}, element("span", { class: "reason" }, reason), " ", element("span", { class: "noise" }, text)),
    );
    const summary = element(
      "summary",
      {},
      `Removed noise: ${counted(found.length, "piece")}, kept apart with the reason`,
    );
    return [element("details", { class: "removed" }, summary, element("ul", {}, items))];
  }

  Object.assign(Review, { tables });
})();
