// French.

import type { Words } from "./words.svelte";
import { actions, refusals } from "./fr/actions";
import { browse } from "./fr/browse";
import { common } from "./fr/common";
import { details } from "./fr/details";
import { errors } from "./fr/errors";
import { shell } from "./fr/shell";
import { statuses } from "./fr/statuses";
import { connect } from "./fr/connect";
import { dialogs } from "./fr/dialogs";
import { doctor } from "./fr/doctor";
import { compare } from "./fr/compare";
import { files } from "./fr/files";
import { preferences } from "./fr/preferences";
import { recovered } from "./fr/recovered";
import { transfers } from "./fr/transfers";
import { tray } from "./fr/tray";

export const fr: Words = {
  common,
  shell,
  browse,
  details,
  statuses,
  actions,
  refusals,
  errors,
  connect,
  dialogs,
  doctor,
  compare,
  files,
  preferences,
  recovered,
  transfers,
  tray,
};
