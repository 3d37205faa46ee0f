/** An id whose order is that of time, to the second: `blk_` + seven characters of clock + six of chance. */
export const timedId = (randomId: string, now: Date): string => {
  const [prefix = "", random = ""] = randomId.split("_");
  const clock = Math.floor(now.getTime() / 1000)
    .toString(36)
    .padStart(7, "0");
  return `${prefix}_${clock}${random.slice(0, 6)}`;
};
