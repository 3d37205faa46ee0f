import { publish } from "@preau/runtime/publish";
import { makeDeps } from "./deps.ts";
import { noticeEvents } from "./publish-notices.ts";

export const handler = publish("notices", noticeEvents(makeDeps().store.readNotice));
