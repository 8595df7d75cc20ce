import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FakeDesk } from "../testing/desk";
import { rowOf } from "../testing/rows";
import { keptThumbnail, sizeFor, wishThumbnail } from "./thumbnails";

describe("the size of a thumbnail", () => {
  it("has a pixel for each of the screen", () => {
    expect(sizeFor(24, 1)).toBe("icon");
    expect(sizeFor(24, 2)).toBe("icon");
    expect(sizeFor(24, 3)).toBe("card");
    expect(sizeFor(224, 1)).toBe("card");
    expect(sizeFor(144, 2)).toBe("card");
    expect(sizeFor(224, 2)).toBe("preview");
  });
});

describe("pictures that are kept", () => {
  let gone: string[] = [];
  beforeEach(() => {
    gone = [];
    let made = 0;
    URL.createObjectURL = () => `blob:kept:${++made}`;
    URL.revokeObjectURL = (url) => void gone.push(url);
    vi.stubGlobal("Blob", class { readonly size = 30_000_000; });
    new FakeDesk(() => ({ reply: "thumbnail", value: { data: btoa("x") } }));
  });

  afterEach(() => vi.unstubAllGlobals());

  it("take no more than so many bytes, the latest always", async () => {
    for (const name of ["a", "b", "c"]) {
      const came = vi.fn();
      wishThumbnail(name, "studio", rowOf(`/${name}`), "large", () => 0, came);
      await vi.waitFor(() => expect(came).toHaveBeenCalled());
    }
    expect(gone).toEqual(["blob:kept:1"]);
    expect(keptThumbnail("a")).toBeUndefined();
    expect(keptThumbnail("c")).toBe("blob:kept:3");
  });
});
