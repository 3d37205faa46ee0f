/** What a function's bundle takes instead of a package, with the reason beside each. */
export const alias: Readonly<Record<string, string>> = {};
