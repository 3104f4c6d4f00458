import { answer } from "../../answer.js";
import { ours } from "../../auth.js";

export const dynamic = "force-dynamic";

export const GET = async () => answer(await ours());
