import { serve } from "@preau/runtime";
import { disciplineContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { moveIncident } from "./incidents/move-incident.ts";
import { readIncident } from "./incidents/read-incident.ts";
import { reportIncident } from "./incidents/report-incident.ts";
import { listIncidents } from "./journal/list-incidents.ts";
import { listMeasures } from "./journal/list-measures.ts";
import { readDetentions } from "./journal/read-detentions.ts";
import { eraseSanction } from "./measures/erase-sanction.ts";
import { givePunishment } from "./measures/give-punishment.ts";
import { moveMeasure } from "./measures/move-measure.ts";
import { readMeasure } from "./measures/read-measure.ts";
import { readPupilMeasures } from "./measures/read-pupil-measures.ts";
import { seekSanction } from "./measures/seek-sanction.ts";
import * as school from "./school/discipline-settings.ts";

const incidents = { reportIncident, moveIncident, readIncident, listIncidents };
const measures = { givePunishment, seekSanction, moveMeasure, eraseSanction, readMeasure, readPupilMeasures };
const operations = { ...incidents, ...measures, listMeasures, readDetentions, ...school };

export const handler = serve(disciplineContract, operations, makeDeps);
