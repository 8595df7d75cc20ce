import { pluralIn } from "../plural";

const plural = pluralIn("en");

export const doctor = {
  title: "Check the connection",
  titleOf: (name: string) => `Check the connection ${name}`,
  running: "Checking step by step…",
  allFine: "Everything is working.",
  warnings: (n: number) => plural(n, { one: "1 warning", other: "# warnings" }),
  fails: "This is where the problem is:",
  again: "Check again",
  copy: "Copy as text",
  copied: "Copied",
  took: (time: string) => time,
  can: "What the server can do",
  yes: "yes",
  no: "no",
};
