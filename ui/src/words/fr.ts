// French.

import type { Words } from "./words.svelte";
import { actions, refusals } from "./fr/actions";
import { browse } from "./fr/browse";
import { common } from "./fr/common";
import { details } from "./fr/details";
import { errors } from "./fr/errors";
import { shell } from "./fr/shell";
import { statuses } from "./fr/statuses";

export const fr: Words = { common, shell, browse, details, statuses, actions, refusals, errors };
