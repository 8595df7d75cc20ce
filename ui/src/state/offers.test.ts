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
  it("are for those that allow it, and say why others are left out", () => {
    expect(offerOf([free, clean], "edit")).toMatchObject({ refused: null, leftOut: null, rows: [free, clean] });
    const some = offerOf([held, free, clean], "edit");
    expect(some?.refused).toBeNull();
    expect(some?.rows).toEqual([free, clean]);
    expect(some?.leftOut?.row.name).toBe("b.psd");
    const none = offerOf([held], "edit");
    expect(none?.rows).toEqual([]);
    expect(none?.refused?.refusal).toEqual({ code: "checked-out-by", who: "omar" });
  });

  it("are for each of very many, which share what they offer", () => {
    const many = Array.from({ length: 2_000 }, (_, at) => rowOf(`/${at}`, { actions: free.actions }));
    const offer = offerOf([...many, held], "edit");
    expect(offer?.rows).toEqual(many);
    expect(offer?.leftOut?.row).toBe(held);
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
