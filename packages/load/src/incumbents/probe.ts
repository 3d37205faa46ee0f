const ROUNDS = 3_000_000;

/** Milliseconds that a fixed piece of arithmetic takes: how fast this machine is at the moment, beside each figure taken on it. */
export const probe = (): number => {
  const begun = performance.now();
  let x = 1;
  for (let round = 0; round < ROUNDS; round += 1) x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
  if (x < 0) throw new Error("arithmetic fails on this machine");
  return performance.now() - begun;
};
