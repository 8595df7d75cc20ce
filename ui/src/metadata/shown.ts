// How fields of metadata are named and shown.

import type { FieldValueView, FormFieldView } from "../ipc/bindings";
import { dateTime } from "../words/format";
import { t } from "../words/words.svelte";
import { texts } from "./fields";

/** What the details say in words anyway, and nobody sets. */
export const IN_PROPERTIES: ReadonlySet<string> = new Set(["dam:size", "dc:format", "tiff:ImageWidth", "tiff:ImageLength"]);

/** The server's own label, else what the field is usually called, else its name. */
export function labelOf(name: string, field?: FormFieldView): string {
  return field?.label ?? t().metadata.known[name] ?? name;
}

/** The values of a field as a person reads them: choices by their words, tags by their last part. */
export function shownTexts(value: FieldValueView | undefined, field?: FormFieldView): string[] {
  if (typeof value === "boolean") return [value ? t().metadata.yes : t().metadata.no];
  const shown = texts(value, dateTime);
  if (field?.kind === "tags") return shown.map(shownTag);
  return shown.map((text) => field?.choices.find((choice) => choice.value === text)?.text ?? text);
}

/** `season:autumn/harvest` is read as harvest. */
export function shownTag(id: string): string {
  const last = id.split(/[:/]/).at(-1);
  return last === undefined || last === "" ? id : last;
}
