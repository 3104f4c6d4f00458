import { answer } from "../../answer.js";
import { theirs } from "../../auth.js";

export const dynamic = "force-dynamic";

export const GET = async () => answer(await theirs());
