// English, the source of the catalogue: a word that another language lacks does not compile.
// One file an area; further areas are added here and in each other language.

import { actions, refusals } from "./en/actions";
import { browse } from "./en/browse";
import { common } from "./en/common";
import { details } from "./en/details";
import { errors } from "./en/errors";
import { shell } from "./en/shell";
import { statuses } from "./en/statuses";

export const en = { common, shell, browse, details, statuses, actions, refusals, errors };
