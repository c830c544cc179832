"use strict";
/* Accept, change, delete and take back: what can be done about a fact, on its note and by key. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, byId } = Review;

  /**
   * @param {object} page what is on the screen, see main.js
   * @param {{redraw: () => void, select: (key: string | null, how?: object) => void, refresh: () => void}} screen
   */
  function createEditing(page, screen) {
    const { corrections } = page;
    let edited = null;
    const adding = Review.createAdding(page, screen, act);

    /** Do something to the open release, and show it. */
    function act(change) {
      change();
      tellStorage(corrections);
      screen.redraw();
    }

    const viewOf = (key) => page.views.find((view) => view.key === key) ?? null;
    const id = () => page.record.id;

    function accept(key, next) {
      const view = viewOf(key);
      if (!view) return;
      if (view.state === "open" || view.state === "deleted") act(() => corrections.accept(id(), key));
      next?.();
    }

    function remove(key) {
      const view = viewOf(key);
      if (view?.fact && view.state !== "deleted") act(() => corrections.remove(id(), key));
    }

    function undo(key) {
      if (!viewOf(key) || viewOf(key).state === "open") return;
      act(() => corrections.undo(id(), key));
      if (!viewOf(key)) screen.select(null);
    }

    /** Open the form in the note of the fact. */
    function edit(key) {
      const view = viewOf(key);
      const body = page.article?.querySelector(".note.active .note-body");
      if (!view || !body || view.state === "deleted") return;
      edited = key;
      body.replaceChildren(changeForm(view, page, save, cancel));
      Review.layOut(page.article);
      body.scrollIntoView({ block: "nearest" });
      body.querySelector("input, select").focus({ preventScroll: true });
    }

    function save(key, fields) {
      edited = null;
      if (Object.keys(fields).length) act(() => corrections.change(id(), key, fields));
      else screen.redraw();
      screen.select(key, { toWords: false });
    }

    /** Close the form that is open. @returns {boolean} whether there was one */
    function cancel() {
      if (adding.close()) return true;
      if (edited === null) return false;
      edited = null;
      screen.redraw();
      screen.select(page.key, { toWords: false });
      return true;
    }

    function check() {
      if (!page.record) return;
      act(() => corrections.setChecked(id(), !corrections.isChecked(id())));
      Review.say(corrections.isChecked(id()) ? "Release checked" : "Release not checked");
    }

    const actions = (view) => buttons(view, { accept, edit, remove, undo });
    Review.listenToFiles(page, act);
    tellStorage(corrections);
    return { actions, accept, edit, remove, undo, cancel, check, add: adding.open };
  }

  /** What can be done about a fact in its state. */
  function buttons({ key, state, fact }, { accept, edit, remove, undo }) {
    const button = (label, shortcut, action) =>
      element(
        "button",
        { type: "button", "aria-keyshortcuts": shortcut, title: `Key: ${shortcut}`, on: { click: () => action(key) } },
        label,
      );
    const wanted = {
      Accept: ["a", accept, state === "open"],
      Change: ["e", edit, state !== "deleted"],
      Delete: ["d", remove, state !== "deleted" && fact !== null],
      Undo: ["u", undo, state !== "open"],
    };
    const shown = Object.entries(wanted).filter(([, [, , isShown]]) => isShown);
    return element(
      "div",
      { class: "actions" },
      shown.map(([label, [shortcut, action]]) => button(label, shortcut, action)),
    );
  }

  /** The fields of a fact, and its words where they are selected anew. */
  function changeForm({ key, kind, fact }, page, save, cancel) {
    const { inputs, fields } = Review.formInputs(kind, fact, page.views, ["person"]);
    const words = ["title", "published", "publisher"].includes(kind) ? null : wordsChoice(page, kind);
    const wrong = element("p", { class: "wrong", role: "alert", hidden: true });
    const form = element(
      "form",
      { class: "form", "aria-label": "Change the fact", novalidate: true },
      inputs,
      words?.box,
      wrong,
      element(
        "div",
        { class: "actions" },
        element("button", { type: "submit", class: "primary" }, "Save"),
        element("button", { type: "button", on: { click: cancel } }, "Cancel"),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(wrong, () => save(key, { ...fields(), ...words?.fields() }));
    });
    return form;
  }

  /** What is selected in the text can become the words of the fact; a quote can get it as one more part. */
  function wordsChoice(page, kind) {
    const range = page.selected;
    if (!range)
      return {
        box: element("p", { class: "hint" }, "To change its words, select them in the text first."),
        fields: () => ({}),
      };
    const text = Review.ruler(page.record.text).slice(range.start, range.end);
    const options = [
      ["", "leave its words as they are"],
      ["only", "its words are those selected"],
    ];
    if (["quote", "organisation", "person"].includes(kind)) options.push(["also", "it stands in those selected, too"]);
    const choice = element(
      "select",
      { "aria-label": "Selected words" },
      options.map(([value, label]) => element("option", { value }, label)),
    );
    const box = [element("p", { class: "words-taken" }, text), choice];
    return { box, fields: () => wordsFields(choice.value, kind, { ...range, text }, page) };
  }

  function wordsFields(choice, kind, span, page) {
    if (!choice) return {};
    const { fact } = page.views.find(({ key }) => key === page.key);
    const list = { quote: "parts", organisation: "mentions", person: "mentions" }[kind];
    if (!list) return span;
    return { [list]: choice === "also" ? [...fact[list], span] : [span] };
  }

  /** Do it, or tell what is wrong. @param {HTMLElement} place @param {() => void} action */
  function attempt(place, action) {
    try {
      action();
    } catch (error) {
      place.textContent = Review.plain(error.message);
      place.hidden = false;
      place.scrollIntoView({ block: "nearest" });
    }
  }

  /** Whether the browser keeps what was said; if not, a file must. */
  function tellStorage(corrections) {
    const isLost = !corrections.isSaved && corrections.releases().length > 0;
    byId("save-corrections").classList.toggle("urgent", isLost);
    byId("save-corrections").title = isLost ? "The browser does not keep them: save them to a file" : "";
  }

  Object.assign(Review, { createEditing, attempt });
})();
