// @vitest-environment node
import { describe, expect, it } from "vitest";

import { offers, rowOf } from "../testing/rows";
import { allows, offerOf } from "./offers";

const free = rowOf("/a.psd");
const held = rowOf("/b.psd", { actions: offers({ edit: { code: "checked-out-by", who: "omar" } }) });
const clean = rowOf("/c.psd", { actions: offers({ "upload-changes": { code: "not-edited", who: null } }) });

describe("offers while the server is away", () => {
  const away = rowOf("/d.psd", {
    actions: offers({ "check-out": { code: "offline", who: null }, delete: { code: "offline", who: null } }).map((offer) => ({
      ...offer,
      later: offer.action === "check-out",
    })),
  });

  it("are those that wait, and no others", () => {
    expect(allows(away, "check-out")).toBe(true);
    expect(allows(away, "delete")).toBe(false);
    expect(offerOf([away], "check-out")).toMatchObject({ refused: null, later: true, telling: true });
    expect(offerOf([away], "delete")).toMatchObject({ later: false });
    expect(offerOf([away], "delete")?.refused?.refusal.code).toBe("offline");
    expect(offerOf([free], "check-out")).toMatchObject({ refused: null, later: false });
  });
});

describe("offers for several", () => {
  it("are those that each allows", () => {
    expect(offerOf([free, clean], "edit")?.refused).toBeNull();
    const refused = offerOf([free, held], "edit")?.refused;
    expect(refused?.row.name).toBe("b.psd");
    expect(refused?.refusal).toEqual({ code: "checked-out-by", who: "omar" });
  });

  it("are left out when there is nothing to do for any, and told when there is for one", () => {
    expect(offerOf([clean], "upload-changes")?.telling).toBe(false);
    expect(offerOf([clean, free], "upload-changes")?.telling).toBe(true);
    expect(offerOf([held], "edit")?.telling).toBe(true);
  });

  it("are none for nothing", () => {
    expect(offerOf([], "edit")).toBeNull();
    expect(allows(null, "edit")).toBe(false);
    expect(allows(free, "edit")).toBe(true);
    expect(allows(held, "edit")).toBe(false);
  });
});
