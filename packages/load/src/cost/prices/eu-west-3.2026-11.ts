import { fromMemory, type PriceFile, verified } from "./price-file.ts";

const PRICE_LIST = "AWS Price List Query API, eu-west-3";
const INVOICE = "a published invoice, eu-west-3";

export const paris: PriceFile = {
  region: "eu-west-3",
  place: "Paris",
  edition: "2026-11",
  prices: {
    httpApi: fromMemory(1.17),
    lambdaRequests: verified(0.2, PRICE_LIST, "2026-09-07"),
    lambdaGbSeconds: verified(0.0000133334, PRICE_LIST, "2026-09-07"),
    provisionedGbSeconds: fromMemory(0.0000033334),
    readUnits: verified(0.1487, PRICE_LIST, "2026-09-07"),
    writeUnits: verified(0.7423, PRICE_LIST, "2026-09-07"),
    tableStorage: fromMemory(0.297),
    pointInTime: fromMemory(0.238),
    copies: fromMemory(0.119),
    betweenRegions: fromMemory(0.02),
    events: fromMemory(1),
    queueRequests: verified(0.4, PRICE_LIST, "2026-09-07"),
    logs: fromMemory(0.57),
    logStorage: fromMemory(0.0315),
    metrics: fromMemory(0.3),
    alarms: fromMemory(0.1),
    egress: verified(0.09, "AWS data transfer, first tier", "2026-11-21"),
    objects: verified(0.024, INVOICE, "2026-11-21"),
    objectPuts: verified(0.0053, INVOICE, "2026-11-21"),
    objectGets: verified(0.0042, INVOICE, "2026-11-21"),
    mails: fromMemory(0.1),
    sms: fromMemory(0.08),
  },
};
