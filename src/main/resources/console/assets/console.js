// Keeps pages that renew themselves out of the reader's way, and says when the hub does not answer.
"use strict";

let paused = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("#pause");
  if (button) {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
  }
});

// Nothing is replaced while somebody stands in it with the keyboard, or has opened a part of it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const place = event.detail.elt;
  const timed = event.detail.requestConfig.verb === "get" && place.hasAttribute("hx-trigger");
  const busy = place.contains(document.activeElement) || place.querySelector("details[open]") !== null;
  if (timed && (paused || busy) && !place.hasAttribute("data-always")) {
    event.preventDefault();
  }
});

const lost = (away) => {
  const note = document.getElementById("lost");
  if (note) {
    note.hidden = !away;
  }
};
document.addEventListener("htmx:sendError", () => lost(true));
document.addEventListener("htmx:timeout", () => lost(true));
document.addEventListener("htmx:afterOnLoad", (event) => lost(event.detail.xhr.status >= 400));
