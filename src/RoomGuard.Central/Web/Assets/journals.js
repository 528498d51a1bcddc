// What people do on the pages of journals: sign, also with the national electronic signature, write entries, close volumes, watch exports.
"use strict";

(() => {
  const versionMs = 10000; // The client says its version as soon as it is asked.
  const pollMs = 500;

  // Why the client for signatures gave none; `why` names a text of the page.
  class ClientFault extends Error {
    constructor(why, detail = "") {
      super(detail);
      this.why = why;
    }
  }

  // One question to NCALayer, the client that holds the keys of whoever signs: it says its version, is asked, answers.
  function askClient(address, question, onAsked) {
    return new Promise((resolve, reject) => {
      let isAsked = false;
      const socket = new WebSocket(address);
      const end = (fault) => {
        clearTimeout(patience);
        socket.onmessage = socket.onerror = socket.onclose = null;
        socket.close();
        if (fault) {
          reject(fault);
        }
      };
      const lost = () => end(new ClientFault(isAsked ? "clientFailed" : "notRunning"));
      const patience = setTimeout(lost, versionMs);
      socket.onerror = socket.onclose = lost;
      socket.onmessage = (message) => {
        let said;
        try {
          said = JSON.parse(message.data);
        } catch {
          end(new ClientFault("clientFailed"));
          return;
        }
        if (!isAsked && said?.result?.version) {
          isAsked = true;
          clearTimeout(patience);
          socket.send(JSON.stringify(question));
          onAsked();
        } else if (isAsked && String(said?.code) === "200" && typeof said.responseObject === "string") {
          end();
          resolve(said.responseObject);
        } else if (isAsked && String(said?.code) === "500" && (!said.message || /cancel/i.test(said.message))) {
          end(new ClientFault("refused"));
        } else {
          end(new ClientFault("clientFailed", String(said?.message ?? "")));
        }
      };
    });
  }

  // What is signed is the entry's hash as its 64 letters; the signature comes without it (detached).
  function signByClient(address, hash, onAsked) {
    return askClient(address, {
      module: "kz.gov.pki.knca.commonUtils",
      method: "createCMSSignatureFromBase64",
      args: ["PKCS12", "SIGNATURE", btoa(hash), false],
    }, onAsked);
  }

  function postJson(address, order) {
    return fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order) });
  }

  async function problemOf(answer) {
    try {
      return await answer.json();
    } catch {
      return {};
    }
  }

  // What the centre says against a call, in the reader's words as far as they go.
  async function refusalOf(answer, texts) {
    if (answer.status === 401 || answer.status === 403) {
      return texts.forbidden;
    }
    const problem = await problemOf(answer);
    const details = problem.errors ? Object.entries(problem.errors).map(([member, why]) => `${member} ${why.join(" ")}`) : [problem.detail ?? problem.title];
    return details[0] ? `${texts.notAccepted} ${details.join(" ")}` : texts.failed;
  }

  function show(place, text) {
    place.textContent = text;
    place.hidden = text === "";
  }

  const faultOf = (form) => form.querySelector(":scope > .fault");

  const textOf = (form, name) => form.elements[name]?.value.trim() || null;

  // Runs one deed of a form with its buttons off; what it gives is what went wrong.
  async function attempt(form, texts, deed) {
    const buttons = form.querySelectorAll("button");
    show(faultOf(form), "");
    buttons.forEach((button) => { button.disabled = true; });
    let fault;
    try {
      fault = await deed();
    } catch (error) {
      console.warn("A deed did not reach the centre.", error);
      fault = texts.failed;
    }
    buttons.forEach((button) => { button.disabled = false; });
    if (fault) {
      show(faultOf(form), fault);
    }
  }

  async function bring(file) {
    const parcel = new FormData();
    parcel.append("file", file);
    return fetch("/api/v1/documents", { method: "POST", body: parcel });
  }

  async function mark(form, deed) {
    const texts = form.closest("[data-client]").dataset;
    const status = form.querySelector("[role=status]");
    const order = { hash: form.dataset.hash, role: form.elements.role.value, signer: textOf(form, "signer"), position: textOf(form, "position"), note: textOf(form, "note") };
    if (deed !== "review") {
      order.method = deed;
    }
    if (deed === "account") {
      order.code = textOf(form, "code");
    }
    if (deed === "paper") {
      const [scan] = form.elements.scan.files;
      if (!scan) {
        form.elements.scan.focus();
        return texts.needsScan;
      }
      const brought = await bring(scan);
      if (!brought.ok) {
        return refusalOf(brought, texts);
      }
      order.scan = (await brought.json()).id;
    }
    if (deed === "eds") {
      try {
        order.cms = await signByClient(texts.client, form.dataset.hash, () => { status.textContent = texts.waiting; });
      } catch (fault) {
        if (!(fault instanceof ClientFault)) {
          throw fault;
        }
        return `${texts[fault.why]} ${fault.message}`.trim();
      } finally {
        status.textContent = "";
      }
    }
    const answer = await postJson(form.dataset.entryAct + (deed === "review" ? "review" : "sign"), order);
    if (!answer.ok) {
      return refusalOf(answer, texts);
    }
    location.hash = form.dataset.key;
    location.reload();
    return "";
  }

  async function close(form) {
    const texts = form.dataset;
    if (!form.elements.sure.checked) {
      form.elements.sure.focus();
      return texts.needs;
    }
    const answer = await postJson(texts.close, { signer: textOf(form, "signer"), note: textOf(form, "note") });
    if (!answer.ok) {
      return refusalOf(answer, texts);
    }
    location.reload();
    return "";
  }

  const numberOf = (text) => {
    const number = Number(text.trim().replace("−", "-").replace(",", "."));
    return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
  };

  // min=21.5; max=24; unit=V
  function numbersOf(text) {
    const parts = {};
    for (const part of text.split(";").filter((some) => some.trim() !== "")) {
      const [, name, value] = part.match(/^\s*([^=\s][^=]*?)\s*=\s*(.+?)\s*$/) ?? [];
      const read = name === "unit" ? value : numberOf(value ?? "");
      if (name === undefined || read === undefined || name in parts) {
        return undefined;
      }
      parts[name] = read;
    }
    return parts;
  }

  function timeOf(field) {
    const typed = Date.parse(field.value + field.dataset.offset);
    // Milliseconds that the field cannot show stay, unless another time was typed.
    return field.dataset.exact && typed === Date.parse(field.defaultValue + field.dataset.offset) ? field.dataset.exact : field.value + field.dataset.offset;
  }

  // What a field says; undefined when it cannot be read, null when it says nothing.
  function read(field) {
    if (field.validity.badInput) {
      return undefined;
    }
    if (field.value.trim() === "") {
      return null;
    }
    switch (field.dataset.type) {
      case "number": {
        const number = numberOf(field.value);
        return number === undefined || !field.dataset.unit ? number : { value: number, unit: field.dataset.unit };
      }
      case "numbers":
        return numbersOf(field.value);
      case "time":
        return timeOf(field);
      default:
        return field.value.trim();
    }
  }

  function accuse(field, isWrong) {
    const place = document.getElementById(`${field.id}-fault`);
    if (place) {
      show(place, isWrong ? field.dataset.wrong : "");
      field.toggleAttribute("aria-invalid", false);
      if (isWrong) {
        field.setAttribute("aria-invalid", "true");
      }
    }
  }

  async function write(form) {
    const texts = form.dataset;
    const fields = [...form.elements].filter((field) => field.name);
    const order = { id: form.dataset.id, section: form.dataset.section, fields: {} };
    const wrong = new Set();
    for (const field of fields) {
      const said = read(field);
      if (said === undefined || (field.required && said === null)) {
        wrong.add(field.name);
      } else if (field.name.startsWith("fields.")) {
        if (said !== null) {
          order.fields[field.name.slice("fields.".length)] = said;
        }
      } else {
        order[field.name] = said;
      }
    }
    let other = "";
    let answer;
    if (wrong.size === 0) {
      answer = await postJson(form.dataset.write, order);
      if (answer.status === 400) {
        const errors = (await problemOf(answer)).errors ?? {};
        const known = new Set(fields.map((field) => field.name));
        other = Object.entries(errors).filter(([member]) => !known.has(member)).map(([member, why]) => `${member} ${why.join(" ")}`).join(" ");
        Object.keys(errors).filter((member) => known.has(member)).forEach((member) => wrong.add(member));
      } else if (!answer.ok) {
        return refusalOf(answer, texts);
      }
    }
    fields.forEach((field) => accuse(field, wrong.has(field.name)));
    if (wrong.size > 0 || !answer.ok) {
      fields.find((field) => wrong.has(field.name))?.focus();
      return other ? `${texts.notAccepted} ${other}` : wrong.size > 0 ? texts.faults : texts.failed;
    }
    const entry = await answer.json();
    location.assign(`${form.dataset.to}?no=${entry.no}#entry-${entry.journal.replace(".", "-")}-${entry.no}`);
    return "";
  }

  // What the form says beside the file, as the centre reads it from the address.
  function addressOf(form, path) {
    const said = [...form.elements].filter((field) => field.name && field.value && field.matches("select, input:not([type=file])"));
    return `${path}?${new URLSearchParams(said.map((field) => [field.name, field.value.trim()]))}`;
  }

  // What was checked may be entered until something in the form is changed.
  function forget(form) {
    form.elements.enter.hidden = true;
    document.getElementById("import-check").replaceChildren();
  }

  async function bringTable(form, deed) {
    const texts = form.dataset;
    const [file] = form.elements.file.files;
    const status = form.querySelector("[role=status]");
    const place = document.getElementById("import-check");
    const send = (path) => fetch(addressOf(form, path), { method: "POST", body: file });
    status.textContent = "";
    if (!file || file.size > Number(texts.most)) {
      form.elements.file.focus();
      return file ? texts.large : texts.needsFile;
    }
    if (form.elements.by?.value.trim() === "") {
      form.elements.by.focus();
      return texts.needsName;
    }
    if (deed === "enter") {
      const entered = await send(texts.import);
      if (entered.ok) {
        const counts = await entered.json();
        forget(form);
        form.elements.file.value = "";
        status.textContent = texts.done.replace("{0}", counts.entered).replace("{1}", counts.rows - counts.entered);
        return "";
      }
      if (entered.status !== 400) {
        return refusalOf(entered, texts);
      }
    }
    const answer = await send(texts.check);
    if (![200, 400, 413].includes(answer.status)) {
      forget(form);
      return refusalOf(answer, texts);
    }
    place.innerHTML = await answer.text();
    form.elements.enter.hidden = !place.querySelector("[data-ready]");
    place.focus();
    return "";
  }

  const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  async function carry(link) {
    const place = link.closest(".exports");
    const texts = place.dataset;
    const bar = place.querySelector("progress");
    const moving = place.querySelector(".exporting");
    const status = place.querySelector("[role=status]");
    const fault = place.querySelector(".fault");
    show(fault, "");
    status.textContent = "";
    bar.removeAttribute("value");
    moving.querySelector("span").textContent = "";
    moving.hidden = false;
    try {
      const begun = await fetch(link.dataset.export, { method: "POST" });
      if (begun.status === 429) {
        show(fault, texts.many);
        return;
      }
      if (!begun.ok) {
        show(fault, texts.failed);
        return;
      }
      const address = begun.headers.get("location");
      let job = await begun.json();
      while (job.state === "running") {
        bar.max = Math.max(job.total, 1);
        bar.value = job.done;
        moving.querySelector("span").textContent = texts.progress.replace("{0}", job.done).replace("{1}", job.total);
        await pause(pollMs);
        job = await (await fetch(address, { cache: "no-store" })).json();
      }
      if (job.state !== "done") {
        show(fault, texts.failed);
        return;
      }
      const file = document.createElement("a");
      file.href = `${address}/file`;
      file.download = "";
      file.click();
      status.textContent = texts.done;
    } catch (error) {
      console.warn("An export did not come.", error);
      show(fault, texts.failed);
    } finally {
      moving.hidden = true;
    }
  }

  // A name of the entry's own: what is sent twice is entered once.
  function nameForm(form) {
    form.dataset.id = [...crypto.getRandomValues(new Uint8Array(16))].map((part) => part.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const deed = form.dataset.entryAct ? () => mark(form, event.submitter.value)
      : form.dataset.close ? () => close(form)
      : form.dataset.write ? () => write(form)
      : form.dataset.import ? () => bringTable(form, event.submitter.value)
      : null;
    if (deed) {
      event.preventDefault();
      attempt(form, form.dataset.failed ? form.dataset : form.closest("[data-client]").dataset, deed);
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-export]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      carry(link);
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target.form?.dataset.import) {
      forget(event.target.form);
    }
  });
  document.querySelectorAll("form[data-write]").forEach(nameForm);
  document.documentElement.classList.add("scripted");
})();
