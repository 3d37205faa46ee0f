/** Why a file cannot be read any further. */
export type FaultCode =
  | "encoding"
  | "doctype"
  | "entity"
  | "too-deep"
  | "too-long"
  | "cut"
  | "malformed"
  | "wrong-format"
  | "wrong-school"
  | "wrong-year"
  | "archive"
  | "unknown-category";

/**
 * A whole file is refused. `message` is French, says what to do, and names neither the file nor the line: these are
 * in `file` and `line` (1 for the first line), so that a report can show them where it wants.
 */
export class FormatFault extends Error {
  override readonly name = "FormatFault";
  readonly code: FaultCode;
  readonly file: string;
  readonly line: number;

  constructor(code: FaultCode, file: string, line: number, message: string) {
    super(message);
    this.code = code;
    this.file = file;
    this.line = line;
  }
}
