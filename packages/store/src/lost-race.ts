/** Somebody else wrote first: the condition of a write did not hold. The caller rereads and answers 409 with what it finds. */
export class LostRace extends Error {
  /** Positions, in the order given to `commit`, of the writes whose condition failed. */
  readonly positions: readonly number[];

  constructor(positions: readonly number[] = [0]) {
    super("lost race");
    this.name = "LostRace";
    this.positions = positions;
  }
}

/** Turns the failed condition of a single write into `LostRace`; other errors pass. */
export const orLostRace = async <T>(write: Promise<T>): Promise<T> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") throw new LostRace();
    throw error;
  }
};

/**
 * Does a piece of work that reads, decides and writes over what it read, and does all of it again when somebody else wrote first: `attempts`
 * times at most. Throws the last `LostRace` then, and any other error at once.
 */
export const overRaces = async <T>(attempts: number, work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRace) || attempt === attempts) throw error;
    }
  }
};
