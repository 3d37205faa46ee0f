import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

/**
 * scrypt with N = 2^15, r = 8, p = 1: 32 MiB and about 100 ms of one core per try. The parameters are stored with each
 * hash, so that they can be raised without asking anybody for a new password.
 */
const LOG_N = 15;
const R = 8;
const P = 1;
const LENGTH = 32;

/** Upper bound of what a stored hash may ask for: a damaged item must not exhaust the function's memory. */
const MAX_LOG_N = 17;

/** Same characters, same password, whatever keyboard composed the accents. */
const derive = (password: string, salt: Buffer, logN: number, r: number, p: number): Promise<Buffer> =>
  (promisify(scrypt) as (password: string, salt: Buffer, length: number, options: ScryptOptions) => Promise<Buffer>)(
    password.normalize("NFKC"),
    salt,
    LENGTH,
    { N: 2 ** logN, r, p, maxmem: 2 ** (MAX_LOG_N + 11) },
  );

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, salt and hash in base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, LOG_N, R, P);
  return ["scrypt", LOG_N, R, P, salt.toString("base64url"), hash.toString("base64url")].join("$");
};

/** A hash that no password has: what an unknown login or an account without password is compared with, at the same cost. */
const NOBODY = [
  "scrypt",
  LOG_N,
  R,
  P,
  Buffer.alloc(16).toString("base64url"),
  Buffer.alloc(LENGTH).toString("base64url"),
].join("$");

/** Whether the password has this hash. Without a hash the answer is no, after the same work. */
export const verifyPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, logN = "", r = "", p = "", salt = "", hash = ""] = (stored ?? NOBODY).split("$");
  if (Number(logN) > MAX_LOG_N) return false;
  const expected = Buffer.from(hash, "base64url");
  const actual = await derive(password, Buffer.from(salt, "base64url"), Number(logN), Number(r), Number(p));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};
