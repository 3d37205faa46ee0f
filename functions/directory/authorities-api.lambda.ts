import { serve } from "@preau/runtime";
import { compareList } from "./authorities/compare-list.ts";
import { defineAuthority } from "./authorities/define-authority.ts";
import { makeDeps } from "./authorities/deps.ts";
import { listAuthorities } from "./authorities/list-authorities.ts";
import { listAuthoritySchools } from "./authorities/list-authority-schools.ts";
import { readFigures } from "./authorities/read-figures.ts";
import { directoryContract } from "./contract.ts";

const operations = { defineAuthority, listAuthorities, listAuthoritySchools, readFigures, compareList };

export const handler = serve(directoryContract, operations, makeDeps);
