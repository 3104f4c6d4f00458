import * as published from "@auth/core/errors";
import { describe, expect, it } from "vitest";
import * as ours from "../../src/errors.js";
import {
  AccessDenied,
  AuthError,
  CallbackRouteError,
  CredentialsSignin,
  isClientError,
  SignInError,
} from "../../src/errors.js";

type ErrorClass = new (
  message?: string | Error,
  details?: object,
) => ours.AuthError & { code?: string };
const { isClientError: publishedIsClientError, ...publishedClasses } = published as unknown as {
  isClientError(error: Error): boolean;
} & Record<keyof typeof ours, ErrorClass>;
const classes = Object.entries(publishedClasses) as [keyof typeof ours, ErrorClass][];

describe("the error classes", () => {
  it("are those of Auth.js, all 34 of them", () => {
    expect(classes).toHaveLength(34);
    for (const [name] of classes) expect(ours[name]).toBeTypeOf("function");
  });

  it.each(classes)("%s has the published type, kind, name and message", (name, Published) => {
    const Ours = ours[name] as unknown as ErrorClass;
    const [mine, theirs] = [new Ours("what happened"), new Published("what happened")];
    for (const key of ["type", "kind", "name", "message"] as const)
      expect(mine[key]).toBe(theirs[key]);
    expect(isClientError(mine)).toBe(publishedIsClientError(theirs));
    expect(mine.code).toBe(theirs.code);
  });

  it("keeps the cause as Auth.js does", () => {
    const inner = new Error("inner", { cause: { detail: 1 } });
    expect(new CallbackRouteError(inner, { provider: "x" }).cause).toEqual({
      err: inner,
      detail: 1,
      provider: "x",
    });
    expect(new publishedClasses.CallbackRouteError(inner, { provider: "x" }).cause).toEqual({
      err: inner,
      detail: 1,
      provider: "x",
    });
    expect(new AccessDenied("no", { why: "because" }).cause).toEqual({ why: "because" });
  });
});

describe("instanceof", () => {
  class Mine extends CredentialsSignin {
    override code = "mine";
  }

  it("follows the family", () => {
    const error = new Mine();
    expect(error).toBeInstanceOf(Mine);
    expect(error).toBeInstanceOf(CredentialsSignin);
    expect(error).toBeInstanceOf(SignInError);
    expect(error).toBeInstanceOf(AuthError);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(AccessDenied);
    expect(new CredentialsSignin()).not.toBeInstanceOf(Mine);
    expect(error.code).toBe("mine");
    expect(error.name).toBe("Mine");
    expect(error.type).toBe("CredentialsSignin");
  });

  it("recognises the errors of another copy of the package", async () => {
    const other = (await import("../../src/errors.js?copy=2" as string)) as typeof ours;
    expect(other.AuthError).not.toBe(AuthError);
    expect(new other.CredentialsSignin()).toBeInstanceOf(CredentialsSignin);
    expect(new other.CredentialsSignin()).toBeInstanceOf(AuthError);
    expect(new CredentialsSignin()).toBeInstanceOf(other.AuthError);
    expect(new other.AccessDenied()).not.toBeInstanceOf(CredentialsSignin);
    expect(new other.CredentialsSignin()).not.toBeInstanceOf(Mine);
  });

  it("takes nothing else for one of ours", () => {
    for (const value of [
      null,
      undefined,
      1,
      "AuthError",
      {},
      { type: "AuthError" },
      new Error(),
      Object.create(null),
    ])
      expect((value as unknown) instanceof AuthError).toBe(false);
  });
});
