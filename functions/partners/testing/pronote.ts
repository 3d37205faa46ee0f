import { ServiceDeclaration } from "../contract.ts";

const { examples } = ServiceDeclaration.meta() ?? {};
const declaration = ServiceDeclaration.parse(Array.isArray(examples) ? examples[0] : undefined);
if (declaration.access.protocol !== "cas") throw new Error("the example is a CAS service");

/** A service that speaks CAS as Pronote does, offered everywhere. */
export const PRONOTE = { ...declaration, access: declaration.access, offered: "everywhere" as const };
