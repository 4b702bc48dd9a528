// Evidence by hand: the source beside the form follows the field that is being edited, and characters selected there become
// the evidence of it, or a new number that the server reads from them. Numbers are confirmed and rejected with one key.
(() => {
  "use strict";
  const form = document.getElementById("case_form");
  const shown = document.getElementById("desk-source-text");
  const words = document.getElementById("desk-by-hand");
  const wanted = (row) => { const review = row.querySelector("[name$='-review']"); return review && review.value.trim() !== "" && !ticked(row); };
  const ticked = (row) => [...row.querySelectorAll("[name$='-confirmed'], [name$='-DELETE']")].some((box) => box.checked);
  const rows = () => [...document.querySelectorAll("#outcomes-group .inline-related.has_original")];
  if (!form) { return; }

  // -- numbers, one after the other
  const goTo = (row) => { if (row) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "start" }); mark(row); } };
  const next = (from) => {
    const all = rows();
    const at = all.indexOf(from);
    goTo([...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(wanted));
  };
  const tick = (row, name, other) => {
    const box = row.querySelector(`[name$='-${name}']`);
    const rival = row.querySelector(`[name$='-${other}']`);
    if (!box) { return; }
    box.checked = !box.checked;
    if (rival && box.checked) { rival.checked = false; }
    row.classList.toggle("desk-done", ticked(row));
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (box.checked) { next(row); }
  };
  const deeds = {
    y: (row) => tick(row, "confirmed", "DELETE"),
    n: (row) => tick(row, "DELETE", "confirmed"),
    e: (row) => row.querySelector("[name$='-metric']").focus(),
    j: (row) => next(row),
  };
  for (const row of words ? rows() : []) {
    row.tabIndex = 0;
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", row.querySelector(".inline_label").textContent.trim());
    row.addEventListener("keydown", (event) => {
      const deed = deeds[event.key.toLowerCase()];
      const typing = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (deed && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); deed(row); }
    });
  }
  const open = () => {
    const at = location.hash.startsWith("#o-") && document.getElementById(location.hash.slice(1));
    if (at) { goTo(at.closest(".inline-related")); }
  };
  if (!shown) { open(); return; }

  // -- the source: characters as the server counts them, not as the browser does
  const start = Number(shown.dataset.start);
  const { by_key: passages, read } = JSON.parse(document.getElementById("desk-passages").textContent);
  const text = shown.firstChild;
  const places = [0];
  for (const sign of text.data) { places.push(places.at(-1) + sign.length); }
  const rangeOf = ([from, to]) => {
    const range = new Range();
    const last = places.length - 1;
    range.setStart(text, places[Math.min(Math.max(from - start, 0), last)]);
    range.setEnd(text, places[Math.min(Math.max(to - start, 0), last)]);
    return range;
  };
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount) { return null; }
    const range = selection.getRangeAt(0);
    if (range.collapsed || !shown.contains(range.commonAncestorContainer) || range.startContainer !== text) { return null; }
    const to = range.endContainer === text ? range.endOffset : text.length;
    const index = (offset) => places.findIndex((place) => place >= offset);
    return { from: start + index(range.startOffset), to: start + index(to), said: range.toString() };
  };

  // -- the field that is being edited
  const ofCase = new Set(["title", "organ", "background", "significance"]);
  let field = null;
  const keyOf = (element) => {
    if (!element || !element.name) { return ""; }
    if (ofCase.has(element.name)) { return element.name; }
    const row = element.closest(".inline-related");
    const anchor = row && row.querySelector(".field-anchor .readonly");
    if (!anchor) { return ""; }
    const own = element.name.split("-").pop();
    // A part that is added has no anchor yet: it goes by its place in the form.
    const name = row.classList.contains("has_original") ? anchor.textContent.trim() : row.id;
    if (element.name.startsWith("measures-")) { return own === "heading" || own === "body" ? `${name}.${own}` : ""; }
    if (element.name.startsWith("sections-")) { return own === "text" ? name : ""; }
    return element.name.startsWith("outcomes-") ? name : "";
  };
  function mark(row) {
    if (!shown) { return; }
    const element = row.querySelector("[name$='-metric']");
    show(element ? keyOf(element) : "");
  }
  function show(key) {
    if (!window.CSS || !CSS.highlights) { return; }
    CSS.highlights.clear();
    const spans = passages[key] || [];
    if (!spans.length) { return; }
    const around = passages[`${key}.sentence`] || [];
    CSS.highlights.set("desk-around", new Highlight(...around.map(rangeOf)));
    CSS.highlights.set("desk-now", new Highlight(...spans.map(rangeOf)));
    const box = rangeOf(spans[0]).getBoundingClientRect();
    const frame = shown.getBoundingClientRect();
    shown.scrollTop += box.top - frame.top - frame.height / 3;
  }
  form.addEventListener("focusin", (event) => {
    const key = keyOf(event.target);
    if (!key) { return; }
    field = event.target;
    show(key);
    if (words) { refresh(); }
  });
  open();
  if (!words) { return; }

  // -- what is selected becomes evidence
  words.hidden = false;
  const take = document.getElementById("desk-take");
  const asNumber = document.getElementById("desk-read");
  const said = document.getElementById("desk-said");
  const labelOf = (element) => {
    const label = form.querySelector(`label[for='${element.id}']`);
    const row = element.closest(".inline-related");
    const anchor = row && row.querySelector(".field-anchor .readonly");
    return `${anchor && row.classList.contains("has_original") ? `${anchor.textContent.trim()} ` : ""}${label ? label.textContent.replace(/[:：]\s*$/, "") : ""}`;
  };
  function refresh() {
    const now = chosen();
    take.disabled = !now || !field;
    take.textContent = field ? words.dataset.take.replace("%s", labelOf(field)) : words.dataset.none;
    asNumber.disabled = !now;
  }
  document.addEventListener("selectionchange", refresh);
  document.getElementById("desk-next").addEventListener("click", () => next(field ? field.closest(".inline-related") : null));

  const put = (element, value) => {
    if (!element) { return; }
    element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async (now, row) => {
    said.textContent = "…";
    try {
      const answer = await fetch(read, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ start: now.from, end: now.to }),
      });
      const found = await answer.json();
      if (!answer.ok) { said.textContent = found.error; return; }
      const target = row();
      for (const [name, value] of Object.entries(found.fields)) { put(target.querySelector(`[name$='-${name}']`), value); }
      put(target.querySelector("[name$='-span']"), found.span);
      said.textContent = `${found.fields.quote} ${found.remark}`;
      target.scrollIntoView({ block: "center" });
      target.querySelector("[name$='-metric']").focus();
    } catch { said.textContent = words.dataset.failed; }
  };
  asNumber.addEventListener("click", () => {
    const now = chosen();
    if (!now) { return; }
    ask(now, () => {
      document.querySelector("#outcomes-group .add-row a").click();
      return document.getElementById(`outcomes-${Number(form.elements["outcomes-TOTAL_FORMS"].value) - 1}`);
    });
  });
  take.addEventListener("click", () => {
    const now = chosen();
    if (!now || !field) { return; }
    const key = keyOf(field);
    const row = field.closest("[id^='outcomes-'].inline-related");
    if (row) { ask(now, () => row); return; }
    const given = form.elements.evidence_given;
    const others = given.value.split(/[;；]/).map((one) => one.trim()).filter((one) => one && !one.startsWith(`${key} `));
    put(given, [...others, `${key} ${now.from}–${now.to}`].join("；"));
    put(field, now.said.replace(/\r\n?/g, "\n"));
    passages[key] = [[now.from, now.to]];
    show(key);
    said.textContent = "";
  });
})();
