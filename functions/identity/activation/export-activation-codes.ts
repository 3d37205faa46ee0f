import type { Operation } from "@preau/runtime";
import type { identityContract } from "../contract.ts";
import { type IssueDeps, issueCodes } from "./issue-codes.ts";
import { csvOf, sheetName } from "./sheet.ts";

/** Codes of a class as a table: for a mailing, or a school that prints its own letters. */
export const exportActivationCodes: Operation<
  typeof identityContract.routes.exportActivationCodes,
  IssueDeps & { readonly signInUrl: string }
> = async ({ principal, params, body }, deps) => {
  const sheet = await issueCodes(principal, params.schoolId, body, deps);
  return { status: 200, body: { name: sheetName(sheet, "csv"), bytes: csvOf(sheet, deps.signInUrl) } };
};
