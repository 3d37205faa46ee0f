import { readAafStatements } from "./aaf/read-aaf-statements.ts";
import { readAaf1d } from "./aaf1d/read-aaf1d.ts";
import { readOnde } from "./onde/read-onde.ts";
import { readOneRosterFiles } from "./oneroster/read-one-roster.ts";
import { readSiecle } from "./siecle/read-siecle.ts";
import type { DeliveredFile, DeliveryContext, Read, Source } from "./statement.ts";
import { readSts } from "./sts/read-sts.ts";

/** A source that comes as files. */
export type FileSource = Exclude<Source, "manual">;

const readers: Readonly<
  Record<FileSource, (files: readonly DeliveredFile[], context: DeliveryContext) => AsyncGenerator<Read>>
> = {
  aaf: readAafStatements,
  aaf1d: readAaf1d,
  siecle: readSiecle,
  sts: readSts,
  onde: readOnde,
  oneroster: readOneRosterFiles,
};

/**
 * Reads the files of a delivery, plain or zipped, as statements about a school's people: statement by statement, in flat memory but
 * for what each reader says it holds. What is wrong with one record is a `problem`, and the reading goes on.
 *
 * @throws FormatFault when a file cannot be read any further: see the reader of each source.
 */
export function readStatements(
  source: FileSource,
  files: readonly DeliveredFile[],
  context: DeliveryContext,
): AsyncGenerator<Read> {
  return readers[source](files, context);
}
