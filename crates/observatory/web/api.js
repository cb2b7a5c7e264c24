// How the page asks its own server; the cookie goes along by itself.

/** @typedef {import("./types.d.ts").News} News */
/** @typedef {import("./types.d.ts").RunNews} RunNews */

/** What the server said no to, in its words. */
export class Refused extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** @param {string} method @param {string} path @param {unknown} [body] */
async function ask(method, path, body) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(path, { method, ...sent });
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({ error: `${answer.status}` }));
    throw new Refused(answer.status, said.error);
  }
  return answer;
}

/** @param {string} path @returns {Promise<any>} */
export const get = async (path) => (await ask("GET", path)).json();
/** @param {string} path */
export const text = async (path) => (await ask("GET", path)).text();
/** @param {string} path */
export const numbers = async (path) => new Uint16Array(await (await ask("GET", path)).arrayBuffer());
/** @param {string} path @param {unknown} body @returns {Promise<any>} */
export async function post(path, body) {
  const answer = await ask("POST", path, body);
  return answer.status === 204 ? null : answer.json();
}
/** @param {string} path */
export const remove = (path) => ask("DELETE", path);

/**
 * Follows a stream of events; the returned function ends it.
 * @template T
 * @param {string} path @param {(news: T) => void} tell @param {() => void} lost
 */
export function follow(path, tell, lost) {
  const source = new EventSource(path);
  source.onmessage = (event) => tell(JSON.parse(event.data));
  source.onerror = () => {
    source.close();
    lost();
  };
  return () => source.close();
}

/** Swaps the token of the address for a cookie, once. @returns {Promise<boolean>} whether one may come in */
export async function enter() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  if (token) {
    fragment.delete("token");
    history.replaceState(null, "", location.pathname + (fragment.size ? `#${fragment}` : ""));
    await post("/api/enter", { token }).catch(() => null);
  }
  return get("/api/catalogue").then(() => true, () => false);
}
