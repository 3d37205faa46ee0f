import { consume, on } from "@preau/runtime";
import { noticeAnsweredV1 } from "../../events/notice-answered.v1.ts";
import { makeDeps } from "./deps.ts";
import { keepAnswer } from "./statements/keep-answer.ts";

export const handler = consume([on(noticeAnsweredV1, keepAnswer)], makeDeps);
