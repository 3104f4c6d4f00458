import type * as theirs from "next-auth/react";
import { expectTypeOf, it } from "vitest";
import type * as ours from "../../../src/react/index.js";

/** Checked by the compiler (`tsc -p test`); running it only says that the file loads. */
it("has the published types", () => {
  expectTypeOf<ours.SignInOptions<true>>().toEqualTypeOf<theirs.SignInOptions<true>>();
  expectTypeOf<ours.SignInOptions<false>>().toEqualTypeOf<theirs.SignInOptions<false>>();
  expectTypeOf<ours.SignOutParams<false>>().toEqualTypeOf<theirs.SignOutParams<false>>();
  expectTypeOf<ours.SignInResponse>().toEqualTypeOf<theirs.SignInResponse>();
  expectTypeOf<ours.GetSessionParams>().toEqualTypeOf<theirs.GetSessionParams>();
  expectTypeOf<ours.UpdateSession>().parameters.toEqualTypeOf<Parameters<theirs.UpdateSession>>();
  expectTypeOf<ours.SessionContextValue<true>["status"]>().toEqualTypeOf<
    theirs.SessionContextValue<true>["status"]
  >();
  expectTypeOf<ours.SessionContextValue["status"]>().toEqualTypeOf<
    theirs.SessionContextValue["status"]
  >();
  expectTypeOf<keyof ours.SessionProviderProps>().toEqualTypeOf<
    keyof theirs.SessionProviderProps
  >();
  expectTypeOf<keyof typeof ours>().toEqualTypeOf<keyof typeof theirs>();
});

it("knows the session where it is required", () => {
  type Use = typeof ours.useSession;
  const use = (() => ({ data: null, status: "loading" })) as unknown as Use;
  const required = use({ required: true });
  expectTypeOf(required.status).toEqualTypeOf<"authenticated" | "loading">();
  if (required.status === "authenticated") expectTypeOf(required.data).not.toBeNullable();
  const optional = use();
  expectTypeOf(optional.status).toEqualTypeOf<"authenticated" | "unauthenticated" | "loading">();
});

it("knows what signIn and signOut give", () => {
  type SignIn = typeof ours.signIn;
  type SignOut = typeof ours.signOut;
  const check = (signIn: SignIn, signOut: SignOut) => {
    expectTypeOf(signIn("github")).toEqualTypeOf<Promise<void>>();
    expectTypeOf(signIn("github", { callbackUrl: "/" }, { prompt: "login" })).toEqualTypeOf<
      Promise<void>
    >();
    expectTypeOf(signIn("credentials", { email: "a", redirect: false })).toEqualTypeOf<
      Promise<ours.SignInResponse>
    >();
    expectTypeOf(signOut()).toEqualTypeOf<Promise<void>>();
    expectTypeOf(signOut({ redirect: false })).toEqualTypeOf<Promise<ours.SignOutResponse>>();
  };
  expectTypeOf(check).toBeFunction();
});
