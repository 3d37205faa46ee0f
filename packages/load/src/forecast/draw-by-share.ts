/** Running sums of shares, to draw from. */
export const cumulated = (shares: readonly number[]): readonly number[] => {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return sum;
  });
};

/** Which of the shares a number in [0, their sum) falls on. */
export const drawn = (upTo: readonly number[], at: number): number => {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at < (upTo[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
};
