import { channelName } from "../protocol.js";
import type { Session } from "../types/session.js";
import { csrfToken, request } from "./request.js";
import type { AuthClientConfig } from "./types.js";

/** What `/session` said; `undefined` if it could not be asked. */
export type Answer = Session | null | undefined;

/** Why the other tabs are told to ask. */
export type Trigger = "getSession" | "signout";

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
  let channel: BroadcastChannel | undefined;
  /** The youngest request; who needs no fresh one joins it. */
  let flight: Promise<Answer> | undefined;
  /** The youngest update; a read that comes later waits for it. */
  let writing: Promise<unknown> | undefined;
  let sent = 0;
  let shown = 0;

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

  async function send(
    after: Promise<unknown> | undefined,
    data: unknown,
    isTold?: boolean,
  ): Promise<Answer> {
    await after;
    const turn = ++sent;
    config._lastSync = Math.floor(Date.now() / 1000);
    const answer = await request<Session | null>(
      config,
      "session",
      data === undefined
        ? data
        : {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ csrfToken: await csrfToken(config), data }),
          },
    );
    settle(answer, turn, isTold);
    return answer;
  }

  /** Sends a request after another. `isTold`: the other tabs know already, they must not be told again. */
  function begin(
    after: Promise<unknown> | undefined,
    data?: unknown,
    isTold?: boolean,
  ): Promise<Answer> {
    const mine: Promise<Answer> = send(after, data, isTold).finally(() => {
      if (flight === mine) flight = undefined;
    });
    flight = mine;
    return mine;
  }

  const read = (): Promise<Answer> => flight ?? begin(writing);

  function update(data: unknown): Promise<Answer> {
    const answer = begin(flight, data);
    writing = answer;
    return answer;
  }

  /** One channel for both directions: it does not hear itself, so what this tab posts costs it no request. */
  function open(): BroadcastChannel | undefined {
    if (!channel && typeof BroadcastChannel !== "undefined") {
      channel = new BroadcastChannel(channelName);
      channel.onmessage = ({ data }) => {
        if (data?.event === "session") config._getSession({ event: "storage" });
      };
    }
    return channel;
  }

  function post(trigger: Trigger): void {
    open()?.postMessage({ event: "session", data: { trigger } });
  }

  function listen(hear: (answer: Answer) => void): () => void {
    hearers.add(hear);
    open();
    return () => {
      hearers.delete(hear);
      if (hearers.size) return;
      config._session = undefined;
      channel?.close();
      channel = undefined;
    };
  }

  config._getSession = async ({ event }: { event?: string } = {}): Promise<void> => {
    if (!hearers.size) return;
    // Something has changed on the server: a request that is already under way will not do.
    if (event === "storage") await begin(writing, undefined, true);
    // Who is known to be signed out hears of a sign-in elsewhere by the channel, and asks nothing.
    else if (config._session === undefined || (event && config._session)) await read();
  };

  return { config, read, update, take: (session) => settle(session, ++sent), post, listen };
}
