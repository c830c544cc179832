"use strict";
/* Margin notes: one for each fact, beside the paragraph where it first stands, none above another. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, shortened, LONGEST_LABEL } = Review;
  /** What fills the body of a note when it is opened: most never are. @type {WeakMap<Element, () => unknown[]>} */
  const contents = new WeakMap();
  const GAP = 8;
  const STATES = { accepted: "✓ accepted", changed: "✎ changed", deleted: "✕ deleted", added: "+ added" };

  /**
   * The note of a fact: a line that opens to its details and what can be done about it.
   * @param {object} view of facts.js
   * @param {(view: object) => HTMLElement | null} actions what can be done about it
   */
  function note(view, actions) {
    const { key, kind, state, label, value } = view;
    const head = element(
      "button",
      { type: "button", class: "note-head", "aria-expanded": "false", "data-key": key },
      element("span", { class: "note-kind" }, label),
      " ",
      element("span", { class: "note-value" }, shortened(value, LONGEST_LABEL)),
      state !== "open" && element("span", { class: "note-state" }, ` ${STATES[state]}`),
    );
    const body = element("div", { class: "note-body", hidden: true });
    contents.set(body, () => [details(view), actions(view)]);
    return element(
      "li",
      { class: `note kind-${kind}`, "data-key": key, "data-kind": kind, "data-state": state },
      head,
      body,
    );
  }

  const details = ({ details: pairs }) =>
    element(
      "dl",
      {},
      pairs.map(([term, words]) => [element("dt", {}, term), element("dd", {}, words)]),
    );

  /** The margin beside a paragraph, still empty. */
  const margin = () => element("ul", { class: "margin", "aria-label": "Facts of this paragraph" });

  /** Each margin's notes by the key of their fact, with what they tell. @type {WeakMap<HTMLElement, Map<string, any>>} */
  const filled = new WeakMap();

  /** Put the notes of these facts into a margin; those that tell the same as before stay as they are. */
  function fillMargin(margin, views, actions) {
    const before = filled.get(margin) ?? new Map();
    const notes = new Map(views.map((view) => [view.key, noteAgain(before.get(view.key), view, actions)]));
    filled.set(margin, notes);
    const [keys, old] = [[...notes.keys()], [...before.keys()]];
    if (keys.length !== old.length || keys.some((key, place) => key !== old[place])) {
      margin.replaceChildren();
      for (const { made } of notes.values()) margin.append(made);
    } else {
      for (const [key, { made }] of notes) if (before.get(key).made !== made) before.get(key).made.replaceWith(made);
    }
  }

  function noteAgain(before, view, actions) {
    const told = JSON.stringify([view.label, view.value, view.state, view.details, view.fact === null]);
    return before?.told === told ? before : { told, made: note(view, actions) };
  }

  /** Open one note and close all others. @returns {HTMLElement | null} the one that is open */
  function open(within, key) {
    const isOwn = (made) => made.dataset.key === key;
    for (const made of within.querySelectorAll(".note.active")) if (!isOwn(made)) setOpen(made, false);
    const opened = key === null ? null : [...within.querySelectorAll(".note")].find(isOwn);
    if (opened && !opened.matches(".active")) setOpen(opened, true);
    return opened ?? null;
  }

  function setOpen(made, isOpen) {
    const body = made.querySelector(".note-body");
    body.replaceChildren(...(isOpen ? contents.get(body)() : []));
    body.hidden = !isOpen;
    made.classList.toggle("active", isOpen);
    made.querySelector(".note-head").setAttribute("aria-expanded", String(isOpen));
  }

  /**
   * Set margins side by side with their paragraphs, as near as those above them let them. The open note stands at its
   * words, and the others give way.
   * @param {HTMLElement} article
   */
  function layOut(article) {
    const body = article.querySelector(".body");
    const groups = [...body.querySelectorAll(".margin")].filter(
      (group) => group.offsetParent && group.childElementCount,
    );
    body.style.minHeight = "";
    for (const group of groups) group.style.top = "";
    if (!groups.length || getComputedStyle(groups[0]).position !== "absolute") return;
    const boxes = groups.map((group) => ({ group, wanted: group.parentElement.offsetTop, height: group.offsetHeight }));
    const pinned = boxes.findIndex(({ group }) => group.querySelector(".note.active"));
    if (pinned >= 0) pin(boxes, pinned, body);
    const tops = placed(boxes, pinned);
    boxes.forEach(({ group }, place) => (group.style.top = `${tops[place] - group.parentElement.offsetTop}px`));
    const last = boxes.length - 1;
    body.style.minHeight = `${tops[last] + boxes[last].height + GAP}px`;
  }

  /** The open note wants to stand where its words stand. */
  function pin(boxes, place, body) {
    const active = boxes[place].group.querySelector(".note.active");
    const mark = body.querySelector(".mark.active");
    const words = mark ? mark.getBoundingClientRect().top - body.getBoundingClientRect().top : boxes[place].wanted;
    boxes[place].wanted = Math.max(0, words - active.offsetTop);
  }

  /** Downward from the pinned box, or from the top; what is above it moves up if there is room. */
  function placed(boxes, pinned) {
    const tops = boxes.map(({ wanted }) => wanted);
    for (let place = pinned - 1; place >= 0; place--) {
      tops[place] = Math.min(tops[place], tops[place + 1] - GAP - boxes[place].height);
    }
    let free = 0;
    for (let place = 0; place < boxes.length; place++) {
      tops[place] = Math.max(tops[place], free);
      free = tops[place] + boxes[place].height + GAP;
    }
    return tops;
  }

  Object.assign(Review, { margin, fillMargin, openNote: open, layOut });
})();
