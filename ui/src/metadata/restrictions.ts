// Reasons to think twice before an asset is used, in words.

import type { RestrictionView } from "../ipc/bindings";
import { dateTime } from "../words/format";
import { t } from "../words/words.svelte";

export function restrictionWords(restriction: RestrictionView): string {
  const words = t().metadata.restrictions;
  switch (restriction.kind) {
    case "expired":
      return words.expired(dateTime(restriction.since));
    case "withdrawn":
      return words.withdrawn(dateTime(restriction.since));
    case "not-yet-on":
      return words.notYetOn(dateTime(restriction.until));
    case "rejected":
      return words.rejected;
    case "licensed":
      return words.licensed;
  }
}
