import { fromMemory, type PriceFile, verified } from "./price-file.ts";

/** For comparison with what is published of costs: no French school's data should go there. */
export const virginia: PriceFile = {
  region: "us-east-1",
  place: "Northern Virginia",
  edition: "2026-11",
  prices: {
    httpApi: verified(1, "amnic.com", "2026-11-21"),
    lambdaRequests: fromMemory(0.2),
    lambdaGbSeconds: fromMemory(0.0000133334),
    provisionedGbSeconds: fromMemory(0.0000033334),
    readUnits: verified(0.125, "airbyte.com, after the cut of November 2024", "2026-11-21"),
    writeUnits: verified(0.625, "airbyte.com, after the cut of November 2024", "2026-11-21"),
    tableStorage: fromMemory(0.25),
    pointInTime: fromMemory(0.2),
    copies: fromMemory(0.1),
    betweenRegions: fromMemory(0.02),
    events: fromMemory(1),
    queueRequests: fromMemory(0.4),
    logs: verified(0.5, "duckbillgroup.com, May 2025, first tier", "2026-11-21"),
    logStorage: fromMemory(0.03),
    metrics: fromMemory(0.3),
    alarms: fromMemory(0.1),
    egress: fromMemory(0.09),
    objects: fromMemory(0.023),
    objectPuts: fromMemory(0.005),
    objectGets: fromMemory(0.004),
    mails: fromMemory(0.1),
    sms: fromMemory(0.08),
  },
};
