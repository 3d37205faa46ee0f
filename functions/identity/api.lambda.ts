import { serve } from "@preau/runtime";
import { activationOperations } from "./activation/operations.ts";
import { blockAccess, blockAccessForSchool } from "./blocks/block-access.ts";
import { liftBlock, liftBlockForSchool } from "./blocks/lift-block.ts";
import { listBlocks, listBlocksOfSchool } from "./blocks/list-blocks.ts";
import { identityContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { mergeAccounts } from "./merging/merge-accounts.ts";
import { listMerges, undoMerge } from "./merging/undo-merge.ts";
import { listDevices } from "./sessions/list-devices.ts";
import { signOutDevice, signOutEverywhere } from "./sessions/sign-out.ts";
import { listSignOuts, signOutPerson } from "./sessions/sign-out-person.ts";

const blocks = { blockAccess, listBlocks, liftBlock, blockAccessForSchool, listBlocksOfSchool, liftBlockForSchool };
const sessions = { listDevices, signOutDevice, signOutEverywhere, signOutPerson, listSignOuts };
const merges = { mergeAccounts, listMerges, undoMerge };

const operations = {
  ...blocks,
  ...activationOperations,
  ...merges,
  ...sessions,
};

export const handler = serve(identityContract, operations, makeDeps);
