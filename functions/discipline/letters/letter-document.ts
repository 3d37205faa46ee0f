import { writtenDay } from "@preau/calendar";
import type { Day } from "@preau/contract";
import type { PaperDocument } from "@preau/paper";
import type { Settings } from "../school/settings.ts";
import type { Letter } from "./letter.ts";

/** A letter on the school’s paper, dated and to be signed by hand; the family’s address is written by whoever sends it. */
export const letterDocument = (
  { title, paragraphs }: Letter,
  pupil: string,
  { lines, city, signatory }: Settings["letterhead"],
  today: Day,
): PaperDocument => ({
  info: { title, creator: "Préau" },
  pageMargins: [56, 56, 56, 56],
  content: [
    { text: lines.join("\n"), fontSize: 9 },
    { text: `Aux représentants légaux de ${pupil}`, alignment: "right", margin: [0, 24, 0, 0] },
    {
      text: city === "" ? `Le ${writtenDay(today)}` : `${city}, le ${writtenDay(today)}`,
      alignment: "right",
      margin: [0, 12, 0, 24],
    },
    { text: `Objet : ${title}`, bold: true, margin: [0, 0, 0, 18] },
    { text: "Madame, Monsieur,", margin: [0, 0, 0, 10] },
    ...paragraphs.map((text) => ({ text, margin: [0, 0, 0, 8] as [number, number, number, number], lineHeight: 1.2 })),
    { text: "Veuillez agréer, Madame, Monsieur, l’expression de mes salutations distinguées.", margin: [0, 8, 0, 36] },
    { text: signatory, alignment: "right" },
  ],
});
