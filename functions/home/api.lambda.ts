import { serve } from "@preau/runtime";
import { homeContract } from "./contract.ts";
import { makeDeps } from "./deps.ts";
import { readHome } from "./read-home.ts";

export const handler = serve(homeContract, { readHome }, makeDeps);
