// Asks from time to time what others wrote on the sheets of this page.

const EVERY = 25_000;

export class News {
  constructor({ url, marker, onValue, onMoved }) {
    Object.assign(this, { url, marker, onValue, onMoved });
  }

  start() {
    setInterval(() => document.hidden || this.ask(), EVERY);
    window.addEventListener("focus", () => this.ask());
  }

  async ask() {
    try {
      // A redirect means that the session has ended: the queue says so when it sends.
      const url = new URL(this.url, document.baseURI);
      url.searchParams.set("tu", this.marker);
      const response = await fetch(url, { redirect: "manual" });
      if (!response.ok) return;
      const answer = await response.json();
      this.marker = answer.marker;
      for (const value of answer.values) this.onValue(value);
      if (answer.moved) this.onMoved();
    } catch {
      // No connection: asked again in a moment.
    }
  }
}
