const keyLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** The key letter of a school number: the seven digits modulo 23, in an alphabet without I, O and Q. */
export function uaiKey(sevenDigits: string): string {
  return keyLetters.charAt(Number(sevenDigits) % keyLetters.length);
}

/** Whether `text` has the form of a UAI: seven digits and a letter. The letter itself may be wrong. */
export function looksLikeUai(text: string): boolean {
  return /^[0-9]{7}[A-Z]$/.test(text);
}

/** Whether the key letter of a UAI fits its digits. Test data of other products sometimes has a wrong one: warn, do not refuse. */
export function hasValidUaiKey(uai: string): boolean {
  return looksLikeUai(uai) && uai.endsWith(uaiKey(uai.slice(0, 7)));
}
