import { capability } from "@preau/contract";
import { admissionContract } from "./contract.ts";

export const admission = capability({
  name: "admission",
  owner: "exploitation",
  impact: "nobody can change what is refused in a rush; what was switched ends by itself, and schools go on",
  contract: admissionContract,
  table: {},
  functions: {
    api: {
      table: ["GetItem", "Query", "PutItem"],
      switchboard: ["PutItem", "DeleteItem"],
      invokes: ["directory.listSchools"],
      // A handful of operators: set aside for them, and never warm, since a rush is when it must answer and cost nothing before.
      concurrency: 5,
    },
    onAlarm: {
      onAlarms: true,
      defers: ["lookAgain"],
      table: ["GetItem", "PutItem", "ConditionCheckItem"],
      switchboard: ["PutItem", "DeleteItem"],
      concurrency: 2,
    },
    lookAgain: {
      wakes: true,
      defers: ["lookAgain"],
      table: ["GetItem", "PutItem", "ConditionCheckItem"],
      switchboard: ["PutItem", "DeleteItem"],
      concurrency: 2,
    },
  },
});
