import { readdirSync } from "node:fs";
import type { DomainEvent } from "@preau/contract";

const folder = new URL("../../events/", import.meta.url);

const isEvent = (value: unknown): value is DomainEvent =>
  typeof value === "object" && value !== null && "schema" in value && "owner" in value;

const load = async (file: string): Promise<{ file: string; event: DomainEvent }[]> => {
  const module: Record<string, unknown> = await import(new URL(file, folder).href);
  return Object.values(module)
    .filter(isEvent)
    .map((event) => ({ file, event }));
};

/** Every domain event of `events/`, with the file that declares it. */
export const everyEvent = (
  await Promise.all(
    readdirSync(folder)
      .filter((file) => /\.v\d+\.ts$/.test(file))
      .map(load),
  )
).flat();
