import { beforeEach, describe, expect, it } from "vitest";

import { noteProgram, programName, programs } from "./programs";

describe("the applications that were chosen", () => {
  beforeEach(() => localStorage.clear());

  it("are the latest few, each once", () => {
    for (const one of ["a", "b", "c", "d", "e", "c"]) noteProgram(one);
    expect(programs()).toEqual(["c", "e", "d", "b"]);
  });

  it("are none where what is kept is no list", () => {
    localStorage.setItem("damson-programs", "{");
    expect(programs()).toEqual([]);
    localStorage.setItem("damson-programs", '{"a":1}');
    expect(programs()).toEqual([]);
  });

  it("are called as each system calls them", () => {
    expect(programName("/Applications/Affinity Photo.app")).toBe("Affinity Photo");
    expect(programName("/Applications/Affinity Photo.app/")).toBe("Affinity Photo");
    expect(programName("C:\\Program Files\\Adobe\\Photoshop.exe")).toBe("Photoshop");
    expect(programName("/usr/share/applications/org.gimp.GIMP.desktop")).toBe("GIMP");
    expect(programName("/usr/bin/gimp-2.10")).toBe("gimp-2.10");
  });
});
