import { contract } from "@preau/contract";
import { figureRoutes } from "./figures-contract.ts";
import { incidentProblems, incidentRoutes } from "./incidents-contract.ts";
import { fileRoutes, letterRoutes, measureProblems, measureRoutes } from "./measures-contract.ts";
import { schoolRoutes } from "./school-contract.ts";

export const disciplineContract = contract({
  name: "discipline",
  title: "Incidents, punishments and sanctions",
  problems: { ...incidentProblems, ...measureProblems },
  routes: { ...incidentRoutes, ...measureRoutes, ...fileRoutes, ...letterRoutes, ...schoolRoutes, ...figureRoutes },
});
