import NextAuth from "latchkey";
import type { NextRequest } from "next/server";
import { config } from "../../../auth";

const { auth } = NextAuth((request) => ({ ...config, theme: { logo: request?.url ?? "none" } }));

export async function GET(request: NextRequest): Promise<Response> {
  const wrapped = await auth((req) => Response.json([req.auth?.user?.name ?? null]));
  const response = (await wrapped(request, { params: Promise.resolve({}) })) as Response;
  return Response.json([...(await response.json()), (await auth())?.user?.name ?? null]);
}
