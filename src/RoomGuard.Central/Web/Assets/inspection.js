// A round through one room: keeps answers and photos in the browser until the centre has confirmed each, sends them when it can, and goes on where it was.
"use strict";

(() => {
  const page = document.getElementById("inspection");
  if (!page) {
    return;
  }
  document.documentElement.classList.add("scripted");

  const room = page.dataset.room;
  const words = page.dataset;
  const longestSide = 2560;
  const mostPhotos = 20;
  const largestPaper = 30 * 1024 * 1024;
  const patienceMs = 60000; // For one call.
  const pausesMs = [2000, 5000, 15000, 30000, 60000]; // Between two attempts.

  const fill = document.getElementById("fill");
  const review = document.getElementById("review");
  const sendingView = document.getElementById("sending");
  const forms = [...page.querySelectorAll("form.answer")];
  if (!sendingView) {
    return; // Who may not attest only reads.
  }

  const answers = new Map(); // What is not signed yet, by item and slot.
  const signed = new Map(); // What is signed, by the attestation's id, in the order of signing.
  let round = { room, step: "fill", signer: "", offsetMs: 0 };
  let failures = 0;
  let isLoggedOut = false;
  let timer;

  // ---- what the browser keeps

  const tables = ["rounds", "answers", "signed", "files"];
  let database;
  const memory = new Map(tables.map((table) => [table, new Map()]));

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("roomguard-inspection", 1);
      asked.onupgradeneeded = () => tables.forEach((table) => asked.result.createObjectStore(table, { keyPath: table === "rounds" ? "room" : "id" }));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // Several changes, all of them or none; done when they are on the disk.
  function change(changes) {
    if (!database) {
      for (const { table, put, erase } of changes) {
        put ? memory.get(table).set(put.id ?? put.room, put) : memory.get(table).delete(erase);
      }
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const work = database.transaction([...new Set(changes.map((one) => one.table))], "readwrite", { durability: "strict" });
      work.oncomplete = () => resolve();
      work.onabort = () => reject(work.error);
      for (const { table, put, erase } of changes) {
        put ? work.objectStore(table).put(put) : work.objectStore(table).delete(erase);
      }
    });
  }

  function read(table, key) {
    if (!database) {
      return Promise.resolve(key === undefined ? [...memory.get(table).values()] : memory.get(table).get(key));
    }
    return new Promise((resolve, reject) => {
      const store = database.transaction(table).objectStore(table);
      const asked = key === undefined ? store.getAll() : store.get(key);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  const write = (table, put) => change([{ table, put }]);

  function newId() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // ---- words

  const filled = (text, ...places) => places.reduce((said, place, index) => said.replace(`{${index}}`, place), text);

  function fault(place, text) {
    place.textContent = text ?? "";
    place.hidden = !text;
  }

  function made(template) {
    return document.getElementById(template).content.firstElementChild.cloneNode(true);
  }

  // ---- photos

  async function shrunk(file) {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return new Promise((resolve, reject) => canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("The picture is too large for this browser.")), "image/jpeg", 0.85));
  }

  async function draw(list, ids, onRemove) {
    const rows = [];
    for (const [index, id] of ids.entries()) {
      const file = await read("files", id);
      if (!file) {
        continue;
      }
      const row = made("photo-template");
      const canvas = row.querySelector("canvas");
      canvas.setAttribute("aria-label", filled(words.photoNo, index + 1));
      const image = await createImageBitmap(file.blob);
      const side = Math.min(image.width, image.height);
      canvas.width = canvas.height = 192;
      canvas.getContext("2d").drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 192, 192);
      image.close();
      const remove = row.querySelector("button");
      if (onRemove) {
        remove.setAttribute("aria-label", filled(words.remove, index + 1));
        remove.addEventListener("click", () => onRemove(id));
      } else {
        remove.remove();
      }
      rows.push(row);
    }
    list.replaceChildren(...rows);
  }

  async function addPhoto(form, file) {
    const place = form.querySelector(".fault");
    let blob;
    try {
      blob = await shrunk(file);
    } catch (error) {
      console.warn("A file is not a picture that this browser reads.", error);
      fault(place, words.notAPicture);
      return;
    }
    fault(place, "");
    const answer = answerOf(form);
    if (answer.photos.length < mostPhotos) {
      const kept = { id: newId(), room, door: "photos", blob };
      answer.photos = [...answer.photos, kept.id];
      await change([{ table: "files", put: kept }, { table: "answers", put: answer }]);
      await drawPhotos(form, answer);
      navigator.storage?.persist?.();
    }
  }

  const drawPhotos = (form, answer) => draw(form.querySelector(".photos"), answer.photos, async (id) => {
    answer.photos = answer.photos.filter((photo) => photo !== id);
    await change([{ table: "answers", put: answer }, { table: "files", erase: id }]);
    await drawPhotos(form, answer);
  });

  async function addPaper(form, file) {
    if (file.size > largestPaper) {
      fault(form.querySelector(".fault"), words.tooLarge);
      return;
    }
    fault(form.querySelector(".fault"), "");
    const answer = answerOf(form);
    const kept = { id: newId(), room, door: "documents", blob: file };
    const changes = answer.paper ? [{ table: "files", erase: answer.paper }] : [];
    Object.assign(answer, { paper: kept.id, paperName: file.name });
    fault(document.getElementById("bar-fault"), "");
    await change([...changes, { table: "files", put: kept }, { table: "answers", put: answer }]);
    show();
  }

  // ---- answers

  const fields = ["place", "note", "kind", "number", "issued", "expires"];
  const nameOf = (form) => form.closest("article").dataset;
  const keyOf = (form) => `${room} ${nameOf(form).item} ${nameOf(form).slot}`;

  function answerOf(form) {
    const key = keyOf(form);
    if (!answers.has(key)) {
      answers.set(key, { id: key, room, item: nameOf(form).item, slot: nameOf(form).slot, photos: [] });
    }
    return answers.get(key);
  }

  async function takeAnswer(form) {
    const chosen = form.querySelector("[name=statement]:checked");
    if (!chosen) {
      return;
    }
    const answer = answerOf(form);
    Object.assign(answer, { statement: chosen.value, said: `${chosen.dataset.text}: ${chosen.dataset.meaning}`, side: chosen.dataset.side });
    for (const field of fields) {
      answer[field] = form.elements[field].value.trim();
    }
    fault(document.getElementById("bar-fault"), "");
    show();
    await write("answers", answer);
  }

  async function forget(form) {
    const answer = answers.get(keyOf(form));
    if (answer) {
      answers.delete(answer.id);
      await change([{ table: "answers", erase: answer.id }, ...[...answer.photos, answer.paper].filter(Boolean).map((id) => ({ table: "files", erase: id }))]);
    }
    form.querySelector(".photos").replaceChildren();
    fault(form.querySelector(".fault"), "");
    show();
  }

  function restore(form) {
    const answer = answers.get(keyOf(form));
    if (!answer?.statement) {
      return;
    }
    form.elements.statement.value = answer.statement;
    for (const field of fields) {
      form.elements[field].value = answer[field] ?? "";
    }
    form.closest("details")?.setAttribute("open", "");
    drawPhotos(form, answer);
  }

  const given = () => [...answers.values()].filter((answer) => answer.statement);

  function faultOf(answer) {
    if (answer.statement === "not_applicable" && !answer.note) {
      return filled(words.needsReason, answer.item);
    }
    return answer.kind && !(answer.number && answer.issued && answer.paper) ? filled(words.needsDocument, answer.item) : null;
  }

  // ---- the three steps

  function go(step) {
    round.step = step;
    write("rounds", round);
    show();
    const head = { fill, review, sending: sendingView }[step].querySelector("h2");
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function startReview() {
    const place = document.getElementById("bar-fault");
    const wrong = given().find(faultOf);
    fault(place, given().length === 0 ? words.needsAnswer : wrong ? faultOf(wrong) : "");
    if (wrong) {
      forms.find((form) => keyOf(form) === wrong.id)?.closest("article").scrollIntoView({ block: "center" });
    } else if (given().length > 0) {
      document.getElementById("review-list").replaceChildren(...given().map(reviewRow));
      go("review");
    }
  }

  function head(row, entry) {
    row.querySelector("b").textContent = entry.item;
    row.querySelector(".said").textContent = entry.said;
    row.dataset.side = entry.side;
  }

  function reviewRow(answer) {
    const row = made("review-template");
    head(row, answer);
    row.querySelector(".row-text").textContent = forms.find((form) => keyOf(form) === answer.id)?.closest("article").querySelector(".text").textContent ?? "";
    row.querySelector(".row-note").textContent = [answer.place, answer.note, answer.kind && [answer.number, answer.issued, answer.expires, answer.paperName].filter(Boolean).join(", ")].filter(Boolean).join(" · ");
    draw(row.querySelector(".photos"), answer.photos, null);
    return row;
  }

  async function sign() {
    const signer = document.getElementById("signer");
    const place = review.querySelector(".fault");
    if (signer && !signer.value.trim()) {
      fault(place, words.needsName);
      signer.focus();
      return;
    }
    fault(place, "");
    round.signer = signer?.value.trim() ?? "";
    const at = new Date(Date.now() + round.offsetMs).toISOString();
    const changes = [];
    for (const answer of given()) {
      const entry = { ...answer, id: newId(), key: answer.id, signer: round.signer, at, no: signed.size, state: "waiting" };
      signed.set(entry.id, entry);
      answers.delete(answer.id);
      changes.push({ table: "signed", put: entry }, { table: "answers", erase: answer.id });
    }
    await change(changes);
    for (const form of forms.filter((form) => !answers.has(keyOf(form)))) {
      form.reset();
    }
    go("sending");
    send();
  }

  function sendingRow(entry) {
    const row = made("sending-template");
    head(row, entry);
    row.dataset.state = entry.state;
    row.querySelector(".row-state").textContent = { waiting: words.waiting, sent: words.received, refused: words.refused }[entry.state]
      + (entry.photos.length > 0 ? ` · ${filled(words.photos, entry.photos.length)}` : "");
    const why = row.querySelector(".row-why");
    why.textContent = entry.state === "refused" ? entry.why ?? "" : "";
    if (entry.first && entry.state === "refused") {
      why.removeAttribute("lang");
      why.textContent = words.contrary;
    }
    const steps = row.querySelector(".steps");
    steps.hidden = entry.state !== "refused";
    row.querySelector(".replace").hidden = !entry.first;
    row.querySelector(".correct").addEventListener("click", () => correct(entry));
    row.querySelector(".replace").addEventListener("click", async () => {
      Object.assign(entry, { state: "waiting", replaces: entry.first, first: null });
      await write("signed", entry);
      send();
    });
    return row;
  }

  async function correct(entry) {
    const answer = { ...entry, id: entry.key };
    signed.delete(entry.id);
    answers.set(answer.id, answer);
    await change([{ table: "signed", erase: entry.id }, { table: "answers", put: answer }]);
    forms.filter((form) => keyOf(form) === answer.id).forEach(restore);
    go("fill");
  }

  async function again() {
    await change([...signed.keys()].map((id) => ({ table: "signed", erase: id })));
    await write("rounds", { ...round, step: "fill" });
    location.reload();
  }

  // ---- sending

  async function call(address, body, type) {
    try {
      const answer = await fetch(address, { method: "POST", headers: { "content-type": type }, body, signal: AbortSignal.timeout(patienceMs) });
      const content = answer.status === 204 ? {} : await answer.json().catch(() => null);
      if (answer.ok && content) {
        return { is: "done", content };
      }
      if (answer.status === 401 || answer.status === 403) {
        return { is: "loggedOut" };
      }
      return answer.ok || answer.status === 408 || answer.status === 429 || answer.status >= 500 ? { is: "away" } : { is: "refused", content: content ?? {} };
    } catch (error) {
      console.warn("The centre was not reached; it is tried again.", error);
      return { is: "away" };
    }
  }

  async function stored(id) {
    const file = await read("files", id);
    if (!file) {
      return { is: "refused", content: {} };
    }
    if (!file.stored) {
      const outcome = await call(`/api/v1/${file.door}`, file.blob, file.blob.type || "application/octet-stream");
      if (outcome.is !== "done") {
        return outcome;
      }
      file.stored = outcome.content.id;
      await write("files", file);
    }
    return { is: "done", id: file.stored };
  }

  async function deliver(entry) {
    const ids = [];
    for (const id of [...entry.photos, entry.paper].filter(Boolean)) {
      const outcome = await stored(id);
      if (outcome.is !== "done") {
        return outcome;
      }
      ids.push(outcome.id);
    }
    const paper = entry.paper ? ids.pop() : null;
    return call(`/api/v1/rooms/${room}/attestations`, JSON.stringify({
      id: entry.id, item: entry.item, slot: entry.slot, statement: entry.statement, signer: entry.signer || null, at: entry.at,
      place: entry.place || null, note: entry.note || null, photos: ids, replaces: entry.replaces ?? null,
      document: entry.kind ? { kind: entry.kind, number: entry.number, issued: entry.issued, expires: entry.expires || null, id: paper } : null,
    }), "application/json");
  }

  async function sendAll() {
    for (const entry of [...signed.values()].filter((entry) => entry.state === "waiting")) {
      const outcome = await deliver(entry);
      isLoggedOut = outcome.is === "loggedOut";
      if (outcome.is === "away" || isLoggedOut) {
        failures++;
        timer = setTimeout(send, pausesMs[Math.min(failures, pausesMs.length) - 1]);
        show();
        return;
      }
      failures = 0;
      entry.state = outcome.is === "done" ? "sent" : "refused";
      entry.why = outcome.is === "done" ? "" : [outcome.content.title, outcome.content.detail, ...Object.entries(outcome.content.errors ?? {}).map(([name, faults]) => `${name} ${faults.join(" ")}`)].filter(Boolean).join(" ");
      entry.first = outcome.content.first ?? null;
      const files = entry.state === "sent" ? [...entry.photos, entry.paper].filter(Boolean) : [];
      await change([{ table: "signed", put: entry }, ...files.map((id) => ({ table: "files", erase: id }))]);
      show();
    }
  }

  let isSending = false;
  async function send() {
    clearTimeout(timer);
    if (isSending) {
      return;
    }
    isSending = true;
    try {
      // Of several windows one sends.
      await (navigator.locks ? navigator.locks.request(`roomguard-inspection ${room}`, sendAll) : sendAll());
    } finally {
      isSending = false;
      show();
    }
  }

  // ---- what is seen

  function show() {
    for (const form of forms) {
      const answer = answers.get(keyOf(form));
      const chosen = form.querySelector("[name=statement]:checked");
      const meaning = form.querySelector(".meaning");
      meaning.textContent = chosen?.dataset.meaning ?? "";
      meaning.dataset.side = chosen?.dataset.side ?? "";
      form.querySelector(".file-kept").textContent = answer?.paperName ? filled(words.fileKept, answer.paperName) : "";
    }
    const entries = [...signed.values()];
    const sent = entries.filter((entry) => entry.state === "sent").length;
    fill.hidden = round.step !== "fill";
    review.hidden = round.step !== "review";
    sendingView.hidden = round.step !== "sending";
    document.getElementById("bar-steps").hidden = round.step !== "fill";
    document.getElementById("answered").textContent = filled(words.answered, given().length, forms.length);
    document.getElementById("sending-list").replaceChildren(...entries.map(sendingRow));
    document.getElementById("all-sent").hidden = entries.length === 0 || sent < entries.length;
    document.getElementById("again").hidden = entries.length === 0 || sent < entries.length;
    const isThere = navigator.onLine && failures === 0;
    const line = document.getElementById("line");
    line.dataset.state = isLoggedOut ? "login" : isThere ? "on" : "off";
    document.getElementById("line-text").textContent = isLoggedOut ? words.loggedOut : isThere ? words.online : words.offline;
    document.getElementById("line-sent").textContent = entries.length > 0 ? filled(words.sent, sent, entries.length) : "";
  }

  document.getElementById("signer")?.addEventListener("input", () => fault(review.querySelector(".fault"), ""));
  page.addEventListener("input", (event) => event.target.form && !event.target.files && takeAnswer(event.target.form));
  page.addEventListener("change", async (event) => {
    const { files, form, name } = event.target;
    if (!files) {
      return;
    }
    for (const file of files) {
      await (name === "photo" ? addPhoto(form, file) : addPaper(form, file));
    }
    event.target.value = "";
  });
  page.addEventListener("reset", (event) => setTimeout(forget, 0, event.target));
  page.addEventListener("submit", (event) => event.preventDefault());
  page.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]")?.dataset.step;
    if (step) {
      step === "review" ? startReview() : go(step);
    }
  });
  document.getElementById("sign").addEventListener("click", sign);
  document.getElementById("again").addEventListener("click", again);
  addEventListener("online", () => {
    failures = 0;
    show();
    send();
  });
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());

  // The page itself is kept too, marked as kept: its clock is not the centre's any more.
  async function keepPage() {
    if (!("serviceWorker" in navigator) || !navigator.onLine) {
      return;
    }
    try {
      await navigator.serviceWorker.register("/assets/inspection-worker.js", { scope: "/rooms/" });
      const box = await caches.open("roomguard-inspection");
      const assets = [...document.querySelectorAll("link[href^='/assets/'], script[src^='/assets/'], img[src^='/assets/']")].map((asset) => asset.href ?? asset.src);
      await box.addAll([...new Set(assets)]);
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok && !answer.redirected) {
        const text = await answer.text();
        const now = Date.parse(/ data-now="([^"]+)"/.exec(text)?.[1]);
        if (now) {
          round.offsetMs = now - Date.now();
          await write("rounds", round);
        }
        const html = text.replace("<div id=\"inspection\"", "<div id=\"inspection\" data-kept");
        await box.put(location.pathname, new Response(html, { headers: answer.headers }));
      }
      await navigator.serviceWorker.ready;
      document.documentElement.dataset.opens = "offline";
    } catch (error) {
      console.warn("The page cannot be kept; it opens only where there is a network.", error);
    }
  }

  async function start() {
    const offsetMs = Date.parse(page.dataset.now) - Date.now();
    try {
      database = await open();
    } catch (error) {
      console.warn("This browser keeps nothing.", error);
      fault(document.getElementById("bar-fault"), words.notKept);
    }
    round = { ...round, ...await read("rounds", room) };
    if (!("kept" in page.dataset)) {
      round.offsetMs = offsetMs;
      await write("rounds", round);
    }
    (await read("answers")).filter((answer) => answer.room === room).forEach((answer) => answers.set(answer.id, answer));
    (await read("signed")).filter((entry) => entry.room === room).sort((one, other) => one.at.localeCompare(other.at) || one.no - other.no).forEach((entry) => signed.set(entry.id, entry));
    forms.forEach(restore);
    const signer = document.getElementById("signer");
    if (signer) {
      signer.value = round.signer;
    }
    if (round.step === "review") {
      round.step = "fill";
    }
    show();
    page.dataset.ready = "true";
    send();
    await keepPage();
  }

  start();
})();
