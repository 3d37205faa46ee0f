import { writtenDay } from "@preau/calendar";
import type { PaperDocument } from "@preau/paper";
import type { PostalAddress } from "../contacts/contact.ts";

type Content = Extract<PaperDocument["content"], readonly unknown[]>[number];

/** One letter to one family. */
export interface Letter {
  readonly recipient: string;
  readonly address: PostalAddress;
  readonly about: string;
  readonly subject: string;
  readonly text: string;
}

/** Who writes, and when. */
export interface Sender {
  readonly letterhead: readonly string[];
  readonly day: string;
}

/** What a letter cannot be posted to. */
export interface WithoutAddress {
  readonly recipient: string;
  readonly about: string;
}

const MM = 72 / 25.4;
/** The window of a French DL envelope over a sheet folded in three (NF Z 11-001): at the right, 110 mm from the left edge and 50 mm from the top. */
const WINDOW = { x: 110 * MM, y: 52 * MM, width: 85 * MM };
const MARGIN = 20 * MM;

/** Lines as the post reads them (NF Z 10-011): six at most, the last one the post code and the city in capitals. */
export const addressLines = (
  recipient: string,
  { lines, postalCode, city, country }: PostalAddress,
): readonly string[] => {
  const abroad = country !== undefined && !/^france$/i.test(country) ? [country.toUpperCase()] : [];
  const last = [postalCode, city?.toUpperCase()].filter((part) => part !== undefined && part !== "").join(" ");
  const tail = [...(last === "" ? [] : [last]), ...abroad];
  return [recipient, ...lines.filter((line) => line.trim() !== "").slice(0, 5 - tail.length), ...tail];
};

/** A letter that cannot be delivered is not printed. */
export const isPostable = (address: PostalAddress | undefined): address is PostalAddress =>
  address?.city !== undefined && address.lines.some((line) => line.trim() !== "");

const paragraphs = (text: string): Content[] =>
  text.split(/\n{2,}/).map((paragraph) => ({ text: paragraph, margin: [0, 0, 0, 8] }));

const page = ({ recipient, address, about, subject, text }: Letter, sender: Sender, index: number): Content => ({
  ...(index > 0 && { pageBreak: "before" }),
  stack: [
    { stack: sender.letterhead.map((line, row) => ({ text: line, bold: row === 0 })), fontSize: 10 },
    {
      absolutePosition: { x: WINDOW.x, y: WINDOW.y },
      columns: [{ width: WINDOW.width, stack: addressLines(recipient, address).map((line) => ({ text: line })) }],
      fontSize: 11,
    },
    {
      // The body begins under the first fold.
      margin: [0, 105 * MM - MARGIN - sender.letterhead.length * 12, 0, 12],
      alignment: "right",
      text: `Le ${writtenDay(sender.day)}`,
    },
    { text: `Objet : ${subject}`, bold: true, margin: [0, 0, 0, 4] },
    { text: `Élève : ${about}`, margin: [0, 0, 0, 12] },
    ...paragraphs(text),
  ],
});

const unaddressed = (without: readonly WithoutAddress[], index: number): readonly Content[] =>
  without.length === 0
    ? []
    : [
        {
          ...(index > 0 && { pageBreak: "before" }),
          stack: [
            { text: "Sans adresse postale complète", bold: true, fontSize: 13, margin: [0, 0, 0, 8] },
            { text: "Aucune lettre n’a été imprimée pour :", margin: [0, 0, 0, 8] },
            { ul: without.map(({ recipient, about }) => `${recipient} (élève : ${about})`) },
          ],
        },
      ];

/** Letters to many families as one document: a page a family, and at the end whom it could not be addressed to. */
export const lettersOf = (
  letters: readonly Letter[],
  without: readonly WithoutAddress[],
  sender: Sender,
): PaperDocument => ({
  info: { title: "Courriers aux familles", creator: "Préau" },
  pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN],
  defaultStyle: { font: "Roboto", fontSize: 11 },
  content: [
    ...letters.map((letter, index) => page(letter, sender, index)),
    ...unaddressed(without, letters.length),
    ...(letters.length + without.length === 0
      ? [{ text: "Aucun courrier à imprimer : toutes les familles ont été jointes autrement." }]
      : []),
  ],
});
