// Sends what two persons decide of a self-test, and keeps what is said of it current.
"use strict";

(() => {
  const pauseMs = 2000;
  const place = document.getElementById("test");
  const texts = place.dataset;
  const status = document.getElementById("test-status");
  const fault = document.getElementById("test-fault");
  const lost = document.getElementById("test-lost");
  let shown = "";
  let isSending = false;

  function say(text) {
    fault.textContent = text;
    fault.hidden = text === "";
  }

  function replace(html) {
    const isPresent = document.getElementById("test-present")?.checked;
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.innerHTML = html;
    const box = document.getElementById("test-present");
    if (box && isPresent) {
      box.checked = true;
    }
    if (focused) {
      document.getElementById(focused)?.focus();
    }
  }

  async function refresh() {
    try {
      const answer = await fetch(texts.src, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) {
        throw new Error(`The part was answered with ${answer.status}.`);
      }
      const html = await answer.text();
      if (!isSending && html !== shown) {
        shown = html;
        replace(html);
      }
      lost.hidden = true;
    } catch (error) {
      if (lost.hidden) {
        console.warn("What is said of the test could not be fetched; it is asked for again.", error);
      }
      lost.hidden = false;
    }
  }

  async function faultOf(answer) {
    switch (answer.status) {
      case 401:
      case 403:
        return texts.forbidden;
      case 409: {
        const problem = await answer.json();
        const reasons = (problem.refusals ?? []).map((refusal) => refusal.text[document.documentElement.lang]);
        return reasons.length > 0 ? `${reasons.join("; ")}.` : texts.changed;
      }
      case 503:
        return texts.away;
      case 504:
        return texts.silent;
      default:
        return texts.failed;
    }
  }

  async function send(form, button) {
    const isPresent = form.elements.present?.checked === true;
    if (button.dataset.needsPresent && !isPresent) {
      say(texts.needs);
      form.elements.present.focus();
      return;
    }
    say("");
    isSending = true;
    place.querySelectorAll("button").forEach((one) => { one.disabled = true; });
    status.textContent = button.value === "/confirm" ? texts.sending : "";
    try {
      const answer = await fetch(texts.call + button.value, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ present: isPresent }) });
      say(answer.ok ? "" : await faultOf(answer));
    } catch (error) {
      console.warn("A decision did not reach the centre.", error);
      say(texts.failed);
    }
    status.textContent = "";
    isSending = false;
    shown = "";
    await refresh();
    place.querySelectorAll("button").forEach((one) => { one.disabled = false; });
  }

  async function follow() {
    if (!document.hidden && !isSending) {
      await refresh();
    }
    setTimeout(follow, pauseMs);
  }

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.documentElement.classList.add("scripted");
  follow();
})();
