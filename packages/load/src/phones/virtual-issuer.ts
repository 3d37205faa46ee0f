import type { Random } from "@preau/demo/world/random";
import { acceptedKeys, needsKey, type RingKey } from "../../../../functions/identity/key-ring.ts";
import { openRotation, StolenToken } from "../../../../functions/identity/provider/rotation.ts";
import { REFRESH_LIFE } from "../../../../functions/identity/refresh-grace.ts";
import type { RefreshRecords } from "../../../../functions/identity/store/refresh-records.ts";
import { memoryRecords } from "./memory-records.ts";

/** What an access token is to a gateway. Instants are epoch seconds. */
export interface Access {
  readonly key: string;
  readonly issuedAt: number;
  readonly endsAt: number;
}

export interface Tokens {
  readonly access: Access;
  readonly refresh: string;
}

/** The side of the phones that is ours; `refresh` is undefined when the phone is told to sign in again. */
export interface Issuer {
  signIn(): Promise<Tokens>;
  refresh(token: string): Promise<Tokens | undefined>;
  /** Whether the gateway lets a call pass. */
  accepts(access: Access): boolean;
}

/** A planted fault: in the records, or a gateway that keeps our keys for longer than two hours (in seconds). */
export interface Fault {
  readonly records?: (records: RefreshRecords) => RefreshRecords;
  readonly keysKeptFor?: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every key that a ring ever gets between two instants, made by the first function that finds it old. */
export const ringBetween = (from: number, to: number): readonly RingKey[] => {
  const keys: RingKey[] = [];
  for (let at = from; at <= to; at += HOUR) if (needsKey(keys, at)) keys.push({ createdAt: at, value: `key ${at}` });
  return keys;
};

/**
 * An issuer for one phone, on a clock moved by hand: the decisions are those that are deployed, only the table is in memory. A new
 * environment, cold or warm, may answer each request: its clock is a second off at most, its ring was read within the hour, as
 * the gateway's keys were within two.
 */
export const virtualIssuer = (
  clock: { at: number },
  { random, ring, fault = {} }: { random: Random; ring: readonly RingKey[]; fault?: Fault },
): Issuer => {
  let serverSkew = 0;
  let made = 0;
  let grantEndsAt = 0;
  const now = (): number => Math.floor(clock.at) + serverSkew;
  const { records, save } = memoryRecords(now);
  const rotation = openRotation(fault.records?.(records) ?? records, now);
  const ringReadAt = (at: number): readonly RingKey[] =>
    acceptedKeys(
      ring.filter((key) => key.createdAt <= at),
      at,
    );

  const issue = (): Tokens => {
    made += 1;
    const refresh = `token ${made}`;
    save(refresh, REFRESH_LIFE);
    const key = ringReadAt(now() - random.int(HOUR))[0]?.value ?? "no key";
    return { refresh, access: { key, issuedAt: now(), endsAt: now() + 15 * MINUTE } };
  };

  return {
    signIn: async () => {
      grantEndsAt = now() + 400 * DAY;
      return issue();
    },
    refresh: async (token) => {
      serverSkew = random.int(3) - 1;
      const found = now() < grantEndsAt ? await rotation.find(token) : undefined;
      if (found === undefined || found.consumed !== undefined) {
        grantEndsAt = 0;
        return undefined;
      }
      const tokens = issue();
      try {
        await rotation.exchange(token, tokens.refresh);
      } catch (error) {
        if (!(error instanceof StolenToken)) throw error;
        grantEndsAt = 0;
        return undefined;
      }
      return tokens;
    },
    accepts: ({ key, endsAt }) =>
      clock.at < endsAt &&
      ringReadAt(clock.at - random.int(fault.keysKeptFor ?? 2 * HOUR)).some(({ value }) => value === key),
  };
};
