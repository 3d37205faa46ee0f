import { serve } from "@preau/runtime";
import { acknowledgeNotice, answerNotice } from "./answer-notice.ts";
import { noticesContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { listNotices } from "./list-notices.ts";

export const handler = serve(noticesContract, { listNotices, acknowledgeNotice, answerNotice }, makeDeps);
