// Opens the page of an inspection round where there is no network: the copy that its script kept last. Everything else goes its usual way.
"use strict";

const kept = "roomguard-inspection";
const patienceMs = 5000; // A network that is this slow is none to somebody in a cellar.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  const isRound = event.request.mode === "navigate" && path.endsWith("/inspection");
  if (event.request.method === "GET" && (isRound || path.startsWith("/assets/"))) {
    event.respondWith(answer(event.request));
  }
});

async function answer(request) {
  const asked = fetch(request).catch(() => null);
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs, null));
  const fresh = await Promise.race([asked, late]);
  // A browser asks for no password on behalf of a worker: then the copy is shown, and the page's own calls make it ask.
  if (fresh && !(fresh.status === 401 && request.mode === "navigate")) {
    return fresh;
  }
  const copy = await caches.open(kept).then((box) => box.match(request, { ignoreSearch: true, ignoreVary: true }));
  return copy ?? await asked ?? Response.error();
}
