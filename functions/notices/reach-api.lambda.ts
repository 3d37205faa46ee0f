import { now, serve } from "@preau/runtime";
import { baseVariables, readEnvironment } from "@preau/runtime/environment";
import { openTable } from "@preau/store";
import { openContactStore } from "./contacts/contact-store.ts";
import { noticesContract } from "./contract.ts";
import {
  changeNoticePreferences,
  endPushSubscription,
  keepPushSubscription,
  listPushSubscriptions,
  readNoticePreferences,
} from "./push/own-devices.ts";
import { openVapidStore } from "./push/vapid-store.ts";

const operations = {
  listPushSubscriptions,
  keepPushSubscription,
  endPushSubscription,
  readNoticePreferences,
  changeNoticePreferences,
};

export const handler = serve(noticesContract, operations, () => {
  const table = openTable(readEnvironment(baseVariables).TABLE_NAME);
  return { now, contacts: openContactStore(table), vapid: openVapidStore(table) };
});
