// A browser as far as signing in needs one: cookies, forms, and redirects that are looked at before they are followed.

export class Browser {
  #origin;
  #cookies = new Map();

  constructor(origin) {
    this.#origin = origin;
  }

  get(url) {
    return this.#send(new URL(url, this.#origin), {});
  }

  /** Sends the page's form with these fields filled in; what is hidden in it goes along. */
  submit(page, fields) {
    const form = page.form();
    const body = new URLSearchParams({ ...form.hidden, ...fields });
    const headers = { origin: this.#origin, 'sec-fetch-site': 'same-origin' };
    return this.#send(new URL(form.action, this.#origin), { method: 'POST', body, headers });
  }

  async #send(url, init) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      this.#keep(line);
    }
    return new Page(response, await response.text());
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) {
      this.#cookies.delete(pair.slice(0, at));
    } else {
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

class Page {
  constructor(response, text) {
    this.status = response.status;
    this.location = response.headers.get('location');
    this.text = text;
  }

  form() {
    const action = this.text.match(/<form[^>]* action="([^"]*)"/)?.[1];
    if (action === undefined) {
      throw new Error(`no form in an answer of status ${this.status}: ${this.text}`);
    }
    const hidden = [...this.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
    return {
      action: unescape(action),
      hidden: Object.fromEntries(hidden.map(([, name, value]) => [unescape(name), unescape(value)])),
    };
  }
}

function unescape(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) =>
    code ? String.fromCodePoint(Number(code)) : (named[name] ?? whole),
  );
}
