import { serve } from "@preau/runtime";
import { exportActivationCodes } from "./activation/export-activation-codes.ts";
import { listPasswordResets, resetAudiencePasswords, resetPersonPassword } from "./activation/reset-passwords.ts";
import { identityContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";

const operations = {
  exportActivationCodes,
  resetPersonPassword,
  resetAudiencePasswords,
  listPasswordResets,
};

export const handler = serve(identityContract, operations, makeDeps);
