import { exportActivationCodes } from "./export-activation-codes.ts";
import { listPasswordResets, resetAudiencePasswords, resetPersonPassword } from "./reset-passwords.ts";
import { readCharter, readTerritoryCharter, writeCharter, writeTerritoryCharter } from "./write-charter.ts";

/** What schools do for accounts of their people, sheets on paper aside. */
export const activationOperations = {
  exportActivationCodes,
  resetPersonPassword,
  resetAudiencePasswords,
  listPasswordResets,
  readCharter,
  writeCharter,
  readTerritoryCharter,
  writeTerritoryCharter,
};
