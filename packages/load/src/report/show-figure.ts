const DIGITS = 3;

/** A figure to read: three significant digits below a thousand, whole above, thousands apart. */
export const showFigure = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const whole = Number.isInteger(value) || Math.abs(value) >= 1_000;
  return whole
    ? Math.round(value).toLocaleString("en-GB")
    : value.toLocaleString("en-GB", { maximumSignificantDigits: DIGITS });
};

/** A share as a percentage that never rounds up to all nor down to none: 0.99996 is `99.996 %`, not `100 %`. */
export const showShare = (share: number): string => {
  if (!Number.isFinite(share)) return "–";
  if (share === 0 || share === 1) return `${share * 100} %`;
  for (let digits = 1; digits <= 5; digits += 1) {
    const shown = (share * 100).toFixed(digits);
    if (Number(shown) !== 0 && Number(shown) !== 100) return `${shown} %`;
  }
  return share < 0.5 ? "almost 0 %" : "almost 100 %";
};

/** Seconds since the beginning of a run: `45 s`, `2:05`. */
export const showMoment = (second: number): string =>
  second < 60 ? `${second} s` : `${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
