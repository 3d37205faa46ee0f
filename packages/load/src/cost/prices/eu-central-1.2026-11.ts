import { fromMemory, type PriceFile } from "./price-file.ts";

/** Where copies of the tables go; no price of it was looked up. */
export const frankfurt: PriceFile = {
  region: "eu-central-1",
  place: "Frankfurt",
  edition: "2026-11",
  prices: {
    httpApi: fromMemory(1.2),
    lambdaRequests: fromMemory(0.2),
    lambdaGbSeconds: fromMemory(0.0000133334),
    provisionedGbSeconds: fromMemory(0.0000036667),
    readUnits: fromMemory(0.1525),
    writeUnits: fromMemory(0.7625),
    tableStorage: fromMemory(0.306),
    pointInTime: fromMemory(0.245),
    copies: fromMemory(0.119),
    betweenRegions: fromMemory(0.02),
    events: fromMemory(1),
    queueRequests: fromMemory(0.4),
    logs: fromMemory(0.63),
    logStorage: fromMemory(0.0324),
    metrics: fromMemory(0.3),
    alarms: fromMemory(0.1),
    egress: fromMemory(0.09),
    objects: fromMemory(0.0245),
    objectPuts: fromMemory(0.0054),
    objectGets: fromMemory(0.0043),
    mails: fromMemory(0.1),
    sms: fromMemory(0.08),
  },
};
