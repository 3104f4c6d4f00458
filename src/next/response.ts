/** Responses that an app's functions give, of whichever realm or copy of `fetch` they are. */

/** What there is to a response of another realm; its body may be a stream of that realm, too. */
export interface AnyResponse
  extends Pick<Response, "status" | "statusText" | "headers" | "arrayBuffer"> {
  readonly body: unknown;
}

/** A response by its shape: `instanceof` knows ours only, and not undici's own or a polyfill's. */
export function isResponse(value: unknown): value is AnyResponse {
  const { status, headers } = (value ?? {}) as Partial<AnyResponse>;
  return typeof status === "number" && typeof headers?.get === "function";
}

/** The response as one of ours: Next.js takes no other. */
export async function asOwnResponse(response: AnyResponse): Promise<Response> {
  if (response instanceof Response) return response;
  const { status, statusText, headers, body } = response;
  const isStream = body === null || body instanceof ReadableStream;
  const content = isStream ? body : await response.arrayBuffer();
  return new Response(content, { status, statusText, headers: [...headers] });
}
