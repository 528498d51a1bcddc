// Keeps a page current: replaces the text of changed readings, re-fetches the parts that changed, and says plainly when the stream is lost.
"use strict";

(() => {
  const page = document.querySelector("main[data-live]");
  if (!page) {
    return;
  }

  const beatMs = 15000; // The server says at least this often that it is there.
  const graceMs = 3000; // A reconnection this short is not worth a banner.
  const partPauseMs = 1500; // Between two fetches of the same part.

  const status = document.getElementById("live");
  const statusText = document.getElementById("live-text");
  const clock = document.getElementById("now");
  const lost = document.getElementById("lost");
  const fetching = new Map();

  let source;
  let silence;
  let failing = false;
  let lastHeard = clock.textContent;
  let mark = page.dataset.mark;

  function inThisLanguage(path) {
    const address = new URL(path, location.href);
    address.searchParams.set("lang", document.documentElement.lang);
    return address;
  }

  function show(state) {
    status.dataset.state = state;
    const text = status.dataset[state];
    if (statusText.textContent !== text) {
      statusText.textContent = text;
    }
  }

  function sayLost() {
    show("off");
    lost.textContent = lost.dataset.text.replace("{0}", lastHeard);
    lost.hidden = false;
    document.body.classList.add("is-lost");
  }

  function expectWithin(ms) {
    clearTimeout(silence);
    silence = setTimeout(() => {
      sayLost();
      connect();
    }, ms);
  }

  function heard(message) {
    if (message.lastEventId) {
      mark = message.lastEventId;
    }
    const said = JSON.parse(message.data);
    failing = false;
    lastHeard = said.now;
    clock.textContent = said.now;
    clock.dateTime = said.at;
    lost.hidden = true;
    document.body.classList.remove("is-lost");
    show("on");
    expectWithin(beatMs * 2 + graceMs);
    return said;
  }

  function write(point) {
    const row = page.querySelector(`[data-point="${CSS.escape(point.id)}"]`);
    if (!row) {
      return;
    }
    row.dataset.state = point.state;
    for (const name of ["value", "note", "outlook", "age"]) {
      const cell = row.querySelector(`[data-cell="${name}"]`);
      if (cell && cell.textContent !== point[name]) {
        cell.textContent = point[name];
      }
    }
  }

  function replace(old, html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const fresh = template.content.firstElementChild;
    if (!fresh) {
      return;
    }
    for (const open of old.querySelectorAll("details[open][id]")) {
      fresh.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    }
    for (const kept of old.querySelectorAll("input[id], select[id]")) {
      const same = fresh.querySelector(`#${CSS.escape(kept.id)}`);
      if (same) {
        same.value = kept.value;
        same.checked = kept.checked;
      }
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }

  async function refresh(name) {
    const part = page.querySelector(`[data-part="${CSS.escape(name)}"]`);
    if (!part || fetching.has(name)) {
      if (part) {
        fetching.set(name, "again");
      }
      return;
    }
    fetching.set(name, "once");
    try {
      const answer = await fetch(inThisLanguage(part.dataset.src), { headers: { accept: "text/html" }, cache: "no-store" });
      if (answer.ok) {
        replace(part, await answer.text());
      }
    } catch (error) {
      console.warn(`Part ${name} could not be fetched; the next change asks again.`, error);
    }
    setTimeout(() => {
      const again = fetching.get(name) === "again";
      fetching.delete(name);
      if (again) {
        refresh(name);
      }
    }, partPauseMs);
  }

  function connect() {
    source?.close();
    const address = inThisLanguage(page.dataset.live);
    address.searchParams.set("since", mark);
    source = new EventSource(address);
    source.addEventListener("beat", heard);
    source.addEventListener("change", (message) => {
      const said = heard(message);
      said.points.forEach(write);
      said.parts.forEach(refresh);
    });
    source.onerror = () => {
      // Said once a loss: the browser fails again at each of its own attempts.
      if (!failing) {
        failing = true;
        show("connecting");
        expectWithin(graceMs);
      }
    };
    expectWithin(beatMs);
  }

  function answerOf(form, status) {
    if (status === 401 || status === 403) {
      return form.dataset.forbidden;
    }
    return form.dataset[`on-${status}`] ?? (status === 404 || status === 409 ? form.dataset.changed : form.dataset.failed);
  }

  // What a call says, by the names of the form's fields.
  function orderOf(form, button) {
    const order = {};
    for (const field of form.elements) {
      if (field.type === "checkbox" && field.name) {
        order[field.name] ??= [];
        order[field.name].push(...(field.checked ? [field.value] : []));
      } else if (field.name === "length") {
        if (button.value === "shelve") {
          order.until = new Date(Date.parse(clock.dateTime) + Number(field.value) * 60000).toISOString();
        }
      } else if (field.type === "datetime-local") {
        // Typed by the site's clocks, wherever the browser is.
        order[field.name] = field.value ? field.value + field.dataset.offset : null;
      } else if (field.name) {
        order[field.name] = field.value.trim() || null;
      }
    }
    return order;
  }

  async function act(form, button) {
    // While the answer is on its way, the part may be fetched again: what is said then belongs into the form that is on the page.
    const shown = () => form.isConnected ? form : document.getElementById(form.id) ?? form;
    const say = (text) => {
      const fault = shown().querySelector(".fault");
      fault.textContent = text;
      fault.hidden = text === "";
    };
    const order = orderOf(form, button);
    const needed = button.dataset.says?.split(" ").find((name) => !order[name]?.length);
    if (needed) {
      say(form.dataset.needs);
      [...form.elements].find((field) => field.name === needed)?.focus();
      return;
    }
    say("");
    button.disabled = true;
    try {
      const call = button.dataset.method
        ? { method: button.dataset.method }
        : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order) };
      const answer = await fetch(form.dataset.act + button.value, call);
      if (!answer.ok) {
        say(answerOf(form, answer.status));
      } else if (form.dataset.then === "reload") {
        location.reload();
        return;
      } else {
        shown().reset();
        shown().closest("details")?.removeAttribute("open");
      }
    } catch (error) {
      console.warn("An action did not reach the server.", error);
      say(form.dataset.failed);
    }
    button.disabled = false;
  }

  page.addEventListener("change", (event) => {
    if (event.target.dataset.all) {
      for (const box of event.target.form.elements) {
        box.checked = box.name === event.target.dataset.all ? event.target.checked : box.checked;
      }
    }
  });
  page.addEventListener("submit", (event) => {
    if (event.target.dataset.act) {
      event.preventDefault();
      act(event.target, event.submitter);
    }
  });
  document.documentElement.classList.add("scripted");
  show("connecting");
  connect();
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
})();
