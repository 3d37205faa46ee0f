import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRunningServer } from "./running-server.ts";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const why = process.env.CI
  ? "not run by the continuous integration"
  : existsSync(CHROMIUM)
    ? undefined
    : `no browser at ${CHROMIUM}: install Debian’s chromium, or name another with CHROMIUM=…`;
if (why !== undefined) console.warn(`The browser’s tests are skipped: ${why}`);

let browser: Browser;
let server: Awaited<ReturnType<typeof startRunningServer>>;

/** A browser that nobody has used yet. */
const fresh = async (): Promise<Page> => (await browser.newContext({ locale: "fr-FR" })).newPage();

/** From the application to the federation’s page: whom to play? */
const goTo = async (page: Page, federation: string): Promise<void> => {
  await page.goto(server.beginUrl);
  await page.getByRole("link", { name: "Se connecter à Préau" }).click();
  await page.getByRole("link", { name: federation }).click();
  await page.getByRole("heading", { name: `${federation} d’essai` }).waitFor();
};

const play = (page: Page, role: RegExp): Promise<void> => page.getByRole("button", { name: role }).first().click();

describe.skipIf(why !== undefined)("in a real browser", () => {
  beforeAll(async () => {
    server = await startRunningServer();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("a parent of two comes in by ÉduConnect and holds both children’s schools", async () => {
    const page = await fresh();
    await goTo(page, "ÉduConnect");
    await play(page, /Parent de deux enfants/);
    await page.getByRole("heading", { name: /^Vous êtes / }).waitFor();
    const said = await page.locator("p").first().textContent();
    expect(said).toContain("0990001N:guardian");
    expect(said).toContain("0990002P:guardian");
  });

  it("a pupil comes in by ÉduConnect, found by the academy’s number", async () => {
    const page = await fresh();
    await goTo(page, "ÉduConnect");
    await play(page, /Élève de/);
    await page.getByRole("heading", { name: /^Vous êtes / }).waitFor();
    expect(await page.locator("p").first().textContent()).toContain("0990001N:pupil");
  });

  it("a teacher comes in by the agents’ desk", async () => {
    const page = await fresh();
    await goTo(page, "Guichet agents");
    await play(page, /Enseignante? du collège$/);
    await page.getByRole("heading", { name: /^Vous êtes / }).waitFor();
    expect(await page.locator("p").first().textContent()).toContain("0990001N:teacher");
  });

  it("a parent known by two files chooses, and is not asked again", async () => {
    const page = await fresh();
    await goTo(page, "ÉduConnect");
    await play(page, /deux dossiers/);
    await page.getByRole("heading", { name: "Quel compte est le vôtre ?" }).waitFor();
    const offered = page.getByRole("button");
    expect(await offered.count()).toBe(2);
    await offered.first().click();
    await page.getByRole("heading", { name: /^Vous êtes / }).waitFor();
    const chosen = await page.locator("p").first().textContent();

    const later = await fresh();
    await goTo(later, "ÉduConnect");
    await play(later, /deux dossiers/);
    await later.getByRole("heading", { name: /^Vous êtes / }).waitFor();
    expect(await later.locator("p").first().textContent()).toBe(chosen);
  });

  it("a parent comes by FranceConnect and is asked once for the account’s password", async () => {
    const page = await fresh();
    await goTo(page, "FranceConnect");
    await play(page, /Parent de deux enfants/);
    await page.getByRole("heading", { name: "Reliez FranceConnect à votre compte" }).waitFor();
    await page.getByLabel("Identifiant").fill("personne");
    await page.getByLabel("Mot de passe").fill("faux-mot-de-passe");
    await page.getByRole("button", { name: "Relier et se connecter" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("incorrect");
  });

  it("somebody of another browser cannot go on with a sign-in begun here", async () => {
    const page = await fresh();
    await page.goto(server.beginUrl);
    await page.getByRole("link", { name: "Se connecter à Préau" }).click();
    const elsewhere = await fresh();
    await elsewhere.goto(`${page.url()}/educonnect`);
    await elsewhere.getByRole("heading", { name: "Cette page de connexion n’est plus valable" }).waitFor();
  });
});
