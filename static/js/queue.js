// The sending queue of sheet and grid. Values go to the server in the order in which they
// were typed: collected for a moment, one request at a time, tried again until it answers.
// A block (a paste, a fill, an undo) goes as one request of its own.
// A request that was not answered is repeated word for word under its own key, so that the
// server does nothing twice. What is not a value of its indicator is kept, never sent.
//
// Events (CustomEvent, `detail`):
//   state    {entry, state}      typing, waiting, sending, offline, invalid, refused
//   outcome  {entry, outcome}    what became of a value
//   answer   {sheets, saved}     after every answer of the server
//   line     {state, message}    online, offline or signed-out

import { Store, keyOf } from "./store.js";

const COLLECT_FOR = 400;
const MOST_AT_ONCE = 50;
const MOST_IN_A_BLOCK = 2_000; // what the server takes
const PATIENCE = 20_000;
const WAITS = [1_000, 2_000, 5_000, 10_000, 30_000];
const WAIT_FOR_SIGN_IN = 5_000;
const LARGEST_KEEPALIVE = 60_000; // browsers allow 64 KB of a page that is being left
const UNSENT = new Set(["typing", "waiting"]);

export class Queue extends EventTarget {
  #store;
  #entries = new Map();
  #user;
  #url;
  #timer = null;
  #running = null;
  #failures = 0;
  #line = "online";

  constructor({ store, user, url }) {
    super();
    this.#store = store;
    this.#user = user;
    this.#url = url;
    window.addEventListener("online", () => this.sendSoon(0));
    window.addEventListener("focus", () => this.#line !== "online" && this.sendSoon(0));
    window.addEventListener("pagehide", () => this.#leave());
  }

  /** The queue with whatever this person typed before and could not send. */
  static async open({ user, url }) {
    const queue = new Queue({ store: await Store.open(), user, url });
    for (const entry of await queue.#store.allOf(user)) {
      if (entry.state !== "invalid") entry.state = "waiting"; // a lock may be gone by now
      queue.#entries.set(entry.key, entry);
    }
    return queue;
  }

  /** Everything that the server does not have, in the order of typing. */
  all() {
    return [...this.#entries.values()];
  }

  ofSheet(sheet) {
    return [...this.#entries.values()].filter((entry) => entry.sheet === sheet);
  }

  find(place) {
    return this.#entries.get(keyOf({ user: this.#user, ...place }));
  }

  /** Values that the server does not have, for whatever reason. */
  get size() {
    return this.#entries.size;
  }

  /** Values that only wait for the server. */
  get unsent() {
    const isUnsent = (entry) => UNSENT.has(entry.state) || entry.under;
    return [...this.#entries.values()].filter(isUnsent).length;
  }

  get line() {
    return this.#line;
  }

  /** Keep a value. `state`: typing (not left yet), waiting (to be sent), invalid; one that
      is invalid may come with {text, reason} to be saved `under` it. */
  put(value, state, message = "") {
    const entry = this.#keep({ ...value, state, message });
    this.#store.put([entry]);
    this.#tell("state", { entry, state });
    if (isToSend(entry)) this.sendSoon();
    return entry;
  }

  /** Keep several values, each with `state` and `message`; what waits goes as one request. */
  putBlock(values, source) {
    const block = uuid();
    const entries = values.map((value) => this.#keep({ ...value, source, block }));
    this.#store.put(entries);
    for (const entry of entries) this.#tell("state", { entry, state: entry.state });
    this.sendSoon(0);
  }

  #keep({ sheet, score, field, text, reason = "", base, under = null, ...rest }) {
    const { state, message, source = "typed", block = "" } = rest;
    const key = keyOf({ user: this.#user, sheet, score, field });
    const sent = this.#entries.get(key)?.sent ?? null;
    const entry = {
      key, user: this.#user, sheet, score, field, text, reason, base, under,
      state, message, source, block, sent, at: Date.now(),
    };
    this.#entries.set(key, entry);
    return entry;
  }

  drop(entry) {
    this.#entries.delete(entry.key);
    return this.#store.remove(entry);
  }

  /** Give up everything that was typed and not saved. */
  forget() {
    return Promise.all([...this.#entries.values()].map((entry) => this.drop(entry)));
  }

  sendSoon(wait = COLLECT_FOR) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Send what waits; resolves when the server answered everything or cannot be reached. */
  async flush() {
    clearTimeout(this.#timer);
    this.#running ??= this.#run().finally(() => (this.#running = null));
    await this.#running;
  }

  async #run() {
    let batch = this.#nextBatch();
    while (batch.length && (await this.#send(batch))) batch = this.#nextBatch();
  }

  #nextBatch() {
    const entries = [...this.#entries.values()];
    const repeated = entries.find((entry) => entry.sent);
    if (repeated) {
      const key = repeated.sent.request_key;
      return entries.filter((entry) => entry.sent?.request_key === key);
    }
    const waiting = entries.filter(isToSend);
    const [first] = waiting;
    const together = waiting.filter(
      (entry) => entry.block === first.block && entry.source === first.source,
    );
    return this.#seal(together.slice(0, first?.block ? MOST_IN_A_BLOCK : MOST_AT_ONCE));
  }

  /** From here on the request stays as it is, whatever is typed meanwhile. */
  #seal(batch) {
    const request_key = uuid();
    for (const entry of batch) {
      const { base, source } = entry;
      const { text, reason } = entry.under ?? entry;
      entry.under = null;
      entry.sent = { text, reason, base, source, request_key };
    }
    return batch;
  }

  async #send(batch) {
    for (const entry of batch) this.#tell("state", { entry, state: "sending" });
    await this.#store.put(batch);
    let response;
    let answer;
    try {
      response = await this.#post(batch);
      answer = response.status >= 500 ? null : await response.json().catch(() => null);
    } catch {
      answer = null;
    }
    if (response?.status === 401 || response?.status === 403) {
      return this.#wait(batch, "signed-out", WAIT_FOR_SIGN_IN, answer?.message);
    }
    if (!answer) {
      const wait = WAITS[Math.min(this.#failures, WAITS.length - 1)];
      this.#failures += 1;
      return this.#wait(batch, "offline", wait);
    }
    this.#failures = 0;
    this.#setLine("online");
    this.#take(batch, answer);
    return true;
  }

  #post(batch) {
    const body = JSON.stringify({
      user: this.#user,
      request_key: batch[0].sent.request_key,
      source: batch[0].sent.source ?? "typed",
      values: batch.map(({ score, field, sent: { text, reason, base } }) => ({
        score, field, text, reason, base,
      })),
    });
    return fetch(this.#url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      keepalive: body.length < LARGEST_KEEPALIVE,
      signal: AbortSignal.timeout(PATIENCE),
      // Read anew each time: signing in again in another window changes it.
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body,
    });
  }

  #wait(batch, line, delay, message = "") {
    this.#setLine(line, message);
    for (const entry of batch) this.#tell("state", { entry, state: "offline" });
    this.sendSoon(delay);
    return false;
  }

  #take(batch, answer) {
    const outcomes = new Map(answer.outcomes.map((o) => [`${o.score}/${o.field}`, o]));
    let saved = 0;
    for (const entry of batch) {
      const refusal = { verdict: "closed", message: answer.message };
      const outcome = outcomes.get(`${entry.score}/${entry.field}`) ?? refusal;
      this.#settle(entry, outcome);
      saved += outcome.verdict === "saved" ? 1 : 0;
    }
    this.#tell("answer", { sheets: answer.sheets, saved });
  }

  #settle(sealed, outcome) {
    const { sent } = sealed;
    const entry = this.#entries.get(sealed.key);
    if (!entry) return;
    entry.sent = null;
    const isNewer = entry.text !== sent.text || entry.reason !== sent.reason;
    if (outcome.verdict === "saved") {
      if (!isNewer) this.drop(entry);
      else entry.base = baseAfter(sent, outcome);
    } else if (!isNewer) {
      entry.state = outcome.verdict === "invalid" ? "invalid" : "refused";
      if (outcome.verdict === "conflict") entry.state = "conflict";
      entry.message = outcome.message;
    }
    if (this.#entries.has(entry.key)) this.#store.put([entry]);
    this.#tell("outcome", { entry, outcome, isNewer });
  }

  /** The page goes away: send what was typed last, without waiting for the answer. */
  #leave() {
    if (this.#line !== "online") return;
    const waiting = [...this.#entries.values()].filter((e) => isToSend(e) && !e.sent);
    for (const source of new Set(waiting.map((entry) => entry.source))) {
      const batch = this.#seal(waiting.filter((entry) => entry.source === source));
      this.#store.put(batch);
      this.#post(batch).catch(() => {});
    }
  }

  #setLine(state, message = "") {
    if (this.#line === state) return;
    this.#line = state;
    this.#tell("line", { state, message });
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const isToSend = (entry) => entry.state === "waiting" || Boolean(entry.under);

/** What the next write of a value starts from. After a repeated request the value may
    already be somebody else's: then the next write must meet it as a conflict. */
function baseAfter(sent, outcome) {
  const plain = (text) => text.trim().replace(".", ",");
  const isOwn = plain(outcome.text) === plain(sent.text);
  return isOwn ? outcome.version : Math.min(outcome.version, sent.base + 1);
}

export function csrfToken() {
  return document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
}

/** crypto.randomUUID exists only over HTTPS, and closed networks often have none. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
