// What is typed on the page of a case is kept in this browser until it has been saved, and leaving is asked about.
(() => {
  "use strict";
  const form = document.getElementById("case_form");
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  // A page that says that something was saved: what was sent is no draft any more.
  if (document.querySelector(".messagelist .success")) {
    const sent = kept("desk-sent");
    if (sent) { localStorage.removeItem(sent); localStorage.removeItem("desk-sent"); }
  }
  if (!form) { return; }
  const key = `desk-draft ${location.pathname}`;
  // The page is open again and says nothing of success: what was sent from it did not arrive.
  if (kept("desk-sent") === key) { localStorage.removeItem("desk-sent"); }
  const apart = new Set(["csrfmiddlewaretoken", "revision", "seen"]);
  const said = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => !apart.has(name) && typeof value === "string"));
  const opened = said();
  const refused = document.querySelector(".errornote");
  let leaving = false;
  const keep = () => {
    try {
      if (said() === opened && !refused) { localStorage.removeItem(key); } else { localStorage.setItem(key, said()); }
    } catch { /* a browser that keeps nothing */ }
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
  form.addEventListener("submit", () => {
    leaving = true;
    keep();
    try { localStorage.setItem("desk-sent", key); } catch { /* as above */ }
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (refused || said() !== opened)) { keep(); event.preventDefault(); }
  });

  const words = document.getElementById("desk-drafts").dataset;
  const draft = kept(key);
  if (!draft || draft === opened || refused) { return; }
  const bar = document.createElement("p");
  bar.className = "desk-draft";
  bar.setAttribute("role", "status");
  bar.append(words.draft, " ");
  const button = (label, deed) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => { deed(); bar.remove(); });
    bar.append(made, " ");
  };
  button(words.restore, () => {
    const values = new Map();
    for (const [name, value] of JSON.parse(draft)) { values.set(name, [...(values.get(name) || []), value]); }
    // Parts that were added: their rows are made first.
    for (const [name, [total]] of values) {
      const field = name.endsWith("-TOTAL_FORMS") && form.elements[name];
      const more = field && document.querySelector(`#${name.replace("TOTAL_FORMS", "group")} .add-row a`);
      while (more && Number(field.value) < Number(total)) { more.click(); }
    }
    for (const field of [...form.elements].filter((one) => !/_FORMS$/.test(one.name))) {
      const given = values.get(field.name) || [];
      if (!field.name || apart.has(field.name) || field.type === "submit") { continue; }
      if (field.type === "checkbox" || field.type === "radio") { field.checked = given.includes(field.value); }
      else if (field.tagName === "SELECT") { for (const option of field.options) { option.selected = given.includes(option.value); } }
      else if (given.length) { field.value = given[0]; }
      if (field.tagName === "SELECT") { field.dispatchEvent(new Event("change", { bubbles: true })); }
    }
    form.dispatchEvent(new Event("input"));
  });
  button(words.discard, () => localStorage.removeItem(key));
  form.prepend(bar);
})();
