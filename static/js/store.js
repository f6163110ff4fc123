// What was typed and not yet saved, kept in IndexedDB so that it survives a reload.
// One record a value: {key, user, sheet, score, field, text, reason, base, ...}.
// A browser that refuses IndexedDB (private windows of some) keeps it only in memory.

const NAME = "chi-bo-kieu-mau";
const TABLE = "typed";

export const keyOf = ({ user, sheet, score, field }) => `${user}/${sheet}/${score}/${field}`;

export class Store {
  #database;

  constructor(database) {
    this.#database = database;
  }

  static async open() {
    try {
      return new Store(await opened());
    } catch {
      return new Store(null);
    }
  }

  /** All that this person has typed, on whatever sheet; never what others typed. */
  async allOf(user) {
    const records = await this.#ask("readonly", (table) => table.getAll());
    return (records ?? []).filter((record) => record.user === user);
  }

  async put(records) {
    await this.#ask("readwrite", (table) => {
      for (const record of records) table.put(record);
    });
  }

  /** Forget `record`, unless something newer was typed meanwhile (in another window). */
  async remove(record) {
    await this.#ask("readwrite", (table) => {
      const found = table.get(record.key);
      found.onsuccess = () => {
        if (!found.result || found.result.at <= record.at) table.delete(record.key);
      };
    });
  }

  #ask(mode, work) {
    if (!this.#database) return Promise.resolve(null);
    return new Promise((resolve) => {
      const transaction = this.#database.transaction(TABLE, mode);
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request?.result ?? null);
      // A full disk must not stop anybody from typing: the value is still in memory.
      transaction.onerror = transaction.onabort = () => resolve(null);
    });
  }
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}
