import { answer } from "../../answer.js";

export const dynamic = "force-dynamic";

const session = { user: { name: "Ada Lovelace" }, expires: "2030-01-01T00:00:00.000Z" };

export const GET = async () => answer(session);
