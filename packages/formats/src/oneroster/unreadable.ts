import type * as z from "zod";
import type { LineProblem } from "../problem.ts";
import type { OneRosterItem } from "./source.ts";

/** Tells of an object that is not of the standard. */
export function unreadable({ file, line }: OneRosterItem, error: z.ZodError): LineProblem {
  const attribute = error.issues[0]?.path.join(".") ?? "";
  const message = `Cet objet n’est pas conforme à OneRoster 1.2 (« ${attribute} ») : il est ignoré. Signalez-le à l’éditeur de la source.`;
  return { file, line, level: "refused", code: "invalid", attribute, message };
}
