import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Target } from "../generator/scenario.ts";

const Accounts = z
  .array(
    z.strictObject({
      login: z.string().min(1),
      password: z.string().min(1),
      role: z.string().min(1),
      schoolId: z.string().min(1),
    }),
  )
  .min(1);

/** A target that is not the server of this machine, with the accounts that may be used on it. Throws when the file does not hold such a list. */
export const remoteTarget = ({
  url,
  issuer,
  people,
}: {
  readonly url: string;
  readonly issuer: string;
  readonly people: string;
}): Target => {
  const read = Accounts.safeParse(JSON.parse(readFileSync(people, "utf8")));
  if (!read.success)
    throw new Error(
      `${people}: a JSON list of {"login", "password", "role", "schoolId"}\n${z.prettifyError(read.error)}`,
    );
  return { baseUrl: url, issuerUrl: issuer, accounts: read.data };
};
