// Fields of metadata: how a value is shown, edited as text, and turned into a change.

import type { FieldChangeView, FieldKindView, FieldValueView, FormFieldView, FormView } from "../ipc/bindings";

/** Lists are edited one value a line: titles hold commas. */
const BREAK = "\n";

export function isDate(value: FieldValueView): value is { date: string } {
  return typeof value === "object" && !Array.isArray(value);
}

/** Each value of a field as text; dates by `shown`. */
export function texts(value: FieldValueView | undefined, shown: (date: string) => string): string[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (isDate(value)) return [shown(value.date)];
  return [String(value)].filter((text) => text !== "");
}

/** What stands in the field to be edited: local time for a date, as `datetime-local` has it. */
export function draftOf(value: FieldValueView | undefined): string {
  return texts(value, localTime).join(BREAK);
}

function localTime(date: string): string {
  const at = new Date(date);
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The value that a draft stands for; `null` for none, `undefined` for what makes no sense. */
export function valueOf(kind: FieldKindView, draft: string): FieldValueView | null | undefined {
  const text = kind === "long-text" ? draft : draft.trim();
  if (text.trim() === "") return null;
  switch (kind) {
    case "text":
    case "long-text":
      return text;
    case "choice":
      return text.includes(BREAK) ? lines(text) : text;
    case "texts":
    case "choices":
    case "tags":
      return lines(text);
    case "number": {
      const number = Number(text.replace(",", "."));
      return Number.isFinite(number) ? number : undefined;
    }
    case "flag":
      return text === "true";
    case "date": {
      const at = new Date(text);
      return Number.isNaN(at.getTime()) ? undefined : { date: at.toISOString() };
    }
  }
}

export function lines(draft: string): string[] {
  const found = draft.split(BREAK).map((line) => line.trim());
  return [...new Set(found.filter((line) => line !== ""))];
}

export function isList(kind: FieldKindView): boolean {
  return kind === "texts" || kind === "choices" || kind === "tags";
}

/** The change of one field of one asset; `null` where nothing was changed. */
export function changeOf(field: FormFieldView, before: FieldValueView | undefined, draft: string): FieldChangeView | null | undefined {
  if (draft === draftOf(before)) return null;
  const value = valueOf(field.kind, draft);
  if (value === undefined) return undefined;
  return value === null ? (before === undefined ? null : "clear") : { set: value };
}

export type Mode = "keep" | "replace" | "add" | "remove";

/** The change of one field of many assets; `null` where they keep what they have. */
export function changeOfMany(field: FormFieldView, mode: Mode, draft: string): FieldChangeView | null | undefined {
  if (mode === "keep") return null;
  if (mode === "add" || mode === "remove") {
    const values = lines(draft);
    if (values.length === 0) return null;
    return { amend: mode === "add" ? { add: values, remove: [] } : { add: [], remove: values } };
  }
  const value = valueOf(field.kind, draft);
  if (value === undefined) return undefined;
  return value === null ? "clear" : { set: value };
}

/** What can be edited in every form, where the forms of several assets differ. */
export function commonForm(forms: readonly FormView[]): FormView {
  const [first, ...others] = forms;
  if (first === undefined) return { sections: [], built_in: true };
  const names = others.map((form) => new Set(form.sections.flatMap((section) => section.fields.map((field) => field.name))));
  const sections = first.sections.map((section) => ({
    ...section,
    fields: section.fields.filter((field) => !field.read_only && names.every((known) => known.has(field.name))),
  }));
  return { ...first, sections: sections.filter((section) => section.fields.length > 0) };
}
