"use strict";
/* The page as a whole: opens releases, keeps the address, theme and view, and gives every command its meaning. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { byId, element, counted, choose } = Review;
  const THEMES = ["system", "light", "dark"];
  const TITLE = document.title;

  const store = Review.createStore();
  const corrections = Review.createCorrections(Review.storage(), store.digest);
  /** What is on the screen: the open release, its facts, the one that is chosen, the kinds that are switched off. */
  const page = {
    number: -1,
    record: null,
    views: [],
    article: null,
    key: null,
    hidden: new Set(),
    terms: [],
    selected: null,
    timer: 0,
    progress: new Map(),
    store,
    corrections,
  };
  const list = Review.createList(byId("list"), (row) => open(row.number), stateOf);
  const editing = Review.createEditing(page, { redraw, select, refresh });

  /** What the reader did to a release, for its row; how far they came is known once it was opened. */
  function stateOf({ id, number }) {
    return {
      checked: corrections.isChecked(id),
      progress: corrections.has(id) ? (page.progress.get(number) ?? "corrections") : "",
    };
  }

  /** Show the releases that the form asks for. */
  function refresh() {
    const begun = performance.now();
    const want = Review.wanted();
    const rows = Review.select(store, corrections, want);
    list.show(rows);
    tellHits(rows.length, want);
    performance.measure("search", { start: begun, end: performance.now() });
    const isOther = want.terms.join("\n") !== page.terms.join("\n");
    page.terms = want.terms;
    if (isOther) redrawSoon();
  }

  /** The terms of a search light up in the open release once the list stands and no further key waits. */
  function redrawSoon() {
    clearTimeout(page.timer);
    page.timer = setTimeout(redraw, 60);
  }

  function tellHits(number, want) {
    const filters = Review.filterCount(want);
    byId("filter-count").textContent = filters ? `(${filters})` : "";
    const all = counted(store.rows.length, "release");
    byId("hits").textContent = number === store.rows.length ? all : `${number.toLocaleString("en")} of ${all}`;
    byId("list").classList.toggle("empty", number === 0);
  }

  /** Open a release; `key` is the fact that is chosen in it. */
  function open(number, key = null) {
    showView("release");
    if (number === page.number || !store.rows[number]) return;
    Object.assign(page, { number, record: store.record(number), key });
    const { id } = store.rows[number];
    if (hashId() !== id) history.replaceState(null, "", Review.hash(id));
    document.title = `${Review.plain(page.record.title ?? id)} · ${TITLE}`;
    list.setOpened(number);
    redraw();
    byId("main").scrollTop = 0;
  }

  /** Draw the open release anew: after a correction, another search, other kinds shown. */
  function redraw() {
    if (!page.record) return;
    const main = byId("main");
    const top = main.scrollTop;
    const focused = document.activeElement?.closest(".note") ? page.key : null;
    page.views = Review.views(page.record, corrections);
    const { checked, total } = corrections.progress(page.record);
    page.progress.set(page.number, `${checked} of ${total} checked`);
    page.article = Review.article(page.record, page.views, {
      terms: page.terms,
      actions: editing.actions,
      tools: tools(),
    });
    byId("release").replaceChildren(page.article);
    for (const kind of page.hidden) page.article.classList.add(`without-${kind}`);
    choose(page.article, page.views, page.key, { toWords: false, focus: focused !== null });
    main.scrollTop = top;
    list.draw();
  }

  /** Above the release: the way back on a small screen, progress, what can be done, the legend. */
  function tools() {
    const { id } = page.record;
    const toList = () => showView("list");
    const back = element("button", { type: "button", class: "back", on: { click: toList } }, "‹ List");
    const isChecked = corrections.isChecked(id);
    const check = element(
      "button",
      { type: "button", class: "check", "aria-pressed": String(isChecked), on: { click: commands.check } },
      isChecked ? "✓ Checked" : "Mark as checked",
    );
    const add = element("button", { type: "button", class: "add", on: { click: commands.add } }, "Add a missed fact");
    const line = element(
      "div",
      { class: "tools" },
      back,
      Review.progress(corrections.progress(page.record)),
      check,
      add,
    );
    return [element("div", { class: "toolbox" }, line, Review.legend(page.hidden, toggleKind))];
  }

  function toggleKind(kind) {
    if (!page.hidden.delete(kind)) page.hidden.add(kind);
    redraw();
    byId("release").querySelector(`.legend-kind[data-kind=${kind}]`).focus();
  }

  /** Choose a fact of the open release. */
  function select(key, { toWords = true, focus = true } = {}) {
    page.key = key;
    const chosen = choose(page.article, page.views, key, { toWords, focus });
    if (chosen) Review.say(Review.spoken(chosen));
  }

  function onReleaseClick(event) {
    const target = /** @type {Element} */ (event.target);
    const button = target.closest(".note-head, .jump");
    if (button) select(button.dataset.key === page.key && !button.matches(".jump") ? null : button.dataset.key);
    else if (target.closest(".words, .title") && document.getSelection()?.isCollapsed !== false) {
      select(Review.clicked(target, page.key, page.hidden), { toWords: false });
    }
  }

  /** The next or previous fact that is shown, in the order of the text. */
  function stepFact(by) {
    if (!page.article) return;
    const keys = [...page.article.querySelectorAll(".note")]
      .filter((note) => note.offsetParent)
      .map((note) => note.dataset.key);
    if (!keys.length) return;
    const at = keys.indexOf(page.key);
    const next = at < 0 ? (by > 0 ? 0 : keys.length - 1) : Math.max(0, Math.min(keys.length - 1, at + by));
    select(keys[next]);
  }

  const hashId = () => (location.hash.startsWith("#r=") ? decoded(location.hash.slice(3)) : null);

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function followHash() {
    const id = hashId();
    if (id === null || store.rows[page.number]?.id === id) return;
    const number = store.numberOf(id);
    if (number >= 0) open(number);
    else Review.say(`This page holds no release ${id}.`);
  }

  /** On a small screen one of list and release is in sight; the summary takes the place of both. */
  function showView(view) {
    document.body.dataset.view = view;
    const isSummary = view === "summary";
    byId("summary").hidden = !isSummary;
    byId("release").hidden = isSummary;
    byId("show-summary").setAttribute("aria-pressed", String(isSummary));
    byId("show-releases").setAttribute("aria-pressed", String(!isSummary));
    if (isSummary) byId("main").scrollTop = 0;
    else if (page.article) Review.layOut(page.article);
  }

  function setTheme(theme) {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    byId("theme").textContent = `Theme: ${theme}`;
    Review.setting("theme", theme);
  }

  const theme = () => document.documentElement.dataset.theme ?? "system";
  const isSummaryShown = () => document.body.dataset.view === "summary";

  const commands = {
    search: () => (
      showView(page.record ? document.body.dataset.view : "list"),
      byId("query").focus(),
      byId("query").select()
    ),
    nextRelease: () => list.step(1),
    previousRelease: () => list.step(-1),
    nextFact: () => stepFact(1),
    previousFact: () => stepFact(-1),
    summary: () => showView(isSummaryShown() ? (page.record ? "release" : "list") : "summary"),
    theme: () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]),
    help: Review.help,
    escape: () => (editing.cancel() ? null : leave()),
    accept: () => editing.accept(page.key, () => stepFact(1)),
    edit: () => editing.edit(page.key),
    remove: () => editing.remove(page.key),
    undo: () => editing.undo(page.key),
    add: () => editing.add(),
    check: () => editing.check(),
  };

  /** Let go of the chosen fact, or of the field that is typed in. */
  function leave() {
    document.activeElement?.blur();
    if (page.article) select(null);
  }

  function listen() {
    for (const form of document.querySelectorAll(".search")) {
      form.addEventListener("input", refresh);
      form.addEventListener("submit", (event) => event.preventDefault());
    }
    byId("query").addEventListener("keydown", (event) => event.key === "Enter" && list.enter());
    byId("clear").addEventListener("click", () => (document.querySelector(".search").reset(), refresh()));
    byId("release").addEventListener("click", onReleaseClick);
    byId("show-summary").addEventListener("click", () => showView("summary"));
    byId("show-releases").addEventListener("click", () => showView(page.record ? "release" : "list"));
    byId("theme").addEventListener("click", commands.theme);
    byId("help").addEventListener("click", Review.help);
    byId("skip").addEventListener("click", (event) => (event.preventDefault(), byId("main").focus()));
    addEventListener("hashchange", followHash);
    new ResizeObserver(() => page.article && Review.layOut(page.article)).observe(byId("main"));
    Review.listen(commands);
  }

  /** The first release is open where the address names none, but on a small screen the list is in sight. */
  function start() {
    byId("main").append(byId("summary"));
    setTheme(THEMES.includes(Review.setting("theme")) ? Review.setting("theme") : "system");
    Review.offerPublishers(store.rows);
    listen();
    refresh();
    followHash();
    if (page.number < 0 && store.rows.length) {
      open(0);
      showView("list");
    }
    if (!store.rows.length)
      byId("release").append(element("p", { class: "nothing" }, "There are no releases in this page."));
    performance.mark("ready");
    store.warm();
  }

  start();
})();
