/** What every route answers: with a session that was read, or with one that was not. */
export const answer = (session) =>
  session?.user
    ? Response.json({ name: session.user.name, expires: session.expires })
    : new Response(null, { status: 401 });
