import type { Cost } from "./measure-route.ts";
import type { RouteCosts } from "./measure-routes.ts";
import { showTable } from "./show-table.ts";
import { showSpread } from "./spread.ts";
import type { ImportTimes } from "./time-imports.ts";
import type { Weight } from "./weigh-bundles.ts";

const PACKAGES_SHOWN = 5;
const ratio = (theirs: number, ours: number): string => `${(theirs / ours).toFixed(1)} ×`;

/** The bundles, the heaviest first, with what weighs most in each. */
export const reportBundles = (ours: readonly Weight[], reference: Weight | undefined): string =>
  showTable(
    [...ours, ...(reference ? [{ ...reference, name: "reference arm, whole API" }] : [])].map(
      ({ name, kib, packages }) => ({
        function: name,
        KiB: kib.toFixed(1),
        "heaviest packages (KiB)": packages
          .slice(0, PACKAGES_SHOWN)
          .map((one) => `${one.name} ${one.kib.toFixed(0)}`)
          .join(", "),
      }),
    ),
  );

/** Import times over bare Node, and how many times longer each form of the reference arm takes. */
export const reportImports = ({ bare, imports, bundled, unbundled }: ImportTimes): string =>
  showTable([
    { import: bare.name, "elapsed ms": showSpread(bare.ms), "processor ms": showSpread(bare.cpuMs) },
    ...[bundled, unbundled, ...imports].map(({ name, ms, cpuMs }) => ({
      import: name,
      "elapsed ms": showSpread(ms),
      "processor ms": showSpread(cpuMs),
      "bundled reference takes": ratio(bundled.ms.median, ms.median),
      unbundled: ratio(unbundled.ms.median, ms.median),
    })),
  ]);

const costColumns = (arm: string, { cpuMs, firstCpuMs, taken, replyBytes }: Cost) => ({
  arm,
  "processor ms a call": showSpread(cpuMs, 2),
  "first call": firstCpuMs.toFixed(0),
  "round trips": taken.roundTrips,
  calls: taken.calls,
  RRU: taken.rru,
  WRU: taken.wru,
  "reply bytes": replyBytes,
});

/** What a call of each route costs, arm under arm. */
export const reportRoutes = (routes: readonly RouteCosts[]): string =>
  showTable(
    routes.flatMap(({ route, preau, reference }) => [
      { route, ...costColumns("Préau", preau), "reference takes": ratio(reference.cpuMs.median, preau.cpuMs.median) },
      { route: "", ...costColumns("reference", reference), "reference takes": "" },
    ]),
  );
