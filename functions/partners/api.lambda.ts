import { serve } from "@preau/runtime";
import { changeService } from "./change-service.ts";
import { chooseService } from "./choose-service.ts";
import { partnersContract } from "./contract.ts";
import { declareService } from "./declare-service.ts";
import { makeDeps } from "./deps.ts";
import { listSchoolServices } from "./list-school-services.ts";
import { listServiceAccesses } from "./list-service-accesses.ts";
import { listServices } from "./list-services.ts";
import { renewSecret } from "./renew-secret.ts";

export const handler = serve(
  partnersContract,
  { listServices, declareService, changeService, renewSecret, listSchoolServices, chooseService, listServiceAccesses },
  makeDeps,
);
