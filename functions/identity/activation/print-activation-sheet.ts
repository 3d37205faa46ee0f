import { toPdf } from "@preau/paper";
import type { Operation } from "@preau/runtime";
import type { identityContract } from "../contract.ts";
import { couponsOf } from "./coupons.ts";
import { type IssueDeps, issueCodes } from "./issue-codes.ts";
import { sheetName } from "./sheet.ts";

/** Codes of a class on paper: one coupon a person, to cut out and hand over. */
export const printActivationSheet: Operation<
  typeof identityContract.routes.printActivationSheet,
  IssueDeps & { readonly signInUrl: string }
> = async ({ principal, params, body }, deps) => {
  const sheet = await issueCodes(principal, params.schoolId, body, deps);
  const bytes = await toPdf(couponsOf(sheet, deps.signInUrl));
  return { status: 200, body: { name: sheetName(sheet, "pdf"), bytes } };
};
