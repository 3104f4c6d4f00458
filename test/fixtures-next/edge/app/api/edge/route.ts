import { auth } from "../../../auth";

export const runtime = "edge";

export const GET = auth(async (request) =>
  Response.json([request.auth?.user?.name ?? null, (await auth())?.user?.name ?? null]),
);
