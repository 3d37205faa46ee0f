import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
};

describe("a password", () => {
  it("is recognised, and no other is", async () => {
    const stored = await hashPassword("Été à l’école");
    expect(await verifyPassword("Été à l’école", stored)).toBe(true);
    expect(await verifyPassword("été à l’école", stored)).toBe(false);
  });

  it("is the same whichever way a phone composes its accents", async () => {
    const stored = await hashPassword("\u00e9t\u00e9");
    expect(await verifyPassword("e\u0301te\u0301", stored)).toBe(true);
  });

  it("is stored with a salt of its own and the cost of its hash", async () => {
    const [one, two] = await Promise.all([hashPassword("secret-1"), hashPassword("secret-1")]);
    expect(one).toMatch(/^scrypt\$15\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
  });

  it("hashed at an older, lower cost is still recognised", async () => {
    const older = "scrypt$14$8$1$AAAAAAAAAAAAAAAAAAAAAA$3POhFqwsMuvaVqMibCvd7E2iY8sJQihdKaC626X2nus";
    expect(await verifyPassword("secret-1", older)).toBe(true);
  });

  it("is refused where there is none, after the same work", async () => {
    const stored = await hashPassword("secret-1");
    expect(await verifyPassword("secret-1", undefined)).toBe(false);
    const [wrong, nobody] = [
      await milliseconds(() => verifyPassword("faux", stored)),
      await milliseconds(() => verifyPassword("faux", undefined)),
    ];
    expect(nobody / wrong).toBeGreaterThan(0.6);
    expect(nobody / wrong).toBeLessThan(1.6);
  });

  it("with a damaged hash that asks for gigabytes is refused at once", async () => {
    expect(await verifyPassword("secret-1", "scrypt$30$8$1$AAAA$AAAA")).toBe(false);
  });
});
