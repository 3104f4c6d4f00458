/** From a proven identity to a session: the `signIn` callback's word, the session, the event, the way on. */
import { AccessDenied, AuthError } from "../errors.js";
import { withQuery } from "../lib/url.js";
import type { Arrival, Identity } from "../methods/method.js";
import type { ResponseInternal } from "../types/index.js";
import type { Visit } from "./app.js";

/** Asks the `signIn` callback. A string that it returns is where to go instead. @throws AccessDenied */
async function askApp({ app, baseUrl }: Visit, identity: Identity): Promise<string | undefined> {
  const { signIn, redirect } = app.config.callbacks;
  const { user, account, profile, credentials } = identity;
  let answer: boolean | string;
  try {
    answer = await signIn({
      user,
      account,
      ...(profile && { profile }),
      ...(credentials && { credentials }),
    });
  } catch (error) {
    throw error instanceof AuthError ? error : new AccessDenied(error as Error);
  }
  if (!answer) throw new AccessDenied("AccessDenied");
  return typeof answer === "string" ? redirect({ url: answer, baseUrl }) : undefined;
}

/** Lets a user in. */
export async function admit(visit: Visit, arrival: Arrival): Promise<ResponseInternal> {
  const { app, request } = visit;
  const { identity } = arrival;
  const elsewhere = await askApp(visit, identity);
  if (elsewhere) return { redirect: elsewhere, cookies: [...arrival.cookies] };
  const { user, account, profile, isNewUser } = identity;
  const session = await app.sessions.start(request.cookies, {
    user,
    account,
    ...(profile && { profile }),
    isNewUser,
  });
  await app.config.events.signIn?.({
    user,
    account,
    ...(profile && { profile, isNewUser: isNewUser as boolean }),
  });
  const callbackUrl = arrival.callbackUrl ?? (await visit.callbackUrl());
  const cookies = [...arrival.cookies, ...session];
  const { newUser } = app.config.pages;
  if (!isNewUser || !newUser) return { redirect: callbackUrl, cookies };
  return { redirect: withQuery(newUser, { callbackUrl }), cookies };
}
