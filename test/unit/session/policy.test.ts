import { describe, expect, it } from "vitest";
import { expiry, judge, lifetime, type SessionPolicy } from "../../../src/session/policy.js";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const month: SessionPolicy = { maxAge: 30 * day, updateAge: day };

describe("judge", () => {
  const rows: [
    name: string,
    policy: SessionPolicy,
    started: number,
    renewed: number,
    now: number,
    verdict: object,
  ][] = [
    ["fresh", month, 0, 0, 10, { state: "live", renew: false }],
    ["just before updateAge", month, 0, 0, day - 1, { state: "live", renew: false }],
    ["at updateAge", month, 0, 0, day, { state: "live", renew: true }],
    [
      "used yesterday, started long ago",
      month,
      0,
      100 * day,
      100 * day + 5,
      { state: "live", renew: false },
    ],
    ["at the end of maxAge", month, 0, 0, 30 * day, { state: "ended", why: "idle" }],
    [
      "a short session slides within updateAge",
      { maxAge: 15 * minute, updateAge: day },
      0,
      0,
      45,
      { state: "live", renew: true },
    ],
    [
      "a short session, moments later",
      { maxAge: 15 * minute, updateAge: day },
      0,
      0,
      44,
      { state: "live", renew: false },
    ],
    [
      "a session whose token is short slides with the token",
      { ...month, tokenMaxAge: 10 * minute },
      0,
      0,
      30,
      { state: "live", renew: true },
    ],
    [
      "updateAge 0 renews on each read",
      { maxAge: day, updateAge: 0 },
      0,
      5,
      5,
      { state: "live", renew: true },
    ],
    [
      "absolute end in spite of use",
      { ...month, absoluteMaxAge: 7 * day },
      0,
      7 * day - 1,
      7 * day,
      { state: "ended", why: "absolute" },
    ],
    [
      "before the absolute end",
      { ...month, absoluteMaxAge: 7 * day },
      0,
      7 * day - 2,
      7 * day - 1,
      { state: "live", renew: false },
    ],
    [
      "idle for too long",
      { ...month, idleTimeout: hour },
      0,
      day,
      day + hour,
      { state: "ended", why: "idle" },
    ],
    [
      "idle, but not for too long",
      { ...month, idleTimeout: hour },
      0,
      day,
      day + hour - 1,
      { state: "live", renew: true },
    ],
    [
      "an idle timeout longer than maxAge changes nothing",
      { maxAge: hour, updateAge: day, idleTimeout: day },
      0,
      0,
      hour,
      { state: "ended", why: "idle" },
    ],
    ["a clock that went back", month, 100, 100, 50, { state: "live", renew: false }],
  ];
  it.each(rows)("%s", (_name, policy, startedAt, renewedAt, now, verdict) => {
    expect(judge({ startedAt, renewedAt }, now, policy)).toEqual(verdict);
  });
});

describe("expiry", () => {
  it("rolls with use", () => expect(expiry(0, day, month)).toBe(31 * day));
  it("never passes the absolute end", () =>
    expect(expiry(0, 6 * day, { ...month, absoluteMaxAge: 7 * day })).toBe(7 * day));
  it("takes the shorter of maxAge and idleTimeout", () => {
    expect(lifetime({ ...month, idleTimeout: hour })).toBe(hour);
    expect(expiry(0, day, { ...month, idleTimeout: hour })).toBe(day + hour);
  });
});
