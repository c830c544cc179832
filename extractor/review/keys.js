"use strict";
/* The keyboard: what each key does, and the dialog that tells it. */
(() => {
  const Review = (globalThis.Review ??= {});
  const { element, byId, plain } = Review;

  /** Keys as they are told, keys as events name them, what they do, and the name of the command. */
  const KEYS = [
    ["/", ["/"], "search", "search"],
    ["j  ↓", ["j", "ArrowDown"], "next release", "nextRelease"],
    ["k  ↑", ["k", "ArrowUp"], "previous release", "previousRelease"],
    ["n", ["n"], "next fact", "nextFact"],
    ["p", ["p"], "previous fact", "previousFact"],
    ["a", ["a"], "accept the fact, and go to the next", "accept"],
    ["e", ["e"], "change the fact", "edit"],
    ["d", ["d"], "delete the fact", "remove"],
    ["u", ["u"], "undo what was done to the fact", "undo"],
    ["+", ["+"], "add a missed fact (select its words first)", "add"],
    ["c", ["c"], "call the release checked, or not", "check"],
    ["s", ["s"], "summary, and back", "summary"],
    ["t", ["t"], "light, dark, or as the system has it", "theme"],
    ["?", ["?"], "this help", "help"],
    ["Esc", ["Escape"], "close, let go", "escape"],
  ];
  const HINTS = [
    ["Enter", "in the list: open the release; on a fact: light it up with what belongs to it"],
    ["Tab", "from fact to fact, and to all buttons"],
    ["Click", "on marked words: their fact; once more: the fact around it"],
  ];

  /** Send keys to commands, but while somebody types. @param {Record<string, () => void>} commands */
  function listen(commands) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      const name = KEYS.find(([, events]) => events.includes(event.key))?.[3];
      if (!name || (name !== "escape" && isTyping(event))) return;
      if (name === "escape" && document.querySelector("dialog[open]")) return;
      event.preventDefault();
      commands[name]();
    });
  }

  function isTyping({ target, key }) {
    const isOpen = document.querySelector("dialog[open]") !== null;
    const takesText = target.matches("input:not([type=checkbox]), select, textarea");
    return isOpen || takesText || (key.startsWith("Arrow") && target.closest("main") !== null);
  }

  /**
   * A dialog that Escape or its button closes.
   * @param {string} label
   * @param {unknown[]} content
   * @param {HTMLElement | null} [action] a button that stands before the one that closes
   * @returns {HTMLDialogElement}
   */
  function dialog(label, content, action = null) {
    const close = element("button", { type: "button", on: { click: () => made.close() } }, action ? "Cancel" : "Close");
    const end = element("div", { class: "dialog-end" }, close, action);
    const made = element("dialog", { "aria-label": label }, element("h2", {}, label), content, end);
    made.addEventListener("close", () => made.remove());
    document.body.append(made);
    made.showModal();
    return made;
  }

  function help() {
    const told = [...KEYS.map(([shown, , words]) => [shown, words]), ...HINTS];
    const lines = told.map(([keys, words]) =>
      element("tr", {}, element("th", { scope: "row" }, keyCaps(keys)), element("td", {}, words)),
    );
    dialog("Keys", [element("table", { class: "keys" }, element("tbody", {}, lines))]);
  }

  const keyCaps = (keys) => keys.split("  ").map((key) => element("kbd", {}, key));

  /** Tell something to those who hear the page. @param {string} words */
  function say(words) {
    byId("said").textContent = plain(words);
  }

  Object.assign(Review, { listen, dialog, help, say });
})();
