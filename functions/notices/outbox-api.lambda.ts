import { serve } from "@preau/runtime";
import { noticesContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { readNoticeSettings, setNoticeSettings } from "./notice-settings.ts";
import { listPupilNews, readOutbox } from "./read-outbox.ts";

const operations = { readOutbox, listPupilNews, readNoticeSettings, setNoticeSettings };

export const handler = serve(noticesContract, operations, makeDeps);
