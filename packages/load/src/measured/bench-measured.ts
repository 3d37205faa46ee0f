import { measureOperations } from "./measure-operations.ts";
import { keepMeasured, MEASURED_FILE } from "./read-measured.ts";
import { showMeasured, showOrigin } from "./show-measured.ts";

/** Measures every operation of the mix and all that follows from it, keeps the figures for forecast and cost, and prints them. */
export const benchMeasured = async (quick: boolean): Promise<void> => {
  const say = (text: string): void => void process.stdout.write(`${text}\n`);
  const measured = await measureOperations(quick, (line) => void process.stderr.write(`${line}\n`));
  keepMeasured(measured);
  say(showMeasured(measured));
  say(showOrigin(measured));
  say(`Every figure, keys included: ${MEASURED_FILE}`);
};
