import { describe, expect, it } from "vitest";

import { fromField, inField, type Look } from "./keys";

const limit: Look = { as: "number", unit: "MB/s", factor: 1_000_000, none: true, min: 0, max: 1_000 };
const days: Look = { as: "number", unit: "days", factor: 1, none: false, min: 1, max: 3_650 };

describe("settings in their fields", () => {
  it("shows bytes a second as megabytes, and no limit as an empty field", () => {
    expect(inField("2500000", limit)).toBe("2.5");
    expect(inField("none", limit)).toBe("");
  });

  it("sends what was meant, with a comma too", () => {
    expect(fromField("2,5", limit)).toBe("2500000");
    expect(fromField("", limit)).toBe("none");
    expect(fromField("0", limit)).toBe("none");
    expect(fromField(" 30 ", days)).toBe("30");
  });

  it("refuses what is no value", () => {
    expect(fromField("", days)).toBeNull();
    expect(fromField("0", days)).toBeNull();
    expect(fromField("many", days)).toBeNull();
    expect(fromField("-1", limit)).toBeNull();
  });

  it("keeps every value that it shows", () => {
    for (const value of ["none", "500000", "2000000", "1250000"]) {
      expect(fromField(inField(value, limit), limit)).toBe(value);
    }
  });
});
