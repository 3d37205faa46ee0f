import { serve } from "@preau/runtime";
import { noticesContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { listNotices } from "./list-notices.ts";

export const handler = serve(noticesContract, { listNotices }, makeDeps);
