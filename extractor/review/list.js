"use strict";
/* The list of releases: only the rows in sight are in the document, so that its length costs nothing. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, counted, day, shortened, LONGEST_LABEL } = Review;
  const BEYOND = 8;

  /**
   * @param {HTMLElement} box the listbox
   * @param {(row: object) => void} open called with the row that is chosen
   * @param {(row: object) => {checked: boolean, progress: string}} state what the reader did to a release
   */
  function createList(box, open, state) {
    const runway = box.appendChild(element("div", { class: "runway", role: "presentation" }));
    const list = { rows: [], cursor: -1, opened: null };
    const height = rowHeight(runway);
    const draw = () => drawRows(box, runway, list, height, state);

    /** Bring a row into sight and make it the current one. */
    function moveTo(place) {
      if (!list.rows.length) return;
      list.cursor = Math.max(0, Math.min(list.rows.length - 1, place));
      const top = list.cursor * height;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
      draw();
    }

    /** Show other rows from the first one on; the open release stays current if it is among them. */
    function show(rows) {
      Object.assign(list, { rows, cursor: rows.findIndex((row) => row.number === list.opened) });
      runway.style.height = `${rows.length * height}px`;
      box.scrollTop = 0;
      draw();
    }

    /** Tell which release is open. */
    function setOpened(number) {
      list.opened = number;
      const place = list.rows.findIndex((row) => row.number === number);
      if (place >= 0) moveTo(place);
      else draw();
    }

    const openAt = (place) => list.rows[place] && open(list.rows[place]);
    box.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
    box.addEventListener("click", (event) => {
      const row = /** @type {Element} */ (event.target).closest("[role=option]");
      if (row) openAt(Number(row.getAttribute("data-place")));
    });
    box.addEventListener("keydown", (event) => onKey(event, box, list, height, moveTo, openAt));
    new ResizeObserver(draw).observe(box);
    const step = (by) => openAt(clamp(list.cursor + by, list.rows.length));
    const enter = () => (box.focus(), moveTo(Math.max(0, list.cursor)));
    return { show, setOpened, draw, step, enter };
  }

  const clamp = (place, length) => Math.max(0, Math.min(length - 1, place));

  function onKey(event, box, list, height, moveTo, openAt) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(box.clientHeight / height) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) moveTo(list.cursor + steps[event.key]);
    else if (event.key === "Enter" || event.key === " ") openAt(list.cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Rows are all of one height, which the style sheet sets. */
  function rowHeight(runway) {
    const probe = runway.appendChild(element("div", { class: "row" }));
    const height = probe.offsetHeight || 84;
    probe.remove();
    return height;
  }

  function drawRows(box, runway, list, height, state) {
    const first = Math.max(0, Math.floor(box.scrollTop / height) - BEYOND);
    const last = Math.min(list.rows.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + BEYOND);
    const shown = [];
    for (let place = first; place < last; place++) shown.push(drawRow(list, place, height, state));
    runway.replaceChildren(...shown);
    const isDrawn = list.cursor >= first && list.cursor < last;
    if (isDrawn) box.setAttribute("aria-activedescendant", `row-${list.rows[list.cursor].number}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function drawRow(list, place, height, state) {
    const row = list.rows[place];
    const attributes = {
      id: `row-${row.number}`,
      class: `row${place === list.cursor ? " cursor" : ""}`,
      role: "option",
      "data-place": place,
      "aria-selected": row.number === list.opened ? "true" : "false",
      "aria-setsize": list.rows.length,
      "aria-posinset": place + 1,
    };
    const drawn = element(
      "div",
      attributes,
      element("div", { class: "row-title" }, shortened(row.title ?? "(no title)", LONGEST_LABEL)),
      about(row, state),
    );
    drawn.style.top = `${place * height}px`;
    return drawn;
  }

  function about(row, state) {
    const { checked, progress } = state(row);
    const { counts } = row;
    const problems = counts.problems + counts.speakerless;
    return [
      element(
        "div",
        { class: "row-about" },
        shortened([row.day && day(row.day), row.publisher].filter(Boolean).join(" · "), LONGEST_LABEL) ||
          "no day, no publisher",
      ),
      element(
        "div",
        { class: "row-flags" },
        element("span", {}, counted(counts.quotes, "quote")),
        problems > 0 && element("span", { class: "flag problem" }, `▲ ${counted(problems, "problem")}`),
        counts.duplicate > 0 && element("span", { class: "flag" }, "repeats another"),
        checked
          ? element("span", { class: "flag done" }, "✓ checked")
          : progress && element("span", { class: "flag" }, progress),
      ),
    ];
  }

  Object.assign(Review, { createList });
})();
