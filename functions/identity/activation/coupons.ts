import type { PaperDocument } from "@preau/paper";
import type { Issued, Sheet } from "./issue-codes.ts";
import { lastDayOf, remarkOf, roleOf } from "./sheet.ts";

type Content = Extract<PaperDocument["content"], readonly unknown[]>[number];

/** Two coupons a row, five rows a page: large enough to be read, small enough to spare paper. */
const COLUMNS = 2;

const fullName = ({ familyName, givenName }: Issued): string => `${givenName} ${familyName}`.trim();

const coupon = (line: Issued, sheet: Sheet, signInUrl: string): Content => ({
  unbreakable: true,
  stack: [
    { text: sheet.schoolName ?? "Préau", bold: true, fontSize: 9 },
    { text: fullName(line), bold: true, fontSize: 13, margin: [0, 4, 0, 0] },
    { text: [roleOf(line), sheet.title].filter((part) => part !== "").join(" – "), fontSize: 9 },
    {
      margin: [0, 6, 0, 4],
      layout: "noBorders",
      table: {
        widths: ["auto", "*"],
        body: [
          ["Adresse", { text: signInUrl, bold: true }],
          ["Identifiant", { text: line.login, bold: true, fontSize: 12 }],
          ["Code", { text: line.code ?? "", bold: true, fontSize: 14, characterSpacing: 1 }],
        ],
      },
    },
    {
      text: `Ouvrez cette adresse, recopiez l’identifiant et le code, puis choisissez votre mot de passe. Ce code sert une seule fois, jusqu’au ${lastDayOf(sheet)}. Ne le donnez à personne.`,
      fontSize: 8,
    },
  ],
  margin: [6, 6, 6, 6],
});

const rowsOf = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, row) => all.slice(row * size, (row + 1) * size));

/** The page for whoever hands the coupons out: who gets none, and why. */
const withoutCode = (lines: readonly Issued[]): readonly Content[] =>
  lines.length === 0
    ? []
    : [
        { text: "Sans code", bold: true, fontSize: 13, margin: [0, 12, 0, 4] },
        {
          fontSize: 9,
          table: {
            headerRows: 1,
            widths: ["*", "*", "*", "*"],
            body: [
              ["Nom", "Profil", "Identifiant", "Remarque"].map((text) => ({ text, bold: true })),
              ...lines.map((line) => [
                `${line.familyName} ${line.givenName}`.trim(),
                roleOf(line),
                line.login,
                remarkOf(line),
              ]),
            ],
          },
        },
      ];

/** A sheet as coupons to cut along dashed lines, black on white, with a list of those who get none at the end. */
export const couponsOf = (sheet: Sheet, signInUrl: string): PaperDocument => {
  const coupons = sheet.lines.filter(({ code }) => code !== undefined).map((line) => coupon(line, sheet, signInUrl));
  const rows = rowsOf(coupons, COLUMNS).map((row) => [...row, ...(row.length < COLUMNS ? [""] : [])]);
  const cut = () => ({ dash: { length: 3, space: 3 } });
  return {
    info: { title: `Codes d’activation – ${sheet.title}`, creator: "Préau" },
    content: [
      {
        text: `${sheet.title} : ${coupons.length} ${coupons.length > 1 ? "codes" : "code"}. Les codes imprimés auparavant pour ces personnes ne valent plus rien. Cette liste ne pourra pas être réimprimée : une nouvelle donne de nouveaux codes.`,
        margin: [0, 0, 0, 8],
      },
      ...(rows.length === 0
        ? []
        : [
            {
              table: { widths: Array.from({ length: COLUMNS }, () => "*"), dontBreakRows: true, body: rows },
              layout: {
                hLineStyle: cut,
                vLineStyle: cut,
                hLineWidth: () => 0.5,
                vLineWidth: () => 0.5,
              },
            },
          ]),
      ...withoutCode(sheet.lines.filter(({ code }) => code === undefined)),
    ],
  };
};
