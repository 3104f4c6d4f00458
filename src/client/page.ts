import type { Session } from "../types/session.js";
import { openChannel, type Trigger } from "./channel.js";
import { createQueue } from "./queue.js";
import { csrfToken, request } from "./request.js";
import type { AuthClientConfig } from "./types.js";

/** What `/session` said; `undefined` if it could not be asked. */
export type Answer = Session | null | undefined;

/**
 * What all providers and functions of one browser page share: one request for the session at a time, the order of
 * the answers, and the channel to the other tabs.
 */
export interface Page {
  readonly config: AuthClientConfig;
  /** Asks for the session, or joins the request that is under way. */
  read(): Promise<Answer>;
  /** Sends `data` to the server once whatever is under way has been answered; no data only asks. */
  update(data: unknown): Promise<Answer>;
  /**
   * Runs what signs in or out with no request for the session beside it, whose answer would bring the cookie of the
   * old session back. Those under way have two seconds to finish.
   */
  change<T>(run: () => Promise<T>): Promise<T>;
  /** Takes a session that did not come from a request: a later server render brought it. */
  take(session: Session | null): void;
  /** Tells the other tabs that the session may have changed. */
  post(trigger: Trigger): void;
  /** Hears every answer, until the returned function is called. */
  listen(hear: (answer: Answer) => void): () => void;
}

/** Sessions are JSON, and equal if their JSON is. */
export function isSame(a: Answer, b: Answer): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Makes the page, and puts its refresh behind `config._getSession`. */
export function createPage(config: AuthClientConfig): Page {
  const hearers = new Set<(answer: Answer) => void>();
  const enqueue = createQueue();
  let channel: BroadcastChannel | undefined;
  /** The youngest request; who needs no fresh one joins it. */
  let flight: Promise<Answer> | undefined;
  let sent = 0;
  let shown = 0;

  function open(): BroadcastChannel | undefined {
    channel ??= openChannel(() => config._getSession({ event: "storage" }));
    return channel;
  }

  const post = (trigger: Trigger): void =>
    open()?.postMessage({ event: "session", data: { trigger } });

  /** Shows an answer, unless a request that was sent later has been answered already. */
  function settle(answer: Answer, turn: number, isTold?: boolean): void {
    if (turn < shown) return;
    if (answer !== undefined) {
      shown = turn;
      if (!isTold && !isSame(answer, config._session)) post("getSession");
      config._session = answer;
    }
    for (const hear of hearers) hear(answer);
  }

  /** `isTold`: the other tabs know already, they must not be told again. */
  async function ask(init?: Promise<RequestInit>, isTold?: boolean): Promise<Answer> {
    const turn = ++sent;
    config._lastSync = Date.now() / 1000;
    const answer = await request<Session | null>(config, "session", init);
    settle(answer, turn, isTold);
    return answer;
  }

  /** Makes this the request that others join. */
  function fly(asked: Promise<Answer>): Promise<Answer> {
    flight = asked;
    asked.finally(() => {
      if (flight === asked) flight = undefined;
    });
    return asked;
  }

  const readAnew = (isTold?: boolean): Promise<Answer> =>
    fly(enqueue(() => ask(undefined, isTold)));
  const read = (): Promise<Answer> => flight ?? readAnew();

  config._getSession = async ({ event }: { event?: string } = {}): Promise<void> => {
    if (!hearers.size) return;
    // Something has changed on the server: a request that is already under way will not do.
    if (event === "storage") await readAnew(true);
    // Who is known to be signed out hears of a sign-in elsewhere by the channel, and asks nothing.
    else if (config._session === undefined || (event && config._session)) await read();
  };

  return {
    config,
    read,
    update: (data) =>
      fly(enqueue(() => ask(data === undefined ? data : updateRequest(config, data)))),
    change: (run) => enqueue(run, 2000),
    take: (session) => settle(session, ++sent),
    post,
    listen(hear) {
      hearers.add(hear);
      open();
      return () => {
        hearers.delete(hear);
        if (hearers.size) return;
        config._session = undefined;
        channel?.close();
        channel = undefined;
      };
    },
  };
}

/** The request that hands `data` to the `jwt` callback; without any it only asks. Rejects where `data` is no JSON. */
async function updateRequest(config: AuthClientConfig, data: unknown): Promise<RequestInit> {
  return {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ csrfToken: await csrfToken(config), data }),
  };
}
