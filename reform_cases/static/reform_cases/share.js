// Printing, copying a citation or the address of the page: shows the buttons that need a script.
"use strict";

for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}

// The clipboard is there only for a page served securely; elsewhere what is wanted stands selected, ready to be copied by hand.
const said = document.querySelector(".actions [role=status]").dataset;
function copy(text, status, selectable) {
  const byHand = () => { selectable(); status.textContent = said.byHand; };
  if (!navigator.clipboard) return byHand();
  navigator.clipboard.writeText(text).then(() => { status.textContent = said.done; }, byHand);
}

function select(element) {
  getSelection().selectAllChildren(element);
}

for (const place of document.querySelectorAll("[data-copy]")) {
  const citation = place.previousElementSibling;
  const entries = citation.querySelectorAll("p");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const text = Array.from(entries, (entry) => entry.textContent).join("\n");
    copy(text, place.querySelector("[role=status]"), () => select(citation));
  });
}

const field = document.getElementById("address");
for (const place of document.querySelectorAll("[data-share]")) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    const status = place.closest(".actions").querySelector("[role=status]");
    copy(field.value, status, () => { field.focus(); field.select(); });
  });
}
