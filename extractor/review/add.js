"use strict";
/* A fact that was missed: its words are selected in the text (or typed), its kind and fields told. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, byId } = Review;
  const KINDS = ["date", "organisation", "person", "role", "quote", "contact"];

  function createAdding(page, screen, act) {
    let panel = null;
    let bubble = null;

    /** Remember what is selected, as a click into a form lets go of it. */
    function remember() {
      const range = page.article ? Review.selectedRange(page.article.querySelector(".body")) : null;
      if (range) page.selected = range;
      else if (document.activeElement?.closest(".adder, .note-body") === null) page.selected = null;
      paint(range);
      if (panel && range) panel.take(range);
    }

    /** Where words have just been selected, offer what they could be. */
    function offer() {
      bubble?.remove();
      bubble = null;
      const selection = document.getSelection();
      if (panel || !page.selected || !selection?.rangeCount || selection.isCollapsed) return;
      bubble = offered(selection.getRangeAt(0).getBoundingClientRect(), open);
      byId("release").append(bubble);
    }

    /** Open the form. @param {string} [kind] */
    function open(kind = "date") {
      if (!page.record) return;
      close();
      panel = createPanel(page, kind, save, close);
      byId("release").append(panel.form);
      if (page.selected) panel.take(page.selected);
      panel.form.querySelector(page.selected ? ".fields :is(input, select)" : "textarea").focus();
    }

    function save(kind, fields) {
      let key = null;
      act(() => (key = page.corrections.add(page.record.id, kind, fields)));
      close();
      screen.select(key);
    }

    /** @returns {boolean} whether a form was open */
    function close() {
      const wasOpen = panel !== null;
      panel?.form.remove();
      bubble?.remove();
      panel = bubble = null;
      return wasOpen;
    }

    document.addEventListener("selectionchange", remember);
    byId("main").addEventListener("pointerup", () => setTimeout(offer));
    document.addEventListener("pointerdown", ({ target }) => !target.closest(".bubble") && bubble?.remove());
    return { open: () => open(), close };
  }

  /** The selection stays to be seen while a form has the focus, where the browser can paint it. */
  function paint(range) {
    if (!globalThis.CSS?.highlights || !range) return;
    CSS.highlights.set("taken", new Highlight(document.getSelection().getRangeAt(0).cloneRange()));
  }

  function offered(box, open) {
    const kept = (event) => event.preventDefault();
    const button = (kind) =>
      element(
        "button",
        { type: "button", on: { click: () => open(kind), pointerdown: kept, mousedown: kept } },
        Review.LABELS[kind],
      );
    const made = element(
      "div",
      { class: "bubble", role: "group", "aria-label": "Add the selected words as" },
      KINDS.map(button),
    );
    const frame = byId("release").getBoundingClientRect();
    made.style.top = `${box.bottom - frame.top + 6}px`;
    made.style.left = `${Math.max(8, Math.min(box.left - frame.left, frame.width - 400))}px`;
    return made;
  }

  /** The form of a missed fact: kind, words, fields. */
  function createPanel(page, kind, save, close) {
    const words = element("textarea", {
      rows: 3,
      placeholder: "Select them in the text, or type them as they stand there",
    });
    const choice = element(
      "select",
      {},
      KINDS.map((name) => element("option", { value: name }, Review.LABELS[name])),
    );
    const place = element("div", { class: "form fields" });
    const wrong = element("p", { class: "wrong", role: "alert", hidden: true });
    const state = { range: null, guess: {}, read: () => ({}) };
    choice.value = kind;

    function fill() {
      state.guess = guessed(choice.value, words.value, page.views);
      const made = Review.formInputs(choice.value, state.guess, page.views);
      state.read = made.fields;
      place.replaceChildren(...made.inputs);
    }

    function take(range) {
      if (state.range?.start === range.start && state.range.end === range.end) return;
      state.range = range;
      words.value = Review.ruler(page.record.text).slice(range.start, range.end);
      fillIfUntouched();
    }

    /** What somebody has typed stays, whatever words are taken. */
    function fillIfUntouched() {
      if (!Object.keys(state.read()).length) fill();
    }

    function submit(event) {
      event.preventDefault();
      const fields = () => ({ ...state.guess, ...state.read(), ...spanOf(page.record, words.value, state.range) });
      Review.attempt(wrong, () => save(choice.value, fields()));
    }

    choice.addEventListener("change", fill);
    words.addEventListener("input", () => (state.range = null));
    words.addEventListener("change", fillIfUntouched);
    fill();
    const form = element(
      "form",
      { class: "adder form", "aria-label": "Add a missed fact", novalidate: true, on: { submit } },
      element("h3", {}, "A missed fact"),
      element("label", {}, "Kind", choice),
      element("label", {}, "Its words", words),
      place,
      wrong,
      element(
        "div",
        { class: "actions" },
        element("button", { type: "submit", class: "primary" }, "Add"),
        element("button", { type: "button", on: { click: close } }, "Cancel"),
      ),
    );
    return { form, take };
  }

  /** What the words tell of a fact of that kind: the form holds it at first, and it goes out unless it is changed. */
  function guessed(kind, words, views) {
    const line = words.trim().replace(/\s+/g, " ");
    const [email] = /[^\s<>]+@[^\s<>]+\.\w+/.exec(words) ?? [];
    const person = views.find((view) => view.kind === "person" && view.state !== "deleted")?.key;
    const told = {
      date: { value: null },
      organisation: { name: line, type: "other" },
      person: { name: line },
      role: { title: line, person, explicit: true },
      quote: { kind: "direct" },
      contact: email ? { email } : {},
    };
    return told[kind];
  }

  /** Where the words stand. Throws an Error that tells so if they don't. */
  function spanOf({ text }, words, range) {
    if (range) return { ...range, text: Review.ruler(text).slice(range.start, range.end) };
    const wanted = words.trim();
    const at = wanted ? text.indexOf(wanted) : -1;
    if (at < 0) throw new Error("These words do not stand in the text. Select them there.");
    const start = Review.ruler(text).pointAt(at);
    return { start, end: start + [...wanted].length, text: wanted };
  }

  Object.assign(Review, { createAdding });
})();
