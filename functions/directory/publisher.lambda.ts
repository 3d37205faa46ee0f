import { baseVariables, now, readEnvironment } from "@preau/runtime";
import { publish } from "@preau/runtime/publish";
import { openTable } from "@preau/store";
import { calendarYear } from "./current-year.ts";
import { publishCurrent } from "./school-year/publish-current.ts";
import { openYearsStore } from "./school-year/years-store.ts";

const years = openYearsStore(openTable(readEnvironment(baseVariables).TABLE_NAME), { now, calendarYear });

export const handler = publish("directory", (changes) =>
  publishCurrent(changes, { years, calendarYear: () => calendarYear(now()) }),
);
