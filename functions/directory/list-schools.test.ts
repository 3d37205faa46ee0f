import type { AudienceId, SchoolId } from "@preau/contract";
import { openTable, readCapacity, resetCapacity } from "@preau/store";
import { expect, it } from "vitest";
import { freshTable } from "../../test/support/fresh-table.ts";
import { calendarYear } from "./current-year.ts";
import { directory } from "./manifest.ts";
import { openNamesStore, schoolLine } from "./search/names-store.ts";
import { openDirectoryStore } from "./store.ts";

const schoolYear = calendarYear(new Date());
const audience = (code: string, kind: "class" | "group") => ({
  audienceId: `aud_00000000000${code}` as AudienceId,
  code,
  label: code,
  kind,
});
const SCHOOLS = [
  { schoolId: "0990001N", name: "Collège Ada Lovelace", type: "COLLEGE" },
  { schoolId: "0990002P", name: "Lycée Katherine Johnson", type: "LYCEE" },
] as const;

it("the schools of the cell are told with their type and how many classes they have, each once, past ones left out", async () => {
  const table = openTable(await freshTable(directory));
  const names = openNamesStore(table);
  const mark = { hash: "0123456789012345678901", version: 5, since: 5 };
  await openDirectoryStore(table).put(
    SCHOOLS.map(({ schoolId, ...school }) => ({
      kind: "school",
      schoolId: schoolId as SchoolId,
      schoolYear,
      id: schoolId,
      content: {
        ...school,
        academy: "TEST",
        timeZone: "Europe/Paris",
        audiences: [audience("6A", "class"), audience("6B", "class"), audience("LA", "group")],
      },
      mark,
    })),
  );
  const known = [...SCHOOLS.map(({ schoolId }) => schoolId), "0990009Z"];
  await names.write(
    known.flatMap((schoolId) =>
      [schoolYear - 1, schoolYear].map((year) => schoolLine({ schoolId, schoolYear: year }, "X")),
    ),
    [],
  );
  const { handler } = await import("./list-schools.lambda.ts");
  resetCapacity();
  expect(await handler()).toEqual({ schools: SCHOOLS.map((school) => ({ ...school, classes: 2 })) });
  expect(readCapacity().rru).toBeLessThanOrEqual(known.length + 0.5);
});
