/** A number below 100 as dates and phone numbers write it. */
export function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
