import type { Session } from "../types/session.js";
import { type Answer, isSame, type Page } from "./page.js";
import type { SessionContextValue } from "./types.js";

/** The state behind one `SessionProvider`. It makes no request of its own: it listens to the page. */
export interface SessionStore {
  /** The current value; the same object until something changes. */
  get(): SessionContextValue;
  /** Calls back after each change, until the returned function is called. */
  subscribe(onChange: () => void): () => void;
  /** Begins to follow the page, asking for the session if nobody knows it; returns the undo. */
  start(): () => void;
  /**
   * The value to render with, beside the session that the server rendered: news of it counts at once, since the
   * effects of children come before the one that takes it over. `undefined` and what was passed before are no news.
   */
  render(session: Session | null | undefined): SessionContextValue;
  /** Takes over the session of a later server render. */
  pass(session: Session | null | undefined): void;
}

/** `passed` is the session that the server rendered; `undefined` if it must be asked for. */
export function createStore(page: Page, passed: Session | null | undefined): SessionStore {
  const listeners = new Set<() => void>();
  /** `undefined` until the first answer, as in Auth.js, though the type of `useSession` says `null`. */
  let session = passed;
  let updates = 0;
  let value = evaluate();

  function evaluate(data = session): SessionContextValue {
    const status =
      data === undefined || updates ? "loading" : data ? "authenticated" : "unauthenticated";
    return { data, status, update } as SessionContextValue;
  }

  function change(): void {
    value = evaluate();
    for (const listener of listeners) listener();
  }

  /** A failed request changes nothing, except that the first one ends the loading. */
  function hear(answer: Answer = session ?? null): void {
    if (isSame(answer, session)) return;
    session = answer;
    change();
  }

  async function update(data?: unknown): Promise<Session | null> {
    updates++;
    change();
    try {
      return (await page.update(data)) ?? null;
    } finally {
      updates--;
      change();
    }
  }

  const isNews = (next: typeof passed): boolean => next !== undefined && !isSame(next, passed);

  return {
    get: () => value,
    render: (next) => (isNews(next) ? evaluate(next) : value),
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    start() {
      const stop = page.listen(hear);
      const { config } = page;
      if (session !== undefined) config._session = session;
      else if (config._session !== undefined) hear(config._session);
      else config._getSession();
      return stop;
    },
    pass(next) {
      if (!isNews(next)) return;
      passed = next;
      page.take(next as Session | null);
    },
  };
}
