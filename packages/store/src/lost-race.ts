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
