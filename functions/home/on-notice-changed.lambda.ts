import { consume, on } from "@preau/runtime";
import { noticeChangedV1 } from "../../events/notice-changed.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepNotice } from "./keep-notice.ts";

export const handler = consume([on(noticeChangedV1, keepNotice)], makeDeps);
