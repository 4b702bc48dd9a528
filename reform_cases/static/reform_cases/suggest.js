// Suggestions below a box (`data-suggest` is where to ask): a combobox with a listbox, for mouse, touch, keyboard and
// screen reader. Choosing one sends the form, unless a listener to the event `chosen` does something better.
// Without this script the box is a plain box.
(() => {
  "use strict";
  const enhance = (input) => {
    const list = document.createElement("ul");
    list.id = `${input.id}-suggestions`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0].textContent);
    list.hidden = true;
    const status = document.createElement("p");
    status.className = "quiet";
    status.setAttribute("role", "status");
    input.after(list, status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));

    let active = -1;
    let asked = 0;
    let timer;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const mark = (index) => {
      const options = [...list.children];
      active = options.length ? (index + options.length) % options.length : -1;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
      if (active >= 0) input.setAttribute("aria-activedescendant", options[active].id);
    };

    // In the search box a space parts words, so that a name with one is written as a phrase.
    const written = (text) => (input.type === "search" && text.includes(" ") ? `"${text}"` : text);

    const choose = (option) => {
      clearTimeout(timer);
      asked += 1;
      input.value = option.dataset.text;
      close();
      if (input.dispatchEvent(new Event("chosen", { bubbles: true, cancelable: true }))) input.form.requestSubmit();
    };

    const show = (suggestions) => {
      list.replaceChildren(
        ...suggestions.map(({ text, kind, count }, at) => {
          const option = document.createElement("li");
          option.id = `${input.id}-suggestion-${at}`;
          option.dataset.text = written(text);
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          const name = document.createElement("span");
          name.textContent = text;
          const note = document.createElement("span");
          note.className = "count";
          note.textContent = `${kind} ${count}`;
          option.append(name, note);
          return option;
        }),
      );
      close();
      status.textContent = suggestions.length ? `${suggestions.length} ${input.dataset.found}` : "";
      if (suggestions.length) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      }
    };

    const ask = async () => {
      const turn = (asked += 1);
      if (!input.value.trim()) return show([]);
      const address = new URL(input.dataset.suggest, location);
      address.searchParams.set("q", input.value);
      try {
        const answer = await fetch(address);
        const { suggestions } = await answer.json();
        if (turn === asked && document.activeElement === input) show(suggestions);
      } catch {
        close();
      }
    };

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(ask, 150);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        // A browser empties the box then. Whoever sends away a list that comes late must not lose what was typed.
        event.preventDefault();
        clearTimeout(timer);
        asked += 1;
        close();
      }
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(list.children[active]);
      }
    });
    input.addEventListener("blur", close);
    // On pointerdown the box would lose its focus and the list close before the click arrives.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  };
  document.querySelectorAll("input[data-suggest]").forEach(enhance);
})();
