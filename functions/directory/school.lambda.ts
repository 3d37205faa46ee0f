import { serve } from "@preau/runtime";
import * as contacts from "./contact/change-own-contact.ts";
import { directoryContract } from "./contract.ts";
import * as departures from "./life-cycle/change-life-cycle.ts";
import { makeSchoolDeps } from "./school-deps.ts";
import * as years from "./school-year/change-school-year.ts";
import { commandSchoolYears } from "./school-year/command-school-years.ts";
import { findPeople } from "./search/find-people.ts";
import { listStaff } from "./search/list-staff.ts";
import * as sectors from "./sectors/change-sectors.ts";
import * as links from "./visibility/change-school-link.ts";
import * as settings from "./visibility/change-visibility-settings.ts";
import { readPerson } from "./visibility/read-person.ts";
import { readVisibility } from "./visibility/read-visibility.ts";

const { readSchoolYears, prepareSchoolYear, switchSchoolYear, undoSchoolYear } = years;
const yearOperations = { readSchoolYears, prepareSchoolYear, switchSchoolYear, undoSchoolYear, commandSchoolYears };
const people = { findPeople, listStaff, readPerson, readVisibility, ...contacts };

export const handler = serve(
  directoryContract,
  { ...people, ...departures, ...sectors, ...links, ...settings, ...yearOperations },
  makeSchoolDeps,
);
